import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { z } from 'zod';
import { scrubPersonalData } from '../../common/brazil/personal-data-patterns.js';
import { pageBounds, type PageDto, pageMembers } from '../../common/http/page.dto.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { type FaqReason, faqReasons } from './faq-feedback.entity.js';
import type { FaqDto, FaqListDto, FaqVoteDto, ListFaqsQuery } from './faq.dto.js';
import { FAQ_CONDITION, type FaqOrder, type FaqRow, faqRow, selectFaqPage } from './faq-rows.js';
import { faqSearchQuery } from './faq-search.js';

export interface FaqVote {
  readonly helpful: boolean;
  /** Of a "no". */
  readonly reason?: FaqReason;
  /** As the customer wrote it. */
  readonly comment?: string | undefined;
}

/** A page of questions. */
export interface FaqPage extends PageDto {
  readonly rows: readonly FaqRow[];
}

const countRow = z.object({ total: z.number() });
const voteRow = z.object({
  version: z.number(),
  reason: z.enum(faqReasons).nullable(),
  first: z.boolean(),
});

/**
 * One statement decides which text is voted on and whether it is the customer's first vote on it. A "no" without a
 * reason keeps the reason that was given before; a "yes" takes it back.
 */
const VOTE = `
  INSERT INTO faq_feedback AS vote (faq_id, faq_version, customer_id, helpful, reason, comment)
  SELECT id, version, $2::uuid, $3::boolean, $4::text, $5::text FROM faq WHERE id = $1 AND published
  ON CONFLICT (faq_id, faq_version, customer_id) DO UPDATE SET
    helpful = excluded.helpful,
    reason = CASE WHEN excluded.helpful THEN NULL ELSE coalesce(excluded.reason, vote.reason) END,
    comment = CASE
      WHEN excluded.helpful THEN NULL
      WHEN excluded.reason IS NULL THEN vote.comment
      ELSE excluded.comment
    END,
    updated_at = now()
  RETURNING faq_version AS version, reason, xmax = 0 AS first`;

/** Questions as customers see them, and their votes. */
@Injectable()
export class FaqsService {
  constructor(private readonly manager: EntityManager) {}

  /** What customers see, the heaviest first. */
  async list(query: ListFaqsQuery): Promise<FaqListDto> {
    const { rows, ...page } = await this.page(query, true, '-weight');
    return { items: rows.map(toFaqDto), ...page };
  }

  /** @param published undefined for any */
  async page(query: ListFaqsQuery, published: boolean | undefined, order: FaqOrder): Promise<FaqPage> {
    const bounds = pageBounds(query);
    const search = query.q === undefined ? undefined : faqSearchQuery(query.q);
    // Something was typed, and none of it is a word: that is nowhere.
    if (search === undefined && query.q !== undefined && query.q.trim() !== '') {
      return { rows: [], ...pageMembers(bounds, 0) };
    }
    const condition = [query.category ?? null, search ?? null, published ?? null];
    const [rows, counts] = await Promise.all([
      this.manager.query<unknown>(selectFaqPage(order), [...condition, bounds.size, bounds.offset]),
      this.manager.query<unknown>(`SELECT count(*)::integer AS total FROM faq WHERE ${FAQ_CONDITION}`, condition),
    ]);
    const [count] = z.array(countRow).parse(counts);
    return { rows: z.array(faqRow).parse(rows), ...pageMembers(bounds, count?.total ?? 0) };
  }

  /**
   * Records a customer's vote on the present text of a question, in place of an earlier one.
   *
   * @returns the vote as it stands, and whether it is the first on this text.
   * @throws Problem NOT_FOUND for a question that customers do not see.
   */
  async vote(
    customerId: string,
    faqId: string,
    { helpful, reason, comment }: FaqVote,
  ): Promise<{ readonly vote: FaqVoteDto; readonly first: boolean }> {
    const scrubbed = comment === undefined ? null : scrubPersonalData(comment);
    const rows = await this.manager.query<unknown>(VOTE, [faqId, customerId, helpful, reason ?? null, scrubbed]);
    const [row] = z.array(voteRow).parse(rows);
    if (row === undefined) throw new Problem(problems.notFound);
    return { vote: { faq_id: faqId, version: row.version, helpful, reason: row.reason }, first: row.first };
  }
}

export const toFaqDto = (row: FaqRow): FaqDto => ({
  id: row.id,
  category: row.category,
  question: row.question,
  answer_md: row.answer_md,
  version: row.version,
  helpful: row.helpful,
  not_helpful: row.not_helpful,
});
