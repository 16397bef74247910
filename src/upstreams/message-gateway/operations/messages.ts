import { z } from 'zod';
import { operation } from '../../core/operation.js';
import { MESSAGE_GATEWAY } from '../message-gateway.operation.js';

/**
 * The contract of the webhook that the provider puts before its SMS, WhatsApp and e-mail services: any 2xx means that
 * the message was taken over, and a `reference` that comes again is the same message.
 */
export const sendOneTimeCode = operation({
  id: `${MESSAGE_GATEWAY}.one-time-code.send`,
  system: MESSAGE_GATEWAY,
  title: 'Send a one-time code',
  method: 'POST',
  // The whole address is configuration.
  path: '/',
  auth: 'bearer',
  // A repetition carries the same code: at worst the customer reads it twice.
  effect: 'idempotent-write',
  request: {
    body: z.object({
      reference: z.string(),
      channel: z.enum(['SMS', 'EMAIL', 'WHATSAPP']),
      to: z.string(),
      code: z.string(),
      text: z.string(),
      expires_in: z.int().positive(),
    }),
  },
  format: 'word',
  envelope: () => ({ ok: true, value: true }),
  answer: z.literal(true),
});

/** A message without a code, to the same webhook: its body has neither `code` nor `expires_in`. */
export const sendNotice = operation({
  id: `${MESSAGE_GATEWAY}.notice.send`,
  system: MESSAGE_GATEWAY,
  title: 'Send a notice',
  method: 'POST',
  // The whole address is configuration.
  path: '/',
  auth: 'bearer',
  effect: 'irreversible',
  request: {
    body: z.object({ reference: z.string(), channel: z.enum(['SMS', 'EMAIL']), to: z.string(), text: z.string() }),
  },
  format: 'word',
  envelope: () => ({ ok: true, value: true }),
  answer: z.literal(true),
});
