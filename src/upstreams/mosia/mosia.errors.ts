import type { Envelope, Outcome, RefusalReader } from '../core/operation.js';

type Refused = Extract<Outcome, { readonly ok: false }>;

const memberOf = (payload: unknown, name: 'status' | 'statusCode' | 'data'): unknown =>
  typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;

/** What a code means here: the customer gives no credential, so every one that is refused is ours. */
function refusalOf(code: number): Refused {
  const reason = `code-${code}`;
  if (code === 401 || code === 403) return { ok: false, kind: 'our-credential', reason };
  if (code === 404) return { ok: false, kind: 'not-found', reason };
  if (code === 429) return { ok: false, kind: 'rate-limited', reason };
  if (code >= 500) return { ok: false, kind: 'unavailable', reason };
  return { ok: false, kind: 'rejected', reason: code === 0 ? 'refused' : reason };
}

/** The `statusCode` of an envelope, 0 when it has none that could be. */
function codeOf(payload: unknown): number {
  const code = Number(memberOf(payload, 'statusCode'));
  return Number.isInteger(code) && code >= 100 && code <= 599 ? code : 0;
}

/** 403 is our token's refusal too; for the rest the status says enough. */
export const mosiaRefusal: RefusalReader = (_, status) => (status === 403 ? refusalOf(status) : undefined);

/**
 * `{ "status": true, "data": …, "message", "critical", "statusCode": 200, "timestamp" }`. The document prints no
 * failure: `status: false` or a `statusCode` that is not a success is taken for one. No `data` is an empty list.
 */
export const dataOf: Envelope = (payload) => {
  const status = memberOf(payload, 'status');
  const code = codeOf(payload);
  if (status === false || code >= 300) return refusalOf(code >= 300 ? code : 0);
  if (status !== true) return { ok: false, kind: 'bad-payload', reason: 'no-envelope' };
  return { ok: true, value: memberOf(payload, 'data') ?? [] };
};
