import { z } from 'zod';
import { rawJson } from '../../core/answer.js';
import type { Handlers } from '../../core/handler.js';
import { numberParameter, requiredBody, wordParameter } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';

const incomingCall = z.object({
  idCliente: z.number().int(),
  numeroOrigem: z.string().min(1),
  ramal: z.string().optional(),
  fila: z.string().optional(),
});

const COUNTRY = '55';

/** "TELEFONIA" of the document, and the calls of the telephone menu. */
export const telephonyHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.telephony.register-incoming-call': (request) => {
    const { state } = request;
    const body = requiredBody(request, incomingCall);
    if (!state.customers.has(body.idCliente)) return rawJson('"FALHA"');
    state.serviceDesk.calls.push({
      customerId: body.idCliente,
      from: body.numeroOrigem,
      extension: body.ramal ?? null,
      queue: body.fila ?? null,
    });
    return rawJson('"SUCESSO"');
  },

  'webservice-cliente.telephony.list-prefixes': (request) => {
    const cityId = numberParameter(request, 'idCidade');
    const thirdParty = wordParameter(request, 'isPortabilidade', ['0', '1']) === '1';
    const prefixes = [...request.state.telephony.prefixes.values()].filter(
      (row) => row.cityId === cityId && row.thirdParty === thirdParty,
    );
    return {
      body: {
        resposta: prefixes.map((row) => ({
          id: row.id,
          codigoPais: COUNTRY,
          codigoArea: row.areaCode,
          prefixo: row.prefix,
          idCidade: row.cityId,
          nomeCidade: row.city,
          isTerceiro: row.thirdParty,
        })),
      },
    };
  },

  'webservice-cliente.telephony.list-free-numbers': (request) => {
    const { prefixes, numbers } = request.state.telephony;
    const prefix = prefixes.get(numberParameter(request, 'idPrefixo'));
    const free = numbers.filter((row) => row.free && row.prefixId === prefix?.id);
    return {
      body: {
        resposta: free.map((row) => ({
          id: row.id,
          numero: row.number,
          status: 'LIVRE',
          prefixo: prefix?.prefix,
          codigoArea: prefix?.areaCode,
          codigoPais: COUNTRY,
        })),
      },
    };
  },
};
