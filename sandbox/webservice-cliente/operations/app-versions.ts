import type { Handlers } from '../../core/handler.js';
import type { WebserviceClienteState } from '../state.js';

/** "COMERCIAL – Configurações" of the document. */
export const appVersionHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.sales-app.read-versions': () => ({
    body: { VERSAO_FINAL_APP_VENDAS: '1.0', VERSAO_FINAL_NOME_APP_VENDAS: 'teste' },
  }),
};
