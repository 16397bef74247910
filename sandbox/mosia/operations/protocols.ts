import type { Answer } from '../../core/answer.js';
import type { Handlers } from '../../core/handler.js';
import { failure } from '../answers.js';
import type { MosiaState, Person, Protocol } from '../state.js';

const DEFAULT_COUNT = 5;

const printPerson = ({ name, uniqueKey }: Person, withKey: boolean) => ({
  nome: withKey ? `${name} - ${uniqueKey}` : name,
  chaveUnica: uniqueKey,
});

/** Names carry the key in protocols of attendances, and do not in those of self-service, as in the printed example. */
function printProtocol(protocol: Protocol) {
  const withKey = protocol.kind.descricao !== 'Auto-atendimento';
  return {
    protocolo: protocol.number,
    tipoOcorrencia: protocol.kind,
    data_registro: String(protocol.registeredAt),
    data_atualizacao: String(protocol.updatedAt),
    status: protocol.status,
    assunto: protocol.subject,
    beneficiario: printPerson(protocol.beneficiary, withKey),
    solicitante: printPerson(protocol.requester, withKey),
  };
}

export const protocolHandlers: Handlers<MosiaState> = {
  'mosia.protocols.list-latest': ({ headers, state, clock }): Answer => {
    const key = headers['chaveunica'];
    if (typeof key !== 'string' || key === '') return failure(400, 'O header chaveUnica é obrigatório.', clock());
    const count = headers['totalprotocolos'] ?? String(DEFAULT_COUNT);
    if (typeof count !== 'string' || !/^([1-9]|10)$/.test(count)) {
      return failure(400, 'O header totalProtocolos deve estar entre 1 e 10.', clock());
    }
    return {
      body: {
        status: true,
        data: state.latestOf(key, Number(count)).map(printProtocol),
        message: 'Ocorrências carregadas com sucesso.',
        critical: [],
        statusCode: 200,
        timestamp: clock(),
      },
    };
  },
};
