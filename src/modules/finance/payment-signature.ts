import { createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;
const SECONDS = /^\d{1,12}$/;

export interface SignedDelivery {
  /** Epoch seconds, as the header has it. */
  readonly timestamp: string | undefined;
  /** `sha256=` and the hexadecimal HMAC, as the header has it. */
  readonly signature: string | undefined;
  /** The body's bytes as they came. */
  readonly body: Buffer;
}

/** HMAC-SHA-256 over the timestamp, a dot and the body's bytes. */
export const paymentSignature = (secret: string, timestamp: string, body: Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;

/** Whether the delivery is the gateway's and of now: an old one may be a repetition by somebody who listened. */
export function isSignedDelivery(
  { timestamp, signature, body }: SignedDelivery,
  { secret, windowSeconds }: { readonly secret: string; readonly windowSeconds: number },
  now = Date.now(),
): boolean {
  if (timestamp === undefined || !SECONDS.test(timestamp)) return false;
  if (signature === undefined || !SIGNATURE.test(signature)) return false;
  if (Math.abs(now / 1_000 - Number(timestamp)) > windowSeconds) return false;
  return timingSafeEqual(Buffer.from(signature), Buffer.from(paymentSignature(secret, timestamp, body)));
}
