import type { Envelope } from '../core/operation.js';

/** Answers are the resource itself; the status alone says whether it is one. */
export const wholeBody: Envelope = (payload) => ({ ok: true, value: payload });
