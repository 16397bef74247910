import { operation, type Operation, type RequestSchemas } from '../core/operation.js';
import { wholeBody } from './payment-gateway.errors.js';

export const PAYMENT_GATEWAY = 'payment-gateway';

/** The one credential family: our key as a bearer token. */
export type PaymentGatewayAuth = 'bearer';

type Declaration<R extends RequestSchemas, A> = Omit<
  Operation<R, A>,
  'system' | 'auth' | 'format' | 'envelope' | 'refusal' | 'timeoutMs'
>;

/** Declares an operation of the interface that this product asks of payment gateways; `id` comes without its prefix. */
export const paymentGatewayOperation = <R extends RequestSchemas, A>(declared: Declaration<R, A>): Operation<R, A> =>
  operation({
    ...declared,
    id: `${PAYMENT_GATEWAY}.${declared.id}`,
    system: PAYMENT_GATEWAY,
    auth: 'bearer' satisfies PaymentGatewayAuth,
    format: 'json',
    envelope: wholeBody,
  });
