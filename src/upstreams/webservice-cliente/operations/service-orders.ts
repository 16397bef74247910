import { z } from 'zod';
import {
  anyStyleDate,
  epochInstant,
  identifier,
  looseBoolean,
  optionalText,
  pathId,
  wordOf,
} from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { bare, dataOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { customerLogin } from './customer-login.js';
import { erpOrderStatuses, erpServiceKinds, orderFilters, serviceOrderRows } from './service-order-row.js';

export const listServiceOrders = erpOperation({
  id: 'service-orders.list',
  title: 'Informações de Atendimentos',
  method: 'GET',
  path: '/ws/area/cliente/{idCliente}/atendimentos',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }), query: orderFilters },
  format: 'json',
  envelope: dataOf,
  answer: serviceOrderRows,
  assumption:
    'The document prints no example answer; the rows are read as those of "Busca de Atendimentos", with the agenda item under the name that booking it takes.',
});

export const readServiceOrder = erpOperation({
  id: 'service-orders.read',
  title: 'Buscar dados detalhados do atendimento',
  method: 'GET',
  path: '/ws/comercial/atendimentos/{id}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ id: pathId }) },
  format: 'json',
  envelope: bare,
  answer: z
    .object({
      IDAtendimento: identifier,
      Descricao: optionalText,
      NumeroProtocolo: optionalText,
      IDTipoAtendimento: identifier.nullish(),
      Status: wordOf(erpOrderStatuses, 'UNKNOWN'),
      DataAbertura: epochInstant.nullish(),
      DataAgendamentoVisita: anyStyleDate.nullish(),
      IDCentroCustoDestino: identifier.nullish(),
      Contrato: z.object({ IDContrato: identifier, IDTipoContrato: identifier.nullish() }).nullish(),
      Plano: optionalText,
      Velocidade: optionalText,
      // Of places only the address: the network mapping of this answer holds HTML and names of our equipment.
      Enderecos: lenientList(
        z
          .object({
            Endereco: optionalText,
            NomeBairro: optionalText,
            Numero: optionalText,
            CEP: optionalText,
            NomeCidade: optionalText,
            Estado: optionalText,
            Complemento: optionalText,
            tipoDeEndereco: optionalText,
            Latitude: optionalText,
            Longitude: optionalText,
            Referencia: optionalText,
          })
          .transform((address) => ({
            street: address.Endereco,
            district: address.NomeBairro,
            number: address.Numero,
            postalCode: address.CEP,
            city: address.NomeCidade,
            state: address.Estado,
            complement: address.Complemento,
            kind: address.tipoDeEndereco,
            latitude: address.Latitude,
            longitude: address.Longitude,
            reference: address.Referencia,
          })),
      ).nullish(),
    })
    .transform((answer) => ({
      id: answer.IDAtendimento,
      description: answer.Descricao,
      protocol: answer.NumeroProtocolo,
      typeId: answer.IDTipoAtendimento ?? null,
      status: answer.Status,
      openedAt: answer.DataAbertura ?? null,
      visitOn: answer.DataAgendamentoVisita ?? null,
      destinationId: answer.IDCentroCustoDestino ?? null,
      contractId: answer.Contrato?.IDContrato ?? null,
      contractTypeId: answer.Contrato?.IDTipoContrato ?? null,
      plan: answer.Plano,
      speed: answer.Velocidade,
      addresses: answer.Enderecos ?? [],
    })),
});

