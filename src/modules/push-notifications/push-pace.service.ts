import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type PushNotificationsConfig, pushNotificationsConfig } from './push-notifications.config.js';

const reserved = z.tuple([z.tuple([z.object({ wait_ms: z.number() })]), z.number()]);

/** The one rate that all instances keep together. It runs by the database's clock. */
@Injectable()
export class PushPace {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(pushNotificationsConfig.token) private readonly config: PushNotificationsConfig,
  ) {}

  /** Reserves room for so many messages; answers the milliseconds after which they may begin to go out. */
  async reserve(messages: number): Promise<number> {
    const answer: unknown = await this.dataSource.query(
      `UPDATE push_pace SET next_at = greatest(next_at, held_until, now()) + $1 * interval '1 second'
       RETURNING 1000 * (extract(epoch FROM next_at - now())::float8 - $1) AS wait_ms`,
      [messages / this.config.messagesPerSecond],
    );
    // TypeORM answers an UPDATE with its rows and their count.
    return Math.max(0, reserved.parse(answer)[0][0].wait_ms);
  }

  /** Sends nothing for a while: the push service asked for it, or cannot be asked. */
  async hold(milliseconds: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE push_pace SET held_until = greatest(held_until, now() + $1 * interval '1 millisecond')`,
      [milliseconds],
    );
  }
}
