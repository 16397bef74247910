import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { keyedHash } from '../../common/auth/keyed-hash.js';

/** So many in so long, counted from the first. */
export interface Allowance {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

const counted = z.tuple([z.object({ taken: z.number(), seconds: z.number() })]);

/** Counts codes in the database, so that every instance keeps the same caps; what is capped is kept hashed. */
@Injectable()
export class OneTimeCodeAllowances {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(authConfig.token) private readonly config: AuthConfig,
  ) {}

  /**
   * Takes one, and holds the count until the transaction ends.
   * @returns undefined when it was allowed, else the seconds until it will be.
   */
  async take(
    { name, limit, windowSeconds }: Allowance,
    subject: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<number | undefined> {
    const rows: unknown = await manager.query(
      `INSERT INTO one_time_code_allowance AS known (subject_hash, taken, window_ends_at)
       VALUES ($1, 1, now() + $2 * interval '1 second')
       ON CONFLICT (subject_hash) DO UPDATE
         SET taken = CASE WHEN known.window_ends_at <= now() THEN 1 ELSE known.taken + 1 END,
             window_ends_at =
               CASE WHEN known.window_ends_at <= now() THEN excluded.window_ends_at ELSE known.window_ends_at END
       RETURNING taken, ceil(extract(epoch FROM window_ends_at - now()))::integer AS seconds`,
      [keyedHash(this.config.identifierPepper, `one-time-code-${name}`, subject), windowSeconds],
    );
    const [{ taken, seconds }] = counted.parse(rows);
    return taken <= limit ? undefined : Math.max(1, seconds);
  }
}
