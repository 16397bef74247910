import { operation, type Operation, type RequestSchemas } from '../core/operation.js';
import { mosiaRefusal } from './mosia.errors.js';

export const MOSIA = 'mosia';

/** The one credential family: our token in `Authorization`, as it was handed out and without a scheme. */
export type MosiaAuth = 'authorization';

type Declaration<R extends RequestSchemas, A> = Omit<
  Operation<R, A>,
  'system' | 'auth' | 'format' | 'refusal' | 'timeoutMs'
>;

/** Declares an operation of the document "Api clientes" of Mosia Omnichannel; `id` comes without the system's prefix. */
export const mosiaOperation = <R extends RequestSchemas, A>(declared: Declaration<R, A>): Operation<R, A> =>
  operation({
    ...declared,
    id: `${MOSIA}.${declared.id}`,
    system: MOSIA,
    auth: 'authorization' satisfies MosiaAuth,
    format: 'json',
    refusal: mosiaRefusal,
  });
