export const paymentMethods = ['PIX', 'CARD', 'BOLETO'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** A charge as it is asked for. */
export interface ChargeRequest {
  /** Ours, of this charge alone: the same reference is the same charge, however often it is asked for. */
  readonly reference: string;
  readonly amountCents: number;
  readonly method: PaymentMethod;
  /** What the payer reads. */
  readonly description: string;
  readonly expiresAt: Date;
}

/** A charge that can be paid. */
export interface Charge {
  readonly id: string;
  /** Where the customer pays. */
  readonly url: string;
  readonly pixCopyPaste: string | null;
  /** Base64 of a picture. */
  readonly qrPng: string | null;
  readonly expiresAt: Date;
}

/** What payment links need of a payment gateway. */
export abstract class PaymentGatewayPort {
  /** Whether this installation has a gateway at all. */
  abstract readonly configured: boolean;
  /** Makes the charge, or gives the one that its reference has. */
  abstract createCharge(request: ChargeRequest): Promise<Charge>;
}
