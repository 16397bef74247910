import { z } from 'zod';
import { parseIsoDate } from '../../../src/common/brazil/dates.js';
import { Refusal } from '../../core/answer.js';
import type { Handlers } from '../../core/handler.js';
import { textField } from '../request-fields.js';
import { failure, requiredBody } from '../requests.js';
import type { Customer } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';

const isoDate = z.string().transform((text, context) => {
  const date = parseIsoDate(text);
  if (date) return date;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

const byDay = z.object({ Usuario: textField, Senha: textField, DataHabilitacao: isoDate });

/** As in the document's table; its example spells them otherwise. */
const byDocument = z.object({ usuario: textField, senha: textField, CPF_CNPJ: textField });

function admitUser(state: WebserviceClienteState, login: string, password: string): void {
  if (state.applicationUsers.withCredentials(login, password) === undefined) {
    throw new Refusal(failure('Usuário e senha informados não pertencem a um usuário ativo no sistema.'));
  }
}

function printCustomer(state: WebserviceClienteState, customer: Customer) {
  const services = state.playhub.get(customer.id);
  return {
    Celular: customer.mobile,
    FoxEsport: services?.foxSports ?? false,
    Email: customer.email,
    uol: services?.uol ?? false,
    WatchTv: services?.watchTv ?? false,
    CPF_CNPJ: customer.document,
    EsporteIterativo: services?.esporteInterativo ?? false,
    McAfee: services?.mcAfee ?? false,
  };
}

/** What PlayHub asks about customers, of "COMERCIAL - Contratos" of the document. */
export const playhubHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.playhub.list-customers': (request) => {
    const { state } = request;
    const { Usuario, Senha, DataHabilitacao } = requiredBody(request, byDay);
    admitUser(state, Usuario, Senha);
    const customers = [...state.customers.values()].filter(({ id }) =>
      state.contractsOf(id).some(({ activatedOn }) => activatedOn === DataHabilitacao),
    );
    return { body: { Clientes: customers.map((customer) => printCustomer(state, customer)) } };
  },

  'webservice-cliente.playhub.find-customer': (request) => {
    const { state } = request;
    const { usuario, senha, CPF_CNPJ } = requiredBody(request, byDocument);
    admitUser(state, usuario, senha);
    const customer = state.customerOfDocument(CPF_CNPJ);
    if (customer === undefined) return failure('Cliente nao encontrado');
    return { body: { Cliente: printCustomer(state, customer) } };
  },
};
