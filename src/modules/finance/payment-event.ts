import { z } from 'zod';

/** What the payment gateway tells: a charge of ours was paid. Anything else it may tell changes nothing here. */
export const paymentEventSchema = z.object({
  id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  type: z.string().min(1).max(100),
  data: z.unknown(),
});

export const PAYMENT_CONFIRMED = 'charge.paid';

export const confirmedPaymentSchema = z.object({
  /** The reference that we gave the charge. */
  reference: z.uuid(),
  paid_cents: z.number().int().positive(),
  paid_at: z.iso.datetime({ offset: true }),
});
export type ConfirmedPayment = z.infer<typeof confirmedPaymentSchema>;
