import { z } from 'zod';
import { lenientList } from '../../core/drift.js';
import { identifier, looseBoolean, numericId, pathId, yesNo } from '../../core/fields.js';
import { compactDate } from '../../core/wire-fields.js';
import { dataOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { doneSentence, doneSomehow, sentToAddress } from './acknowledgement.js';
import { agendaSlots, bookingBody, slotsAssumption, slotsPath, slotsQuery } from './agenda-slot.js';
import { orderFilters, serviceOrderRows } from './service-order-row.js';

export const listOmnichannelServiceOrders = erpOperation({
  id: 'omnichannel.list-service-orders',
  title: 'Busca de Atendimentos',
  method: 'GET',
  path: '/ws/integracao/omnichannel/atendimentos/cliente/{idCliente}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }), query: orderFilters },
  format: 'json',
  envelope: dataOf,
  answer: serviceOrderRows,
});

export const listOmnichannelSlots = erpOperation({
  id: 'omnichannel.list-slots',
  title: 'Disponibilização de Datas Disponíveis para Reagendamento de Visitas Técnicas',
  method: 'GET',
  path: '/ws/integracao/omnichannel/agenda_tecnica/configuracoes/atendimento/{idAtendimento}/data/{data}/turno/{turno}',
  auth: 'token',
  effect: 'read',
  request: { path: slotsPath, query: slotsQuery },
  format: 'json',
  envelope: dataOf,
  answer: agendaSlots,
  assumption: slotsAssumption,
});

export const bookOmnichannelSlot = erpOperation({
  id: 'omnichannel.book-slot',
  title: 'Efetivação do Reagendamento de Visitas Técnicas',
  method: 'PUT',
  path: '/ws/integracao/omnichannel/agenda_tecnica/configuracoes/efetivar',
  auth: 'token',
  effect: 'irreversible',
  request: { body: bookingBody },
  format: 'json',
  envelope: dataOf,
  answer: doneSentence,
});

/** Sends the customer an SMS; without a title, and with a text of the ERP's own, when they are left out. */
export const sendDigitableLineBySms = erpOperation({
  id: 'omnichannel.send-digitable-line',
  title: 'Enviar Linha Digitável da Fatura por SMS ao Cliente',
  method: 'POST',
  path: '/ws/integracao/omnichannel/fatura/linha_digitavel/enviar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    query: z.object({ tituloSMS: z.string().optional(), conteudoSMS: z.string().optional() }),
    body: z.object({ idFatura: numericId }),
  },
  format: 'json',
  envelope: dataOf,
  answer: doneSomehow,
  assumption: 'The document prints no example answer; any data is taken to mean success.',
});

/** Notes a customer's promise to pay on a day. The two ids are of the ERP's registers of arrears. */
export const schedulePayment = erpOperation({
  id: 'omnichannel.schedule-payment',
  title: 'Agendamento de Pagamentos',
  method: 'POST',
  path: '/ws/integracao/omnichannel/agendar/pagamento',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.object({
      idFatura: numericId,
      dataAgendamentoPagamento: compactDate,
      idTipoContatoInadimplencia: numericId,
      idMotivoInadimplencia: numericId,
    }),
  },
  format: 'json',
  envelope: dataOf,
  // The ids stand in the sentence, and the document's example breaks its line between them.
  answer: z.string().transform((text) => ({
    negotiationId: /IDFaturaDadosNegociacao\s*\[\s*(\d+)\s*\]/.exec(text)?.[1] ?? null,
    contactId: /IDContatoInadimplencia\s*\[\s*(\d+)\s*\]/.exec(text)?.[1] ?? null,
  })),
});

export const listOmnichannelDueDates = erpOperation({
  id: 'omnichannel.list-active-due-dates',
  title: 'Disponibilização dos Dias Disponíveis para Alteração de Vencimento de Contratos',
  method: 'GET',
  path: '/ws/integracao/omnichannel/vencimentos/ativos',
  auth: 'token',
  effect: 'read',
  request: { query: z.object({ isPrePago: yesNo }) },
  format: 'json',
  envelope: dataOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        dia: z.number().int().min(1).max(31),
        diaFaturamentoInicial: z.number().int().nullish(),
        diaFaturamentoFinal: z.number().int().nullish(),
        ativo: looseBoolean,
        prePago: looseBoolean,
        faturaMesmoMesVencimento: looseBoolean,
      })
      .transform((row) => ({
        id: row.id,
        day: row.dia,
        billingFromDay: row.diaFaturamentoInicial ?? null,
        billingToDay: row.diaFaturamentoFinal ?? null,
        active: row.ativo,
        prepaid: row.prePago,
        billedInMonthOfDueDate: row.faturaMesmoMesVencimento,
      })),
  ),
});

export const changeOmnichannelDueDate = erpOperation({
  id: 'omnichannel.change-due-date',
  title: 'Alteração de Dia de Vencimento de Contratos',
  method: 'PUT',
  path: '/ws/integracao/omnichannel/contrato/alterar/vencimento_contrato',
  auth: 'token',
  effect: 'idempotent-write',
  request: {
    body: z.object({ idContrato: numericId, idVencimentoAtual: numericId, idVencimentoNovo: numericId }),
  },
  format: 'json',
  envelope: dataOf,
  answer: doneSentence,
});

/** Sends the customer an e-mail; a title and text of the ERP's own when they are left out. */
export const sendOwnershipTransferRules = erpOperation({
  id: 'omnichannel.send-ownership-transfer-rules',
  title: 'Encaminhamento de E-mail com Regras de Mudanças de Titularidade',
  method: 'POST',
  path: '/ws/integracao/omnichannel/encaminhamento_email/mudanca_titularidade',
  auth: 'token',
  effect: 'irreversible',
  request: {
    query: z.object({ tituloEmail: z.string().optional(), conteudoEmail: z.string().optional() }),
    body: z.object({ idCliente: numericId }),
  },
  format: 'json',
  envelope: dataOf,
  answer: sentToAddress,
});

export const rebootEquipment = erpOperation({
  id: 'omnichannel.reboot-equipment',
  title: 'Reboot do Equipamento',
  method: 'POST',
  path: '/ws/integracao/omnichannel/reiniciar/equipamento',
  auth: 'token',
  effect: 'irreversible',
  request: { body: z.object({ idContrato: numericId }) },
  format: 'json',
  envelope: dataOf,
  answer: doneSentence,
});
