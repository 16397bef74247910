import { Refusal } from '../core/answer.js';
import type { HandlerRequest } from '../core/handler.js';
import { customerCredentials } from './authentication.js';
import { failure, requiredBody } from './requests.js';
import type { Bill, Contract, Customer, ServiceOrder } from './rows.js';
import type { WebserviceClienteState } from './state.js';

type Request = HandlerRequest<WebserviceClienteState>;

/** `{ "data": …, "status": "OK" }`. */
export const dataAnswer = (data: unknown) => ({ body: { data, status: 'OK' } });

/** The customer whose `usuario` is in the body; the password has been checked by then. */
export function customerOfLogin(request: Request): Customer {
  const { usuario } = requiredBody(request, customerCredentials);
  return customerOfDocument(request.state, usuario);
}

export function customerOfDocument(state: WebserviceClienteState, document: string): Customer {
  const customer = state.customerOfDocument(document);
  if (customer === undefined) throw new Refusal(failure('Cliente nao encontrado'));
  return customer;
}

export function customerById(state: WebserviceClienteState, id: number): Customer {
  const customer = state.customers.get(id);
  if (customer === undefined) throw new Refusal(failure('Cliente nao encontrado'));
  return customer;
}

/** Refuses a contract that is not there, and one of another customer as if it were not. */
export function contractById(state: WebserviceClienteState, id: number, owner?: Customer): Contract {
  const contract = state.contracts.get(id);
  if (contract === undefined || (owner !== undefined && contract.customerId !== owner.id)) {
    throw new Refusal(failure('Contrato nao encontrado'));
  }
  return contract;
}

export function orderById(
  state: WebserviceClienteState,
  id: number,
  text = 'Atendimento nao encontrado',
): ServiceOrder {
  const order = state.serviceOrders.get(id);
  if (order === undefined) throw new Refusal(failure(text));
  return order;
}

/** Refuses a bill that is not there, and one of another customer as if it were not. */
export function billById(state: WebserviceClienteState, id: number, owner?: Customer): Bill {
  const bill = state.bills.get(id);
  if (bill === undefined || (owner !== undefined && bill.customerId !== owner.id)) {
    throw new Refusal(failure('Fatura nao encontrada'));
  }
  return bill;
}

export function customerOfOrder(state: WebserviceClienteState, order: ServiceOrder): Customer {
  return customerById(state, contractById(state, order.contractId).customerId);
}
