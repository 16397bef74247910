import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { z } from 'zod';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { pageBounds, pageMembers } from '../../common/http/page.dto.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { MessageEntity } from './message.entity.js';
import type { MessageDto, MessageListDto, MessagesQueryDto } from './messages.dto.js';
import { NoticeAcknowledgements } from './notice-acknowledgements.service.js';
import { NoticePulls } from './notice-pulls.service.js';

const counted = z.tuple([z.object({ all: z.number(), unread: z.number() })]);

/** A customer's inbox. Somebody else's message is as unknown as one that never was. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pulls: NoticePulls,
    private readonly acknowledgements: NoticeAcknowledgements,
  ) {}

  /** Newest first; the provider's notices as far as it answers. */
  async list(customer: CustomerPrincipal, query: MessagesQueryDto): Promise<MessageListDto> {
    const { customerId } = customer;
    const { stale, asOf } = await this.pulls.freshen(customerId);
    this.acknowledgements.begin(customer);
    const bounds = pageBounds(query);
    const unreadOnly = query.unread === 'true';
    const [messages, counts] = await Promise.all([
      this.dataSource.getRepository(MessageEntity).find({
        where: { customerId, hiddenAt: IsNull(), ...(unreadOnly ? { readAt: IsNull() } : {}) },
        order: { createdAt: 'DESC', id: 'DESC' },
        take: bounds.size,
        skip: bounds.offset,
      }),
      this.counts(customerId),
    ]);
    return {
      items: messages.map(toDto),
      ...pageMembers(bounds, unreadOnly ? counts.unread : counts.all),
      unread_count: counts.unread,
      ...(stale ? { stale, ...(asOf === null ? {} : { as_of: toSaoPauloInstant(asOf) }) } : {}),
    };
  }

  /** How many messages were not read, by what is here: the provider is not asked. */
  async unreadCount(customerId: string): Promise<number> {
    return (await this.counts(customerId)).unread;
  }

  /**
   * Notes when a message was first read; the provider is told of its notices as soon as it can be.
   * @throws Problem NOT_FOUND.
   */
  async read(customer: CustomerPrincipal, id: string): Promise<MessageDto> {
    const { customerId } = customer;
    const messages = this.dataSource.getRepository(MessageEntity);
    await messages.update({ id, customerId, hiddenAt: IsNull(), readAt: IsNull() }, { readAt: () => 'now()' });
    const message = await messages.findOneBy({ id, customerId, hiddenAt: IsNull() });
    if (message === null) throw new Problem(problems.notFound);
    if (message.source === 'PROVIDER') this.acknowledgements.begin(customer);
    return toDto(message);
  }

  /**
   * Takes a message out of the inbox, as often as asked; what it said is destroyed unless the law keeps it.
   * @throws Problem NOT_FOUND.
   */
  async remove(customerId: string, id: string): Promise<void> {
    const rows: unknown[] = await this.dataSource.query('SELECT id FROM message WHERE id = $1 AND customer_id = $2', [
      id,
      customerId,
    ]);
    if (rows.length === 0) throw new Problem(problems.notFound);
    await this.dataSource.query(
      `UPDATE message SET hidden_at = now(),
         title = CASE WHEN regulated THEN title END,
         body = CASE WHEN regulated THEN body END,
         deep_link = CASE WHEN regulated THEN deep_link END
       WHERE id = $1 AND customer_id = $2 AND hidden_at IS NULL`,
      [id, customerId],
    );
  }

  private async counts(customerId: string): Promise<{ readonly all: number; readonly unread: number }> {
    const rows: unknown = await this.dataSource.query(
      `SELECT count(*)::integer AS all, (count(*) FILTER (WHERE read_at IS NULL))::integer AS unread
       FROM message WHERE customer_id = $1 AND hidden_at IS NULL`,
      [customerId],
    );
    return counted.parse(rows)[0];
  }
}

function toDto(message: MessageEntity): MessageDto {
  const { id, kind, category, title, body, deepLink, regulated, createdAt, readAt } = message;
  return {
    id,
    kind,
    category,
    // Of those that are shown, none is without its texts.
    title: title ?? '',
    body: body ?? '',
    deep_link: deepLink,
    regulated,
    created_at: toSaoPauloInstant(createdAt),
    read_at: readAt === null ? null : toSaoPauloInstant(readAt),
  };
}
