import { rawJson } from '../../core/answer.js';
import type { Handlers } from '../../core/handler.js';
import { customerOfLogin } from '../owned-records.js';
import { failure, numberParameter } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';

/** The notices of "AUTENTICAÇÃO" of the document. */
export const appNoticeHandlers: Handlers<WebserviceClienteState> = {
  // The document prints no example answer of this one: its members are invented.
  'webservice-cliente.app-notices.list-as-customer': (request) => {
    const customer = customerOfLogin(request);
    if (numberParameter(request, 'idCliente') !== customer.id) return failure('Cliente nao encontrado');
    return {
      body: request.state.appNotices.pendingOf(customer.id).map((notice) => ({
        id: notice.id,
        titulo: notice.title,
        mensagem: notice.text,
        status: notice.status,
        dataCadastro: notice.createdAt,
      })),
    };
  },

  'webservice-cliente.app-notices.mark-sent': (request) => {
    const customer = customerOfLogin(request);
    const notice = request.state.appNotices.rows.get(numberParameter(request, 'id'));
    if (notice?.customerId !== customer.id) return failure('Notificacao nao encontrada');
    notice.status = 'ENVIADO';
    // As the document prints it, which is no JSON.
    return rawJson('"OK": A notificação teve o seu status atualizado para "ENVIADO".');
  },
};
