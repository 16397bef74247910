import { operation, type Operation, type RequestSchemas } from '../core/operation.js';
import { vhsysRefusal } from './vhsys.errors.js';

export const VHSYS = 'vhsys';

/** The one credential family: both tokens of ours in headers, for every operation. */
export type VhsysAuth = 'access-tokens';

type Declaration<R extends RequestSchemas, A> = Omit<
  Operation<R, A>,
  'system' | 'auth' | 'format' | 'refusal' | 'timeoutMs'
>;

/** Declares an operation of the document "Ordens de serviço" of vhsys; `id` comes without the system's prefix. */
export const vhsysOperation = <R extends RequestSchemas, A>(declared: Declaration<R, A>): Operation<R, A> =>
  operation({
    ...declared,
    id: `${VHSYS}.${declared.id}`,
    system: VHSYS,
    auth: 'access-tokens' satisfies VhsysAuth,
    format: 'json',
    refusal: vhsysRefusal,
  });