export const listServiceOrderTypes = erpOperation({
  id: 'service-orders.list-types',
  title: 'Buscar tipos de atendimentos',
  method: 'POST',
  path: '/ws/comercial/atendimentos/tipos/contrato/{idContrato}',
  auth: 'customer',
  effect: 'read',
  request: { path: z.object({ idContrato: pathId }), body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: lenientList(
    z
      .object({
        CodTipoAtendimento: identifier,
        ManutencaoInterna: looseBoolean,
        TipoServico: wordOf(erpServiceKinds, 'UNKNOWN'),
        IDDestino: identifier.nullish(),
        Tecnologia: optionalText,
        TipoAtendimento: optionalText,
        DestinoAtendimento: optionalText,
      })
      .transform((row) => ({
        id: row.CodTipoAtendimento,
        internalMaintenance: row.ManutencaoInterna,
        kind: row.TipoServico,
        destinationId: row.IDDestino ?? null,
        technology: row.Tecnologia,
        description: row.TipoAtendimento,
        destination: row.DestinoAtendimento,
      })),
  ),
});

const contractOrders = lenientList(
  z
    .object({
      CodTipoAtendimento: identifier.nullish(),
      NroProtocolo: z.string(),
      DescricaoProblema: optionalText,
      CodContrato: identifier.nullish(),
      GerouVisita: looseBoolean,
      DestinoAtendimento: optionalText,
      TempoEstimado: optionalText,
      Interrupcao: looseBoolean,
      StatusAtend: wordOf(erpOrderStatuses, 'UNKNOWN'),
      // "Nao gerou" where there is no visit.
      DataVisita: anyStyleDate.nullish().catch(null),
      DataAbertura: anyStyleDate.nullish(),
    })
    .transform((row) => ({
      protocol: row.NroProtocolo,
      typeId: row.CodTipoAtendimento ?? null,
      description: row.DescricaoProblema,
      contractId: row.CodContrato ?? null,
      visitScheduled: row.GerouVisita,
      destination: row.DestinoAtendimento,
      estimatedTime: row.TempoEstimado,
      interruption: row.Interrupcao,
      status: row.StatusAtend,
      visitOn: row.DataVisita ?? null,
      openedOn: row.DataAbertura ?? null,
    })),
);

export const listServiceOrdersOfContract = erpOperation({
  id: 'service-orders.list-of-contract',
  title: 'Buscar atendimentos',
  method: 'POST',
  path: '/ws/comercial/atendimentos/contrato/{idContrato}',
  auth: 'customer',
  effect: 'read',
  request: { path: z.object({ idContrato: pathId }), body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: z.object({ atendimentos: contractOrders }).transform(({ atendimentos }) => atendimentos),
});

/** Only attendances with a scheduled visit. */
export const listScheduledVisits = erpOperation({
  id: 'service-orders.list-scheduled-visits',
  title: 'Visita Técnica - Busca de Atendimentos',
  method: 'GET',
  path: '/ws/servicos/agendamento/atendimentos/cliente/{idCliente}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }), query: orderFilters.pick({ tipoServico: true }) },
  format: 'json',
  envelope: dataOf,
  answer: serviceOrderRows,
});

const rating = z
  .object({
    idAtendimento: identifier.nullish(),
    notaTecnico: z.coerce.number().nullish(),
    notaResolucao: z.coerce.number().nullish(),
  })
  .transform((row) => ({
    orderId: row.idAtendimento ?? null,
    technician: row.notaTecnico ?? null,
    resolution: row.notaResolucao ?? null,
  }));

export const listRatings = erpOperation({
  id: 'service-orders.list-ratings',
  title: 'Visita Técnica - Busca Notas de Atendimentos',
  method: 'GET',
  path: '/ws/servicos/agendamento/notas/atendimento/{idAtendimento}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idAtendimento: pathId }) },
  format: 'json',
  envelope: dataOf,
  answer: z.union([lenientList(rating), rating.transform((row) => [row]), z.null().transform(() => [])]),
  assumption:
    'The document prints no example answer; ratings are read by the names that giving them takes, one or many.',
});

/** Which ways to end a visit there are for a type of attendance; a type without any is `not-found`. */
export const listClosings = erpOperation({
  id: 'service-orders.list-closings',
  title: 'Buscar fechamentos de atendimentos externos por tipo de atendimento',
  method: 'GET',
  path: '/ws/comercial/atendimentos/fechamentos',
  auth: 'token',
  effect: 'read',
  request: { query: z.object({ idTipoAtendimento: pathId }) },
  format: 'json',
  envelope: bare,
  answer: lenientList(
    z
      .object({
        id: identifier,
        descricao: optionalText,
        assinaturaDigitalObrigatoria: looseBoolean,
        anexaxaoImagensConclusaoVisitaObrigatoria: looseBoolean,
        solucionado: looseBoolean,
      })
      .transform((row) => ({
        id: row.id,
        description: row.descricao,
        signatureRequired: row.assinaturaDigitalObrigatoria,
        picturesRequired: row.anexaxaoImagensConclusaoVisitaObrigatoria,
        solved: row.solucionado,
      })),
  ),
});
