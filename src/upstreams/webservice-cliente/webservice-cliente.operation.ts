import { operation, type Operation, type RequestSchemas } from '../core/operation.js';

export const WEBSERVICE_CLIENTE = 'webservice-cliente';

/**
 * Credential families of the ERP. `basic`: our user only. `token`: our user and the `Token` header.
 * `customer`: our user and the customer's own `usuario` and `senha` in the body.
 */
export type WebserviceClienteAuth = 'basic' | 'token' | 'customer';

type Declaration<R extends RequestSchemas, A> = Omit<Operation<R, A>, 'system' | 'auth'> & {
  readonly auth: WebserviceClienteAuth;
};

/** Declares an operation of the document "Documentação WebService Cliente"; `id` comes without the system's prefix. */
export const erpOperation = <R extends RequestSchemas, A>(declared: Declaration<R, A>): Operation<R, A> =>
  operation({ ...declared, id: `${WEBSERVICE_CLIENTE}.${declared.id}`, system: WEBSERVICE_CLIENTE });
