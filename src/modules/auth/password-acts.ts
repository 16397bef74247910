import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { z } from 'zod';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { keyedHash } from '../../common/auth/keyed-hash.js';
import type { Document } from '../../common/brazil/document.js';
import { type HttpConfig, httpConfig } from '../../common/http/http.config.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { PasswordActEntity } from './password-act.entity.js';

/** Beyond the budget of the request that holds an act, so that nobody takes it over while it is at work. */
const LOCK_MARGIN_MS = 5_000;

export interface PasswordAct {
  readonly subjectHash: Buffer;
  readonly holder: string;
  /** An earlier act on this password came to no certain end. */
  readonly resumed: boolean;
}

const begun = z.array(z.object({ resumed: z.boolean() }));

/**
 * One act on a customer's password at a time, across instances. An act whose outcome is uncertain, or whose process
 * died, leaves its row behind; the next one is told so, and first reads what became of it.
 */
@Injectable()
export class PasswordActs {
  private readonly lockMs: number;

  constructor(
    @InjectRepository(PasswordActEntity) private readonly acts: Repository<PasswordActEntity>,
    @Inject(authConfig.token) private readonly config: AuthConfig,
    @Inject(httpConfig.token) { requestBudgetMs }: HttpConfig,
  ) {
    this.lockMs = requestBudgetMs + LOCK_MARGIN_MS;
  }

  /** @throws Problem REQUEST_IN_FLIGHT while another act on the same password is at work. */
  async begin(document: Document): Promise<PasswordAct> {
    const subjectHash = keyedHash(this.config.identifierPepper, 'password-act', document);
    const holder = randomUUID();
    const rows: unknown = await this.acts.query(
      `INSERT INTO password_act AS known (subject_hash, holder, locked_until)
       VALUES ($1, $2, now() + $3 * interval '1 millisecond')
       ON CONFLICT (subject_hash) DO UPDATE SET holder = excluded.holder, locked_until = excluded.locked_until
         WHERE known.locked_until <= now()
       RETURNING begun_at < now() AS resumed`,
      [subjectHash, holder, this.lockMs],
    );
    const [act] = begun.parse(rows);
    if (act === undefined) throw new Problem(problems.requestInFlight, { retryAfterSeconds: 1 });
    return { subjectHash, holder, resumed: act.resumed };
  }

  /** The outcome is certain. */
  async end({ subjectHash, holder }: PasswordAct, manager: EntityManager = this.acts.manager): Promise<void> {
    await manager.delete(PasswordActEntity, { subjectHash, holder });
  }

  /** The outcome is not: the next act finds this one. */
  async leave({ subjectHash, holder }: PasswordAct): Promise<void> {
    await this.acts.update({ subjectHash, holder }, { lockedUntil: () => 'now()' });
  }
}
