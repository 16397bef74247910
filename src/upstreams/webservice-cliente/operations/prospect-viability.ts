import { z } from 'zod';
import {
  identifier,
  looseBoolean,
  numericId,
  optionalCentavos,
  optionalIdentifier,
  optionalNumber,
  optionalText,
  anyStyleDate,
  centavos,
  wordOf,
} from '../../core/fields.js';
import { respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

const ofProspect = { body: z.object({ idUsuario: numericId, idProspecto: numericId }) };

/** Members for companies that have ConnectMaster; null or left out otherwise. */
const connectMasterPlace = {
  idCondominioCM: numericId.nullish(),
  idBloco: numericId.nullish(),
  andar: z.number().int().nullish(),
  numeroCasa: z.number().int().nullish(),
};

/** Amounts are summed over the bills, so one malformed bill refuses the whole answer. */
const debt = z
  .object({
    possuiDivida: looseBoolean,
    faturas: z
      .array(
        z
          .object({
            id: identifier,
            idCliente: optionalIdentifier,
            numeroBoleto: optionalText,
            numeroDocumento: optionalText,
            dataVencimento: anyStyleDate,
            valor: centavos,
            valorPago: optionalCentavos,
          })
          .transform((bill) => ({
            id: bill.id,
            customerId: bill.idCliente,
            slipNumber: bill.numeroBoleto,
            documentNumber: bill.numeroDocumento,
            dueDate: bill.dataVencimento,
            amountCents: bill.valor,
            paidCents: bill.valorPago,
          })),
      )
      .nullish(),
  })
  .transform((answer) => ({ hasDebt: answer.possuiDivida, bills: answer.faturas ?? [] }));

export const checkInternalCredit = erpOperation({
  id: 'prospect-viability.check-internal-credit',
  title: 'VIABILIDADE - Consultar crédito interno',
  method: 'POST',
  path: '/ws/comercial/prospectos/credito_interno/consultar',
  auth: 'token',
  effect: 'read',
  request: ofProspect,
  format: 'json',
  envelope: respostaOf,
  answer: debt,
});

export const checkProspectAddressCredit = erpOperation({
  id: 'prospect-viability.check-prospect-address-credit',
  title: 'VIABILIDADE - Consultar crédito por endereço de prospecto',
  method: 'POST',
  path: '/ws/comercial/prospectos/credito_endereco/consultar',
  auth: 'token',
  effect: 'read',
  request: ofProspect,
  format: 'json',
  envelope: respostaOf,
  answer: debt,
});

export const checkAddressCredit = erpOperation({
  id: 'prospect-viability.check-address-credit',
  title: 'VIABILIDADE - Consultar crédito por endereço',
  method: 'POST',
  path: '/ws/comercial/credito_endereco/consultar',
  auth: 'token',
  effect: 'read',
  request: {
    body: z.object({ idEndereco: numericId, numero: z.number().int().nonnegative(), ...connectMasterPlace }),
  },
  format: 'json',
  envelope: respostaOf,
  answer: debt,
});

/** `distance` is printed without a unit; by its size it is kilometres to the nearest box. */
const technicalViability = z
  .object({ resultado: wordOf(['APROVADO', 'REPROVADO'], 'UNKNOWN'), distancia: optionalNumber })
  .transform((row) => ({ result: row.resultado, distance: row.distancia }));

export const checkProspectTechnicalViability = erpOperation({
  id: 'prospect-viability.check-prospect-technical-viability',
  title: 'VIABILIDADE - Consultar viabilidade técnica de prospecto',
  method: 'POST',
  path: '/ws/comercial/prospectos/viabilidade_tecnica/consultar',
  auth: 'token',
  effect: 'read',
  request: ofProspect,
  format: 'json',
  envelope: respostaOf,
  answer: technicalViability,
  assumption: 'The document prints only a failure; the answer is read as that of the same question by address.',
});

export const checkTechnicalViability = erpOperation({
  id: 'prospect-viability.check-technical-viability',
  title: 'VIABILIDADE - Consultar viabilidade técnica por endereço',
  method: 'POST',
  path: '/ws/comercial/viabilidade_tecnica/consultar',
  auth: 'token',
  effect: 'read',
  request: {
    body: z.object({
      idEndereco: numericId,
      numero: z.number().int().nonnegative(),
      latitude: z.string(),
      longitude: z.string(),
      idSegmentoProspecto: numericId,
      ...connectMasterPlace,
    }),
  },
  format: 'json',
  envelope: respostaOf,
  answer: technicalViability,
});
