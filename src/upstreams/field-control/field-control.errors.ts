import { z } from 'zod';
import type { Envelope, RefusalReader } from '../core/operation.js';

/** The object that comes with status 422; its texts go no further. */
const validationError = z.object({
  code: z.string().nullish(),
  errors: z.array(z.object({ property: z.string().nullish() })),
});

/** `@.address.zipCode`, `@.tasks[0].status`: names of the request's fields, never their values. */
const PROPERTY = /^@((?:\.[A-Za-z]\w*|\[\d{1,4}\])+)$/;

/** Says which field a 422 is about. Every other status means what HTTP says it means. */
export const validationRefusal: RefusalReader = (payload, status) => {
  if (status !== 422) return undefined;
  const parsed = validationError.safeParse(payload);
  const property = parsed.success ? PROPERTY.exec(parsed.data.errors[0]?.property ?? '')?.[1] : undefined;
  return { ok: false, kind: 'rejected', reason: property === undefined ? 'invalid' : `invalid:${property.slice(1)}` };
};

const isRecord = (payload: unknown): payload is object =>
  typeof payload === 'object' && payload !== null && !Array.isArray(payload);

/** One resource, printed bare. */
export const resource: Envelope = (payload) =>
  isRecord(payload) ? { ok: true, value: payload } : { ok: false, kind: 'bad-payload', reason: 'no-resource' };

/** `{ "items": […], "totalCount": … }`. */
export const page: Envelope = (payload) =>
  isRecord(payload) && 'items' in payload && Array.isArray(payload.items)
    ? { ok: true, value: payload }
    : { ok: false, kind: 'bad-payload', reason: 'no-items' };

/** What `noContent` holds. */
export const REMOVED = 'removed';

/** Status 204, and so no body. */
export const noContent: Envelope = (_, status) =>
  status === 204 ? { ok: true, value: REMOVED } : { ok: false, kind: 'bad-payload', reason: 'not-204' };
