import { timingSafeEqual } from 'node:crypto';
import type { Answer } from '../core/answer.js';
import type { Authenticate } from '../core/handler.js';
import type { FieldControlState } from './state.js';
import { TOO_MANY, WRONG_KEY } from './validation.js';

const GAP_MS = 1_000;

/** The key in `X-Api-Key`, and one request a second with it. A request that is refused does not count. */
export function authenticationOf(apiKey: string): Authenticate<FieldControlState> {
  const expected = Buffer.from(apiKey);
  return (_, { headers, state, clock }): Answer | undefined => {
    const given = headers['x-api-key'];
    const key = Buffer.from(typeof given === 'string' ? given : '');
    if (key.length !== expected.length || !timingSafeEqual(key, expected)) return WRONG_KEY;
    if (!state.rateLimited) return undefined;
    const now = clock();
    const last = state.lastRequestAt.get(apiKey);
    if (last !== undefined && now - last < GAP_MS) return TOO_MANY;
    state.lastRequestAt.set(apiKey, now);
    return undefined;
  };
}
