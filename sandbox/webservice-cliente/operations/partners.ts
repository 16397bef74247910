import { createHash } from 'node:crypto';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { requiredTextQuery } from '../requests.js';
import type { Customer } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';

type Request = HandlerRequest<WebserviceClienteState>;

const DENIED = { body: { access: false } };
const GRANTED = { body: { access: true } };

/** Customers come in with what they use in the provider's own app. */
function authenticated(request: Request): Customer | undefined {
  const customer = request.state.customerOfDocument(requiredTextQuery(request, 'username'));
  return customer?.password === requiredTextQuery(request, 'password') ? customer : undefined;
}

/** How BIT TRAINERS knows the customer: 16 bytes in base64. */
const bitTrainersId = (customer: Customer): string =>
  createHash('md5').update(`bit-trainers:${customer.id}`).digest('base64');

/** Value-added services are for those who have a contract in force. */
const isServed = (state: WebserviceClienteState, customer: Customer | undefined): boolean =>
  customer !== undefined && state.contractsOf(customer.id).some(({ status }) => status.startsWith('HABILITADO'));

/** "INTEGRAÇÕES PASSIVAS (SVA)" of the document. */
export const partnerHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.neo-gateway.authenticate': (request) => {
    const customer = authenticated(request);
    return customer === undefined ? DENIED : { body: { access: true, subscriber_id: customer.id } };
  },

  'webservice-cliente.neo-gateway.authorise': (request) => {
    const subscriber = requiredTextQuery(request, 'subscriber_id');
    requiredTextQuery(request, 'resource_id');
    return isServed(request.state, request.state.customers.get(Number(subscriber))) ? GRANTED : DENIED;
  },

  'webservice-cliente.bit-trainers.authenticate': (request) => {
    const customer = authenticated(request);
    return customer === undefined ? DENIED : { body: { access: true, subscriber_id: bitTrainersId(customer) } };
  },

  'webservice-cliente.bit-trainers.authorise': (request) => {
    const subscriber = requiredTextQuery(request, 'subscriber_id');
    requiredTextQuery(request, 'resource_id');
    const customers = [...request.state.customers.values()];
    const customer = customers.find((candidate) => bitTrainersId(candidate) === subscriber);
    return isServed(request.state, customer) ? GRANTED : DENIED;
  },
};
