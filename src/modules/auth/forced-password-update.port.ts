import type { PlainDate } from '../../common/brazil/dates.js';

/** An order of the provider's to all customers to change their password. */
export interface ForcedUpdate {
  /** Passwords changed since then are exempt. */
  readonly since: Date;
  /** The last day it may be put off; null when it may not. */
  readonly deadline: PlainDate | null;
}

/** Whether the provider orders customers to change their passwords, as its operators set it. */
export abstract class ForcedPasswordUpdate {
  abstract current(): Promise<ForcedUpdate | undefined>;
}
