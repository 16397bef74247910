import { z } from 'zod';
import { numericId, pathId } from '../../core/fields.js';
import { dataOf, respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { doneSentence } from './acknowledgement.js';
import { agendaSlots, bookingBody, slotsAssumption, slotsPath, slotsQuery } from './agenda-slot.js';
import { erpServiceKinds } from './service-order-row.js';

/** The path is printed with a stray `l`; its sibling operations write `agendamento`. */
export const listAgendaSlots = erpOperation({
  id: 'technical-agenda.list-slots',
  title: 'Visita Técnica - Disponibilização de Datas Disponíveis para Reagendamento de Visitas Técnicas',
  method: 'GET',
  path: '/ws/servicos/agendamentol/agenda_tecnica/configuracoes/atendimento/{idAtendimento}/data/{data}/turno/{turno}',
  auth: 'token',
  effect: 'read',
  request: { path: slotsPath, query: slotsQuery },
  format: 'json',
  envelope: dataOf,
  answer: agendaSlots,
  assumption: slotsAssumption,
});

/** Books the item for the visit, first or again; it takes a place in the agenda, so a lost answer is read back first. */
export const bookAgendaSlot = erpOperation({
  id: 'technical-agenda.book',
  title: 'Visita Técnica - Efetivação do Reagendamento de Visitas Técnicas',
  method: 'PUT',
  path: '/ws/servicos/agendamento/agenda_tecnica/configuracoes/efetivar',
  auth: 'token',
  effect: 'irreversible',
  request: { body: bookingBody },
  format: 'json',
  envelope: dataOf,
  answer: doneSentence,
});

export const cancelVisit = erpOperation({
  id: 'technical-agenda.cancel-visit',
  title: 'Visita Técnica - Cancelar Reagendamento de Visitas Técnicas',
  method: 'PUT',
  path: '/ws/servicos/agendamento/agenda_tecnica/configuracoes/cancelar',
  auth: 'token',
  effect: 'irreversible',
  request: { body: z.object({ idAtendimento: numericId }) },
  format: 'json',
  envelope: dataOf,
  answer: doneSentence,
});

export const listAvailableDays = erpOperation({
  id: 'technical-agenda.list-available-days',
  title:
    'Buscar dias e quantidades de visitas disponíveis por dia para agendamento de acordo com tecnologia, tipo de serviço, tipo de contrato e cidade',
  method: 'GET',
  path: '/ws/servicos/agendamento/dias_disponiveis/tipo_servico/{tipoServico}/tecnologia/{idTecnologia}/cidade/{idCidade}/tipo_contrato/{idTipoContrato}',
  auth: 'token',
  effect: 'read',
  request: {
    path: z.object({
      tipoServico: z.enum(erpServiceKinds),
      idTecnologia: pathId,
      idCidade: pathId,
      idTipoContrato: pathId,
    }),
  },
  format: 'json',
  envelope: respostaOf,
  answer: agendaSlots,
});
