import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import { dataAnswer } from '../owned-records.js';
import type { PinLog } from '../pin-log.state.js';
import { failure, numberParameter, requiredBody } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';

const HOUR_MS = 3_600_000;

const update = z.object({
  pinId: z.string().min(1),
  msisdn: z.string().optional(),
  verified: z.boolean(),
  attemptsRemaining: z.number().int().optional(),
  pinError: z.string().optional(),
  requestError: z
    .object({ serviceExceptionResponse: z.object({ messageId: z.string(), text: z.string() }) })
    .optional(),
});

const printLog = (log: PinLog) => ({
  id: log.id,
  idAplicacao: log.applicationId,
  idMensagem: log.messageId,
  idPin: log.pinId,
  pin: log.pin,
  telefone: log.phone,
  statusNC: 'NC DESTINATION REACHABLE',
  statusSMS: 'MESSAGE SENT',
  tentativasRestantes: log.attemptsLeft,
  verificado: log.verified,
  erroPin: log.pinError,
  erroRequisicao: log.requestError,
  dataVerificacao: log.verifiedAt,
  dataLog: log.loggedAt,
  idUsuario: 1,
});

/** "COMERCIAL - Infobip" of the document. What happens without a log is not printed there. */
export const infobipHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.infobip.read-last-log': (request) => {
    const { state, params, clock } = request;
    numberParameter(request, 'telefone');
    const since = clock() - HOUR_MS;
    const logs = state.pinLogs.filter((log) => log.phone === params['telefone'] && (log.verifiedAt ?? 0) >= since);
    const [last] = logs.sort((left, right) => (right.verifiedAt ?? 0) - (left.verifiedAt ?? 0));
    return dataAnswer(last === undefined ? null : printLog(last));
  },

  'webservice-cliente.infobip.update-log': (request) => {
    const { state, clock } = request;
    const pin = numberParameter(request, 'pin');
    const body = requiredBody(request, update);
    const log = state.pinLogs.find(({ pinId }) => pinId === body.pinId);
    if (log === undefined) return failure('Registro de log nao encontrado');
    log.pin = pin;
    log.phone = body.msisdn ?? log.phone;
    log.attemptsLeft = body.attemptsRemaining ?? log.attemptsLeft;
    log.verified = body.verified;
    log.pinError = body.pinError ?? null;
    log.requestError = body.requestError?.serviceExceptionResponse.text ?? null;
    log.verifiedAt = clock();
    return dataAnswer(printLog(log));
  },
};
