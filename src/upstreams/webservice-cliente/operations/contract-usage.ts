import { z } from 'zod';
import { centavos, epochInstant, identifier, looseBoolean, optionalText, pathId } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { dashedDate } from '../../core/wire-fields.js';
import { bare } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { customerLogin } from './customer-login.js';

const ofContract = z.object({ idContrato: pathId });
const period = z.object({ dataInicio: dashedDate, dataFim: dashedDate });

/** `360GB`, and perhaps a bare number; null for what is not limited. */
const gigabytes = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => {
    const amount = typeof value === 'string' ? /^\s*(\d+(?:[.,]\d+)?)/.exec(value)?.[1]?.replace(',', '.') : value;
    return amount === undefined || amount === null ? null : Number(amount);
  });

/** What was transferred so far, and the quota when there is one. */
export const readDataUsage = erpOperation({
  id: 'contract-usage.read-data-total',
  title: 'Buscar total navegado pelo contrato',
  method: 'POST',
  path: '/ws/comercial/total_navegacao/contrato/{idContrato}',
  auth: 'customer',
  effect: 'read',
  request: { path: ofContract, body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: z
    .object({ navegadoGB: z.number().nonnegative(), limiteGB: gigabytes })
    .transform((answer) => ({ usedGigabytes: answer.navegadoGB, limitGigabytes: answer.limiteGB })),
});

/** The document does not say in which unit `duration` is. */
export const readCallTotals = erpOperation({
  id: 'contract-usage.read-call-totals',
  title: 'Buscar total de ligações agrupado por tipo de ligação',
  method: 'POST',
  path: '/ws/comercial/ligacoes/contrato/{idContrato}',
  auth: 'customer',
  effect: 'read',
  request: { path: ofContract, body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: z
    .object({
      ligacoes: lenientList(
        z
          .object({ descricao: optionalText, duracao: z.number() })
          .transform((row) => ({ kind: row.descricao, duration: row.duracao })),
      ),
    })
    .transform(({ ligacoes }) => ligacoes),
});

/** Sessions of a contract's connection. Ends and durations may contradict each other: the ERP prints what it collected. */
export const listDataSessions = erpOperation({
  id: 'contract-usage.list-data-sessions',
  title: 'Buscar extrato de navegação',
  method: 'POST',
  path: '/ws/comercial/contrato/{idContrato}/extrato/navegacao',
  auth: 'customer',
  effect: 'read',
  request: { path: ofContract, query: period, body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: lenientList(
    z
      .object({
        id: identifier,
        dataColeta: epochInstant.nullish(),
        loginRadius: optionalText,
        inicioSessao: epochInstant,
        fimSessao: epochInstant.nullish(),
        duracaoSessao: z.number().nullish(),
        duracaoFormatada: optionalText,
        download: z.number().nullish(),
        upload: z.number().nullish(),
        downloadFormatado: z.number().nullish(),
        macCliente: optionalText,
        ipCliente: optionalText,
        ipNas: optionalText,
        circuitID: optionalText,
        motivoDesconexao: optionalText,
        isFaturado: looseBoolean,
      })
      .transform((session) => ({
        id: session.id,
        collectedAt: session.dataColeta ?? null,
        login: session.loginRadius,
        startedAt: session.inicioSessao,
        endedAt: session.fimSessao ?? null,
        durationSeconds: session.duracaoSessao ?? null,
        durationText: session.duracaoFormatada,
        downloadBytes: session.download ?? null,
        uploadBytes: session.upload ?? null,
        downloadGigabytes: session.downloadFormatado ?? null,
        clientMac: session.macCliente,
        clientAddress: session.ipCliente,
        accessServerAddress: session.ipNas,
        circuit: session.circuitID,
        endReason: session.motivoDesconexao,
        billed: session.isFaturado,
      })),
  ),
});

/** Prices of calls are summed, so one malformed call refuses the whole answer. */
export const listCalls = erpOperation({
  id: 'contract-usage.list-calls',
  title: 'Buscar extrato de ligação',
  method: 'POST',
  path: '/ws/comercial/contrato/{idContrato}/extrato/ligacao',
  auth: 'customer',
  effect: 'read',
  request: { path: ofContract, query: period, body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: z.array(
    z
      .object({
        id: identifier,
        dataColeta: epochInstant.nullish(),
        dataLigacao: epochInstant,
        origem: optionalText,
        destino: optionalText,
        descricao: optionalText,
        batch: optionalText,
        duracao: z.number().nullish(),
        valor: centavos,
        idServico: identifier.nullish(),
        idTipoLigacao: identifier.nullish(),
        descricaoTipoLigacao: optionalText,
        idChamada: identifier.nullish(),
        controlNumber: identifier.nullish(),
        isFaturado: looseBoolean,
      })
      .transform((call) => ({
        id: call.id,
        collectedAt: call.dataColeta ?? null,
        calledAt: call.dataLigacao,
        from: call.origem,
        to: call.destino,
        region: call.descricao,
        batch: call.batch,
        duration: call.duracao ?? null,
        priceCents: call.valor,
        serviceId: call.idServico ?? null,
        kindId: call.idTipoLigacao ?? null,
        kind: call.descricaoTipoLigacao,
        callId: call.idChamada ?? null,
        controlNumber: call.controlNumber ?? null,
        billed: call.isFaturado,
      })),
  ),
});
