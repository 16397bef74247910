import { z } from 'zod';
import { fcmOperation } from '../firebase-cloud-messaging.operation.js';

/** The parts of `projects.messages` that this product sends; one target, and texts only in `data`. */
const message = z.object({
  token: z.string().optional(),
  topic: z.string().optional(),
  notification: z.object({ title: z.string(), body: z.string() }),
  data: z.record(z.string(), z.string()),
  android: z.object({
    collapse_key: z.string(),
    priority: z.enum(['HIGH', 'NORMAL']),
    /** Seconds with an `s`. */
    ttl: z.string().regex(/^\d+s$/),
    notification: z.object({ channel_id: z.string(), tag: z.string() }),
  }),
  apns: z.object({
    headers: z.object({
      'apns-collapse-id': z.string(),
      /** Epoch seconds. */
      'apns-expiration': z.string().regex(/^\d+$/),
      'apns-priority': z.enum(['10', '5']),
    }),
    payload: z.object({ aps: z.object({ sound: z.literal('default').optional() }) }),
  }),
});

export type FcmMessage = z.output<typeof message>;

const path = z.object({ project: z.string() });
const sent = z.object({ name: z.string() });

export const sendMessage = fcmOperation({
  id: 'messages.send',
  title: 'projects.messages.send',
  method: 'POST',
  path: '/v1/projects/{project}/messages:send',
  // Nothing in the API tells a repeated message from a new one: the device would show it twice.
  effect: 'irreversible',
  request: { path, body: z.object({ message }) },
  answer: sent,
});

/** The same call with `validate_only`: the message is judged and goes to nobody. */
export const validateMessage = fcmOperation({
  id: 'messages.validate',
  title: 'projects.messages.send with validate_only',
  method: 'POST',
  path: '/v1/projects/{project}/messages:send',
  effect: 'read',
  request: { path, body: z.object({ validate_only: z.literal(true), message }) },
  answer: sent,
});
