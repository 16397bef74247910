import { z } from 'zod';
import { epochInstant, identifier, looseBoolean, optionalText, pathId } from '../../core/fields.js';
import { dataOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

/** A PIN sent by SMS through Infobip, as the ERP logs it. It is a secret of the customer: never logged, never passed on. */
const pinLog = z
  .object({
    id: identifier,
    idAplicacao: optionalText,
    idMensagem: optionalText,
    idPin: optionalText,
    pin: identifier.nullish(),
    telefone: optionalText,
    statusNC: optionalText,
    statusSMS: optionalText,
    tentativasRestantes: z.number().int().nullish(),
    verificado: looseBoolean,
    erroPin: optionalText.catch(null),
    erroRequisicao: z.unknown(),
    dataVerificacao: epochInstant.nullish(),
    dataLog: epochInstant.nullish(),
    idUsuario: identifier.nullish(),
  })
  .transform((log) => ({
    id: log.id,
    applicationId: log.idAplicacao,
    messageId: log.idMensagem,
    pinId: log.idPin,
    pin: log.pin ?? null,
    phone: log.telefone,
    reachability: log.statusNC,
    smsStatus: log.statusSMS,
    attemptsLeft: log.tentativasRestantes ?? null,
    verified: log.verificado,
    pinError: log.erroPin,
    requestFailed: log.erroRequisicao !== null && log.erroRequisicao !== undefined,
    verifiedAt: log.dataVerificacao ?? null,
    loggedAt: log.dataLog ?? null,
    userId: log.idUsuario ?? null,
  }));

/** The latest log of the number that was verified in the last hour; null when there is none. */
export const readLastPinLog = erpOperation({
  id: 'infobip.read-last-log',
  title: 'Busca Último Registro de Log de Integração com a API da Infobip',
  method: 'GET',
  path: '/ws/integracao/infobip/ultimo/{telefone}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ telefone: pathId }) },
  format: 'json',
  envelope: dataOf,
  answer: pinLog.nullable(),
});

/** Writes what Infobip said of a PIN into its log. `pinId` is text, as in the document's examples; its table says number. */
export const updatePinLog = erpOperation({
  id: 'infobip.update-log',
  title: 'Atualiza Registros de Log de Integração com a API da Infobip',
  method: 'PUT',
  path: '/ws/integracao/infobip/verificar/pin/{pin}',
  auth: 'token',
  effect: 'idempotent-write',
  request: {
    path: z.object({ pin: pathId }),
    body: z.object({
      pinId: z.string(),
      msisdn: z.string().optional(),
      verified: z.boolean(),
      attemptsRemaining: z.number().int().nonnegative().optional(),
      pinError: z.string().optional(),
      requestError: z
        .object({ serviceExceptionResponse: z.object({ messageId: z.string(), text: z.string() }) })
        .optional(),
    }),
  },
  format: 'json',
  envelope: dataOf,
  answer: pinLog,
});
