import { normaliseWord } from '../core/fields.js';
import type { Envelope, Outcome, RefusalReader } from '../core/operation.js';

type Refused = Extract<Outcome, { readonly ok: false }>;

/**
 * Every refusal that the document prints is a 403 with one of two kinds of text: "Nenhum(a) … encontrada!" where there
 * is nothing to answer, and "Erro ao cadastrar|alterar|deletar …!" where an act was refused. The texts go no further.
 */
function documentedRefusal(text: unknown): Refused | undefined {
  if (typeof text !== 'string') return undefined;
  const word = normaliseWord(text);
  if (/^NENHUMA?_/.test(word)) return { ok: false, kind: 'not-found', reason: 'none-found' };
  if (/^ERRO_AO_/.test(word)) return { ok: false, kind: 'rejected', reason: 'refused' };
  return undefined;
}

/** A 403 that says nothing documented is what HTTP says: our tokens are all that could be forbidden. */
const FORBIDDEN: Refused = { ok: false, kind: 'our-credential', reason: 'forbidden' };

const memberOf = (payload: unknown, name: 'code' | 'status' | 'data' | 'paging'): unknown =>
  typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;

/** Tells "not found" and a refused act from refused tokens, all of which come with 403. */
export const vhsysRefusal: RefusalReader = (payload, status) =>
  documentedRefusal(memberOf(payload, 'data')) ?? (status === 403 ? FORBIDDEN : undefined);

/** `{ "code": 200, "status": "success", "data": … }`. */
export const dataOf: Envelope = (payload) => {
  const status = memberOf(payload, 'status');
  const data = memberOf(payload, 'data');
  if (typeof status === 'string' && normaliseWord(status) === 'SUCCESS' && data !== undefined) {
    return { ok: true, value: data };
  }
  const code = Number(memberOf(payload, 'code'));
  if (typeof status === 'string' && normaliseWord(status) === 'ERROR') {
    return (
      documentedRefusal(data) ?? (code === 403 ? FORBIDDEN : { ok: false, kind: 'rejected', reason: 'undocumented' })
    );
  }
  return { ok: false, kind: 'bad-payload', reason: 'no-envelope' };
};

/** The one row of a `data` list. */
export const rowOf: Envelope = (payload, status) => {
  const outcome = dataOf(payload, status);
  if (!outcome.ok || !Array.isArray(outcome.value)) return outcome;
  const rows: readonly unknown[] = outcome.value;
  return rows.length === 0 ? { ok: false, kind: 'not-found', reason: 'no-row' } : { ok: true, value: rows[0] };
};

/** The whole of a page: `paging` and `data`. */
export const pageOf: Envelope = (payload, status) => {
  const outcome = dataOf(payload, status);
  return outcome.ok ? { ok: true, value: { paging: memberOf(payload, 'paging'), data: outcome.value } } : outcome;
};
