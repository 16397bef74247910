import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type HttpConfig, httpConfig } from '../http/http.config.js';
import type { StoredAnswer } from '../problem/stored-answer-replay.js';

export type Claim =
  | { readonly kind: 'ours'; readonly holder: string }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  | { readonly kind: 'in-flight' }
  | { readonly kind: 'other-request' };

/** After the request's own budget, how long a silent holder keeps its key. */
const LOCK_MARGIN_MS = 5_000;

const rows = z.array(
  z.object({
    holder: z.string(),
    same: z.boolean(),
    status: z.number().nullable(),
    content_type: z.string().nullable(),
    body: z.string().nullable(),
  }),
);

/** First answers by caller and key, in Postgres: right for several processes, and after one of them died. */
@Injectable()
export class IdempotencyRecords {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(httpConfig.token) private readonly config: HttpConfig,
  ) {}

  /** Decides in one statement who carries the request out; records older than 24 hours do not count. */
  async claim(scope: string, key: string, fingerprint: Buffer): Promise<Claim> {
    const holder = randomUUID();
    const answer: unknown = await this.dataSource.query(
      `WITH claimed AS (
         INSERT INTO idempotency_record AS held (scope, idempotency_key, fingerprint, holder, locked_until)
         VALUES ($1, $2, $3, $4, now() + $5 * interval '1 millisecond')
         ON CONFLICT (scope, idempotency_key) DO UPDATE
           SET fingerprint = $3, holder = $4, locked_until = now() + $5 * interval '1 millisecond',
               status = NULL, content_type = NULL, body = NULL, created_at = now()
           WHERE held.created_at < now() - interval '24 hours'
              OR (held.status IS NULL AND held.locked_until < now() AND held.fingerprint = $3)
         RETURNING holder, true AS same, status, content_type, body)
       SELECT * FROM claimed
       UNION ALL
       SELECT holder, fingerprint = $3, status, content_type, body FROM idempotency_record
       WHERE scope = $1 AND idempotency_key = $2 AND NOT EXISTS (SELECT FROM claimed)`,
      [scope, key, fingerprint, holder, this.config.requestBudgetMs + LOCK_MARGIN_MS],
    );
    const [row] = rows.parse(answer);
    // Written by somebody between the two halves of the statement: it is theirs.
    if (row === undefined) return { kind: 'in-flight' };
    if (row.holder === holder) return { kind: 'ours', holder };
    if (!row.same) return { kind: 'other-request' };
    const { status, content_type: contentType, body } = row;
    if (status === null) return { kind: 'in-flight' };
    return { kind: 'answered', answer: { status, contentType, body } };
  }

  async complete(scope: string, key: string, holder: string, answer: StoredAnswer): Promise<void> {
    await this.dataSource.query(
      `UPDATE idempotency_record SET status = $4, content_type = $5, body = $6, locked_until = NULL
       WHERE scope = $1 AND idempotency_key = $2 AND holder = $3`,
      [scope, key, holder, answer.status, answer.contentType, answer.body],
    );
  }

  /** Gives the key back: the request failed on our side and may be tried again. */
  async release(scope: string, key: string, holder: string): Promise<void> {
    await this.dataSource.query(
      'DELETE FROM idempotency_record WHERE scope = $1 AND idempotency_key = $2 AND holder = $3 AND status IS NULL',
      [scope, key, holder],
    );
  }
}

/** What makes two requests the same: method, path with its query, and body. */
export const fingerprintOf = (method: string, url: string, body: unknown): Buffer =>
  createHash('sha256').update(`${method} ${url}\n`).update(canonicalJson(body)).digest();

/** JSON with sorted members, so that their order does not make another request. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
