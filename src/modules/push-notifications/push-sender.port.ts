import type { PushCategory } from './push-message.js';

/** One message as it is handed to the push service. */
export interface OutgoingPush {
  readonly target: { readonly token: string } | { readonly topic: string };
  readonly title: string;
  readonly body: string;
  /** Everything the app gets beside title and body: texts by name. */
  readonly data: Readonly<Record<string, string>>;
  readonly category: PushCategory;
  /** A device shows one message of a key: the latest. At most 64 bytes. */
  readonly collapseKey: string;
  /** Seconds for which a device that is switched off may still get it. */
  readonly ttlSeconds: number;
}

/** What became of one message. Only `later` was certainly not sent and may be sent again. */
export type PushOutcome =
  | { readonly kind: 'sent' }
  /** The push service will never deliver to this token again. */
  | { readonly kind: 'dead-token'; readonly reason: 'UNREGISTERED' | 'INVALID_TOKEN' | 'SENDER_ID_MISMATCH' }
  /** Our key for Apple's push service is refused: no iPhone can be reached. */
  | { readonly kind: 'ios-unreachable' }
  /** The message itself is refused; `certain`: whatever the device. */
  | { readonly kind: 'refused'; readonly certain: boolean }
  | {
      readonly kind: 'later';
      /**
       * `unavailable`: it could not take this message. The others say nothing of it: everybody is to wait (`quota`), our
       * credentials are refused or cannot be had, or the push service cannot be reached.
       */
      readonly reason: 'unavailable' | 'quota' | 'credentials' | 'unreachable';
      /** Milliseconds the push service asked for. */
      readonly afterMs?: number;
    }
  /** It was handed over, and the answer was lost. */
  | { readonly kind: 'uncertain' }
  /** There is no push service here. */
  | { readonly kind: 'not-configured' };

/** The push service that hands messages to devices. */
export abstract class PushSenderPort {
  /** Hands one message over, at most once; every failure is an outcome. */
  abstract send(push: OutgoingPush): Promise<PushOutcome>;

  /** What would become of the message; nobody gets it. */
  abstract check(push: OutgoingPush): Promise<PushOutcome>;
}
