import { z } from 'zod';
import { optionalText } from '../../core/fields.js';
import { paymentGatewayOperation } from '../payment-gateway.operation.js';

/** The key makes it repeatable: the same one is answered with the same charge. Centavos. */
export const createCharge = paymentGatewayOperation({
  id: 'charges.create',
  title: 'Create a charge',
  method: 'POST',
  path: '/charges',
  effect: 'idempotent-write',
  request: {
    headers: z.object({ 'idempotency-key': z.uuid() }),
    body: z.object({
      reference: z.uuid(),
      amount_cents: z.number().int().positive(),
      method: z.enum(['PIX', 'CARD', 'BOLETO']),
      description: z.string(),
      expires_at: z.iso.datetime({ offset: true }),
    }),
  },
  answer: z
    .object({
      id: z.string().min(1),
      url: z.url({ protocol: /^https?$/ }),
      pix_copy_paste: optionalText,
      qr_png: optionalText,
      amount_cents: z.number().int().positive(),
      expires_at: z.iso.datetime({ offset: true }),
    })
    .transform((charge) => ({
      id: charge.id,
      url: charge.url,
      pixCopyPaste: charge.pix_copy_paste,
      qrPng: charge.qr_png,
      amountCents: charge.amount_cents,
      expiresAt: new Date(charge.expires_at),
    })),
});
