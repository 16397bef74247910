/** How far the payment of an invoice has come. */
export const paymentStates = ['OPEN', 'CONFIRMING', 'PAID'] as const;
export type PaymentState = (typeof paymentStates)[number];

export class PaymentStatusDto {
  /** @example 8768701 */
  invoice_id!: string;

  /** CONFIRMING: the payment was received and is being entered into the provider's books */
  state!: PaymentState;

  /**
   * Null until the provider's list shows it
   * @example 2026-11-21
   */
  paid_on!: string | null;

  /**
   * Seconds until asking again is worth while; null once it is paid
   * @example 5
   */
  poll_after_s!: number | null;
}
