import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type LinksConfig, linksConfig } from '../../common/links/links.config.js';
import { CustomerPush, DISCREET } from '../push-notifications/customer-push.service.js';
import type { MessageCategory } from './message-kinds.js';

/** What a push of a message says; the message itself says more. */
export interface MessagePush {
  readonly messageId: string;
  readonly customerId: string;
  readonly category: MessageCategory;
  /** What a lock screen shows; that there is a message and nothing of it, when left out. */
  readonly shown?: { readonly title: string; readonly body: string } | undefined;
  /** The message itself when left out. */
  readonly deepLink?: string | undefined;
  readonly ttlSeconds?: number | undefined;
}

/** Pushes messages that stand in an inbox. */
@Injectable()
export class MessagePushes {
  constructor(
    private readonly push: CustomerPush,
    @Inject(linksConfig.token) private readonly links: LinksConfig,
  ) {}

  async send(
    manager: EntityManager,
    { messageId, customerId, category, shown, deepLink, ttlSeconds }: MessagePush,
  ): Promise<void> {
    await this.push.enqueue(manager, {
      customerId,
      ...(shown ?? DISCREET),
      category,
      deepLink: deepLink ?? `${this.links.appScheme}://messages/${messageId}`,
      data: { message_id: messageId },
      dedupeKey: `message.${messageId}`,
      ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
    });
  }
}
