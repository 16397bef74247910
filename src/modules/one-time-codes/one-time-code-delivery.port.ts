export const oneTimeCodeChannels = ['SMS', 'EMAIL', 'WHATSAPP'] as const;
export type OneTimeCodeChannel = (typeof oneTimeCodeChannels)[number];

/** A code on its way to a customer. A secret: no part of it is logged or kept. */
export interface OneTimeCodeMessage {
  readonly channel: OneTimeCodeChannel;
  /** E.164 number or e-mail address. */
  readonly destination: string;
  readonly code: string;
  /** The whole message, in Portuguese. */
  readonly text: string;
  readonly expiresInSeconds: number;
  /** Names this message, so that a gateway can drop a repetition. */
  readonly reference: string;
}

/** Brings codes to customers. */
export abstract class OneTimeCodeDeliveryPort {
  /** The ways this installation has; none without a gateway in production. */
  abstract readonly channels: readonly OneTimeCodeChannel[];

  /** Done when the message is on its way or nobody can know; throws when it certainly is not. */
  abstract deliver(message: OneTimeCodeMessage): Promise<void>;
}
