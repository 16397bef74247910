import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';
import { type AuthConfig, authConfig } from './auth.config.js';
import { keyedHash } from './keyed-hash.js';
import { LoginFailureEntity } from './login-failure.entity.js';

const countSchema = z.array(z.object({ failures: z.number() }));

const MAXIMUM_FAILURES = 5;
const WINDOW_MINUTES = 15;
const LOCK_MINUTES = 15;

/**
 * Locks a subject (who tries to log in, and from where) for 15 minutes at its fifth failure inside 15 minutes, or at
 * the one the caller names. The state lives in the database, so instances share it; subjects are kept as keyed hashes
 * only.
 */
@Injectable()
export class LoginThrottle {
  constructor(
    @InjectRepository(LoginFailureEntity) private readonly failures: Repository<LoginFailureEntity>,
    @Inject(authConfig.token) private readonly config: AuthConfig,
  ) {}

  /** @throws Problem ACCOUNT_LOCKED with the seconds left, while the subject is locked. */
  async check(subject: string): Promise<void> {
    const [lock] = await this.failures.query<{ seconds: number }[]>(
      `SELECT ceil(extract(epoch FROM locked_until - now()))::integer AS seconds
         FROM login_failure
        WHERE subject_hash = $1 AND locked_until > now()`,
      [this.hash(subject)],
    );
    if (lock === undefined) return;
    throw new Problem(problems.accountLocked, {
      detail: 'Muitas tentativas sem sucesso. Aguarde alguns minutos e tente novamente.',
      retryAfterSeconds: lock.seconds,
    });
  }

  /**
   * Counts a failed attempt; the last one allowed in a window locks. Failures during a lock do not lengthen it.
   *
   * @returns whether it was this one that locked.
   */
  async failed(subject: string, maximumFailures = MAXIMUM_FAILURES): Promise<boolean> {
    const rows: unknown = await this.failures.query(
      `INSERT INTO login_failure AS known (subject_hash, failures, window_started_at)
       VALUES ($1, 1, now())
       ON CONFLICT (subject_hash) DO UPDATE
         SET (failures, window_started_at, locked_until) = (
           SELECT counted.failures,
                  CASE WHEN over.is_over THEN now() ELSE known.window_started_at END,
                  CASE
                    WHEN known.locked_until > now() THEN known.locked_until
                    WHEN counted.failures >= $2 THEN now() + make_interval(mins => $3)
                  END
             FROM (SELECT CASE
                            WHEN known.locked_until IS NULL
                              THEN known.window_started_at <= now() - make_interval(mins => $4)
                            ELSE known.locked_until <= now()
                          END AS is_over) AS over,
                  LATERAL (SELECT CASE WHEN over.is_over THEN 1 ELSE known.failures + 1 END AS failures) AS counted
         )
       RETURNING failures`,
      [this.hash(subject), maximumFailures, LOCK_MINUTES, WINDOW_MINUTES],
    );
    return countSchema.parse(rows)[0]?.failures === maximumFailures;
  }

  /**
   * Forgets the subject's failures; to be called before a session is given out. Of attempts made at once, one that is
   * right only after the others have reached the limit is refused like any other.
   *
   * @throws Problem ACCOUNT_LOCKED when the subject was locked since `check`.
   */
  async succeeded(subject: string): Promise<void> {
    await this.failures.query(
      'DELETE FROM login_failure WHERE subject_hash = $1 AND (locked_until IS NULL OR locked_until <= now())',
      [this.hash(subject)],
    );
    await this.check(subject);
  }

  private hash(subject: string): Buffer {
    return keyedHash(this.config.identifierPepper, 'login', subject);
  }
}
