import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MessageInbox } from './message-inbox.js';
import type { MessageCategory, MessageKind } from './message-kinds.js';
import { MessagePushes } from './message-pushes.js';

/** Something the product tells a customer. */
export interface CustomerNotification {
  /** Id of the local account. */
  readonly customerId: string;
  readonly kind: MessageKind;
  /** For the customer to read, in Portuguese. */
  readonly title: string;
  readonly body: string;
  /** Where it leads, within the app or https on an allowed host; its push leads to the message when left out. */
  readonly deepLink?: string;
  readonly category: MessageCategory;
  /** What it is about: a customer is told of it once. */
  readonly dedupeKey: string;
  /** Whether it is also pushed to the customer's devices. */
  readonly push: boolean;
  /** Seconds the push is worth delivering; a day when left out. */
  readonly ttlSeconds?: number;
}

/** Tells customers what the product has to say: in their inbox, and by push. */
@Injectable()
export class CustomerNotifications {
  constructor(
    private readonly inbox: MessageInbox,
    private readonly pushes: MessagePushes,
  ) {}

  /**
   * Writes a notification into the inbox and, when asked, pushes it; all of it in the transaction of `manager`. A push
   * of a debt says that there is a message and no more: nobody else is to read that on a lock screen (Lei 8.078/1990,
   * art. 42). Marketing stands in the inbox, and is pushed to those only who allow it.
   *
   * @returns false when the customer was told of it before, deleted since or not, or the account was erased: nothing was
   * done then.
   * @throws TypeError for a link that a push may not have.
   */
  async notify(manager: EntityManager, notification: CustomerNotification): Promise<boolean> {
    const { customerId, kind, title, body, deepLink, category, dedupeKey, push, ttlSeconds } = notification;
    const message = { source: 'APP', sourceKey: dedupeKey, customerId, kind, category, title, body, deepLink } as const;
    const messageId = await this.inbox.add(manager, message);
    if (messageId === undefined) return false;
    if (push) {
      const shown = kind === 'DEBT' ? undefined : { title, body };
      await this.pushes.send(manager, { messageId, customerId, category, shown, deepLink, ttlSeconds });
    }
    return true;
  }
}
