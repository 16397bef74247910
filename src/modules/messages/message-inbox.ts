import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { isRegulated, type MessageCategory, type MessageKind } from './message-kinds.js';
import type { MessageEntity } from './message.entity.js';

/** A message on its way into an inbox. */
export interface NewMessage {
  readonly customerId: string;
  readonly source: MessageEntity['source'];
  /** What it is known by where it comes from. */
  readonly sourceKey: string;
  readonly kind: MessageKind;
  readonly category: MessageCategory;
  readonly title: string;
  readonly body: string;
  readonly deepLink?: string | undefined;
  /** Now when left out, or when it lies ahead. */
  readonly createdAt?: Date | undefined;
}

const inserted = z.array(z.object({ id: z.uuid() }));

/** Writes messages into inboxes, each once. */
@Injectable()
export class MessageInbox {
  /** The new message's id; undefined when it came before, deleted or not, or when nobody is behind the account. */
  async add(manager: EntityManager, message: NewMessage): Promise<string | undefined> {
    const rows: unknown = await manager.query(
      `INSERT INTO message (customer_id, source, source_key, kind, category, regulated, title, body, deep_link, created_at)
       SELECT id, $2, $3, $4, $5, $6, $7, $8, $9, least(now(), coalesce($10::timestamptz, now()))
       FROM customer_account WHERE id = $1 AND erased_at IS NULL FOR KEY SHARE
       ON CONFLICT (customer_id, source, source_key) DO NOTHING RETURNING id`,
      [
        message.customerId,
        message.source,
        message.sourceKey,
        message.kind,
        message.category,
        isRegulated(message.kind),
        message.title,
        message.body,
        message.deepLink ?? null,
        message.createdAt ?? null,
      ],
    );
    return inserted.parse(rows)[0]?.id;
  }
}
