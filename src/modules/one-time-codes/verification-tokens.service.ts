import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { OneTimeCodePurpose } from './one-time-code-challenge.entity.js';
import { OneTimeCodeSecrets } from './one-time-code-secrets.js';

const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[\w-]{43}$/;

const STANDS = `id = $1 AND verification_hash = $2 AND purpose = $3 AND subject_hash = $4
  AND verification_spent_at IS NULL AND verification_expires_at > now()`;

/** What a right code was exchanged for: proof of a purpose for a subject, good once. */
@Injectable()
export class VerificationTokens {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: OneTimeCodeSecrets,
  ) {}

  /**
   * Looks without spending.
   * @throws Problem VERIFICATION_TOKEN_REFUSED when it is not good for this, too old or spent.
   */
  async check(token: string, purpose: OneTimeCodePurpose, subject: string): Promise<void> {
    const values = this.values(token, purpose, subject);
    const found: unknown = await this.dataSource.query(
      `SELECT id FROM one_time_code_challenge WHERE ${STANDS}`,
      values,
    );
    if (!Array.isArray(found) || found.length !== 1) throw new Problem(problems.verificationTokenRefused);
  }

  /**
   * Spends it; of several at once, one does.
   * @param manager joins the transaction of what it is spent on
   * @throws Problem VERIFICATION_TOKEN_REFUSED when it is not good for this, too old or spent.
   */
  async spend(
    token: string,
    purpose: OneTimeCodePurpose,
    subject: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    const values = this.values(token, purpose, subject);
    const spent: unknown = await manager.query(
      `UPDATE one_time_code_challenge SET verification_spent_at = now() WHERE ${STANDS} RETURNING id`,
      values,
    );
    if (!Array.isArray(spent) || spent[1] !== 1) throw new Problem(problems.verificationTokenRefused);
  }

  private values(token: string, purpose: OneTimeCodePurpose, subject: string): unknown[] {
    const id = TOKEN.exec(token)?.[1];
    if (id === undefined) throw new Problem(problems.verificationTokenRefused);
    return [id, this.secrets.tokenHash(token), purpose, this.secrets.subjectHash(subject)];
  }
}
