import { operation, type Operation, type RequestSchemas } from '../core/operation.js';
import { validationRefusal } from './field-control.errors.js';

export const FIELD_CONTROL = 'field-control';

type Declaration<R extends RequestSchemas, A> = Omit<
  Operation<R, A>,
  'system' | 'auth' | 'format' | 'refusal' | 'timeoutMs'
>;

/**
 * Declares an operation of the document "API Field Control"; `id` comes without the system's prefix. Every operation
 * speaks JSON and is authenticated by the key in the header `X-Api-Key`.
 */
export const fieldControlOperation = <R extends RequestSchemas, A>(declared: Declaration<R, A>): Operation<R, A> =>
  operation({
    ...declared,
    id: `${FIELD_CONTROL}.${declared.id}`,
    system: FIELD_CONTROL,
    auth: 'api-key',
    format: 'json',
    refusal: validationRefusal,
  });
