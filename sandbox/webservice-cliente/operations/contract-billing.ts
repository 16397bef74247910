import { z } from 'zod';
import { rawJson, Refusal } from '../../core/answer.js';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { contractById, customerOfLogin, dataAnswer } from '../owned-records.js';
import { idField } from '../request-fields.js';
import { failure, numberParameter, numberQuery, requiredBody, requiredTextQuery } from '../requests.js';
import type { Contract, Customer } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';

type Request = HandlerRequest<WebserviceClienteState>;

const word = (text: string) => rawJson(JSON.stringify(text));

/** The customer that logged in, who must be the one of the path. */
function ownCustomer(request: Request): Customer {
  const customer = customerOfLogin(request);
  if (numberParameter(request, 'idCliente') !== customer.id) throw new Refusal(failure('Cliente nao encontrado'));
  return customer;
}

const running = (contract: Contract): boolean => contract.status !== 'CANCELADO';

/** Contracts that could still get their bills without paper. */
const switchable = ({ state }: Request, customer: Customer): Contract[] =>
  state.contractChanges.digitalBills.has(customer.id)
    ? []
    : state.contractsOf(customer.id).filter(({ status }) => status === 'HABILITADO');

function requiredId(request: Request, name: string): number {
  requiredTextQuery(request, name);
  return numberQuery(request, name) ?? 0;
}

/** Gives every contract of the customer with the one due date the other; false when there is none. */
function changeDueDates({ state }: Request, customerId: number, current: number, next: number): boolean {
  if (!state.dueDates.has(next) || current === next) return false;
  const affected = state.contractsOf(customerId).filter((row) => row.dueDateId === current && running(row));
  for (const contract of affected) {
    contract.dueDateId = next;
    state.contractChanges.dueDateChanged.add(contract.id);
  }
  return affected.length > 0;
}

/** Written as text in the document's example, and as a number in its table. */
const looseId = z.union([idField, z.string().regex(/^\d+$/).transform(Number)]);

/** Due dates and paperless bills, of "COMERCIAL - Contratos" of the document. */
export const contractBillingHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.digital-bill.check': (request) =>
    word(switchable(request, ownCustomer(request)).length > 0 ? 'ACCEPTED' : 'NOT_ACCEPTABLE'),

  'webservice-cliente.digital-bill.switch': (request) => {
    const { state, clock } = request;
    const customer = ownCustomer(request);
    const contracts = switchable(request, customer);
    if (contracts.length === 0) {
      return { body: { Status: 'NOT MODIFIED', Mensagem: 'Não foi possivel alterar para Fatura Digital!' } };
    }
    state.contractChanges.digitalBills.add(customer.id);
    const text = 'A alteração para fatura digital foi feita com sucesso.';
    state.sentMessages.push({ channel: 'EMAIL', to: customer.email, title: 'Fatura digital', text, at: clock() });
    return {
      body: {
        Status: 'OK',
        Contratos: contracts.map(({ id }) => id),
        Mensagem: 'Foi alterado para Fatura Digital!',
      },
    };
  },

  'webservice-cliente.due-dates.check-change': (request) => {
    const { state } = request;
    const customer = ownCustomer(request);
    const current = requiredId(request, 'vencimentoAtual');
    const contracts = state.contractsOf(customer.id).filter((row) => row.dueDateId === current && running(row));
    const waiting = contracts.some(({ id }) => state.contractChanges.dueDateChanged.has(id));
    return word(contracts.length > 0 && !waiting ? 'ACCEPTED' : 'NOT_ACCEPTABLE');
  },

  'webservice-cliente.due-dates.change-as-customer': (request) => {
    const { state, clock } = request;
    const customer = ownCustomer(request);
    const current = requiredId(request, 'vencimentoAtual');
    const next = requiredId(request, 'novoVencimento');
    if (!changeDueDates(request, customer.id, current, next)) return word('NOT MODIFIED');
    const text = 'O vencimento foi alterado e vale a partir do próximo faturamento.';
    state.sentMessages.push({ channel: 'EMAIL', to: customer.email, title: 'Vencimento alterado', text, at: clock() });
    return word('OK');
  },

  'webservice-cliente.due-dates.change-for-customer': (request) => {
    const body = requiredBody(request, z.object({ idVencimentoAtual: looseId, idNovoVencimento: looseId }));
    const customerId = numberParameter(request, 'idCliente');
    const changed = changeDueDates(request, customerId, body.idVencimentoAtual, body.idNovoVencimento);
    return word(changed ? 'SUCESSO' : 'FALHA');
  },

  // The document prints no failure of this one: its texts are invented.
  'webservice-cliente.due-dates.change-for-contract': (request) => {
    const { state } = request;
    const body = requiredBody(
      request,
      z.object({ idContrato: idField, idVencimentoAtual: idField, idVencimentoNovo: idField }),
    );
    const contract = contractById(state, body.idContrato);
    if (!state.dueDates.has(body.idVencimentoNovo)) return failure('Vencimento nao encontrado');
    // Asked again, it is still done.
    if (contract.dueDateId !== body.idVencimentoNovo) {
      if (contract.dueDateId !== body.idVencimentoAtual) {
        return failure('O contrato não possui o vencimento atual informado.');
      }
      contract.dueDateId = body.idVencimentoNovo;
      state.contractChanges.dueDateChanged.add(contract.id);
    }
    return dataAnswer(
      `A data de vencimento foi alterada do ID '${body.idVencimentoAtual}' para o ID '${body.idVencimentoNovo}' no(s) contrato(s) selecionado(s) com sucesso.`,
    );
  },
};
