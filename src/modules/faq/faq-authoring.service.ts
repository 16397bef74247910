import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { z } from 'zod';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { pageBounds, pageMembers, type PageQueryDto } from '../../common/http/page.dto.js';
import { type LinksConfig, linksConfig } from '../../common/links/links.config.js';
import { faultOfMarkdown } from '../../common/markdown/safe-markdown.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { FaqFeedbackEntity } from './faq-feedback.entity.js';
import { FaqEntity } from './faq.entity.js';
import type {
  AdminFaqDto,
  AdminFaqListDto,
  FaqCommentListDto,
  ListAdminFaqsQuery,
  UnhelpfulFaqListDto,
  WriteFaqDto,
} from './faq.dto.js';
import { type FaqRow, faqRow, SELECT_FAQ, SELECT_UNHELPFUL, unhelpfulRow } from './faq-rows.js';
import { FaqsService, toFaqDto } from './faqs.service.js';

/** What administrators do with questions, and what they read of the votes. */
@Injectable()
export class FaqAuthoring {
  constructor(
    private readonly dataSource: DataSource,
    private readonly faqs: FaqsService,
    private readonly audit: AuditLog,
    @Inject(linksConfig.token) private readonly links: LinksConfig,
  ) {}

  async list(query: ListAdminFaqsQuery): Promise<AdminFaqListDto> {
    const published = query.published === undefined ? undefined : query.published === 'true';
    const { rows, ...page } = await this.faqs.page(query, published, query.sort ?? '-weight');
    return { items: rows.map(toAdminDto), ...page };
  }

  /** @throws Problem NOT_FOUND */
  async get(faqId: string): Promise<AdminFaqDto> {
    return toAdminDto(await this.read(this.dataSource.manager, faqId));
  }

  /** @throws Problem VALIDATION_ERROR for an answer with HTML or links that lead elsewhere. */
  create(adminId: string, wanted: WriteFaqDto): Promise<AdminFaqDto> {
    const texts = this.textsOf(wanted);
    return this.dataSource.transaction(async (manager) => {
      const { id } = await manager.save(manager.create(FaqEntity, texts));
      const after = toAdminDto(await this.read(manager, id));
      await this.append(manager, adminId, 'faq.created', id, null, after);
      return after;
    });
  }

  /**
   * Replaces a question. Another question or answer is another version, whose votes begin at zero.
   *
   * @throws Problem NOT_FOUND, or VALIDATION_ERROR as `create`.
   */
  replace(adminId: string, faqId: string, wanted: WriteFaqDto): Promise<AdminFaqDto> {
    const texts = this.textsOf(wanted);
    return this.dataSource.transaction(async (manager) => {
      await lock(manager, faqId);
      const before = toAdminDto(await this.read(manager, faqId));
      const rewritten = texts.question !== before.question || texts.answerMd !== before.answer_md;
      await manager.update(
        FaqEntity,
        { id: faqId },
        { ...texts, version: rewritten ? before.version + 1 : before.version, updatedAt: () => 'now()' },
      );
      const after = toAdminDto(await this.read(manager, faqId));
      await this.append(manager, adminId, 'faq.replaced', faqId, before, after);
      return after;
    });
  }

  /**
   * Removes a question with its votes.
   *
   * @throws Problem NOT_FOUND
   */
  async remove(adminId: string, faqId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lock(manager, faqId);
      const before = toAdminDto(await this.read(manager, faqId));
      await manager.delete(FaqEntity, { id: faqId });
      await this.append(manager, adminId, 'faq.removed', faqId, before, null);
    });
  }

  /** The questions whose present text most customers say no to. */
  async mostUnhelpful(query: PageQueryDto): Promise<UnhelpfulFaqListDto> {
    const bounds = pageBounds(query);
    const answered = await this.dataSource.query<unknown>(SELECT_UNHELPFUL, [bounds.size, bounds.offset]);
    const rows = z.array(unhelpfulRow).parse(answered);
    // A page beyond the last one counts nothing: then there is no next one either.
    const total = rows[0]?.total ?? 0;
    const items = rows.map(({ not_clear, outdated, did_not_solve, other, total: _total, ...row }) => ({
      ...row,
      not_helpful_ratio: Math.round((row.not_helpful / (row.helpful + row.not_helpful)) * 1_000) / 1_000,
      reasons: { NOT_CLEAR: not_clear, OUTDATED: outdated, DID_NOT_SOLVE: did_not_solve, OTHER: other },
    }));
    return { items, ...pageMembers(bounds, total) };
  }

  /**
   * What customers wrote about a question, of all its versions, the latest first.
   *
   * @throws Problem NOT_FOUND
   */
  async comments(faqId: string, query: PageQueryDto): Promise<FaqCommentListDto> {
    await this.read(this.dataSource.manager, faqId);
    const bounds = pageBounds(query);
    const [rows, total] = await this.dataSource.getRepository(FaqFeedbackEntity).findAndCount({
      where: { faqId, comment: Not(IsNull()) },
      order: { updatedAt: 'DESC', customerId: 'ASC' },
      skip: bounds.offset,
      take: bounds.size,
    });
    const items = rows.map(({ faqVersion, reason, comment, updatedAt }) => ({
      version: faqVersion,
      reason,
      comment: comment ?? '',
      given_at: toSaoPauloInstant(updatedAt),
    }));
    return { items, ...pageMembers(bounds, total) };
  }

  private textsOf(wanted: WriteFaqDto) {
    const fault = faultOfMarkdown(wanted.answer_md, this.links);
    if (fault !== undefined) {
      throw new Problem(problems.validation, {
        invalidFields: [{ field: 'answer_md', message: `answer_md ${fault}` }],
      });
    }
    return {
      category: wanted.category,
      question: wanted.question,
      answerMd: wanted.answer_md,
      weight: wanted.weight ?? 0,
      published: wanted.published ?? false,
    };
  }

  private async read(manager: EntityManager, faqId: string): Promise<FaqRow> {
    const [row] = z.array(faqRow).parse(await manager.query<unknown>(SELECT_FAQ, [faqId]));
    if (row === undefined) throw new Problem(problems.notFound);
    return row;
  }

  private append(
    manager: EntityManager,
    adminId: string,
    action: string,
    subjectId: string,
    before: AdminFaqDto | null,
    after: AdminFaqDto | null,
  ): Promise<void> {
    return this.audit.append({ adminId, action, subjectKind: 'faq', subjectId, before, after }, manager);
  }
}

const lock = async (manager: EntityManager, id: string): Promise<void> => {
  await manager.findOne(FaqEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
};

const toAdminDto = (row: FaqRow): AdminFaqDto => ({
  ...toFaqDto(row),
  weight: row.weight,
  published: row.published,
  created_at: toSaoPauloInstant(row.created_at),
  updated_at: toSaoPauloInstant(row.updated_at),
});
