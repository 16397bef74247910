import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { pageBounds, pageMembers } from '../../common/http/page.dto.js';
import { WorkItemEntity } from '../../common/jobs/work-item.entity.js';
import { WorkQueue } from '../../common/jobs/work-queue.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import type { ListWorkItemsQueryDto, WorkItemDto, WorkItemsDto } from './work-items.dto.js';

/** What an id of the queue looks like; anything else is of nothing. */
const ID = /^[1-9]\d{0,17}$/;

/** The queue as operators see it; payloads stay inside, they may hold personal data. */
@Injectable()
export class WorkItemsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: WorkQueue,
    private readonly audit: AuditLog,
  ) {}

  /** Newest first. */
  async list(query: ListWorkItemsQueryDto): Promise<WorkItemsDto> {
    const bounds = pageBounds(query);
    const [rows, total] = await this.dataSource.getRepository(WorkItemEntity).findAndCount({
      select: {
        id: true,
        topic: true,
        state: true,
        attempts: true,
        runAt: true,
        lastError: true,
        createdAt: true,
        finishedAt: true,
      },
      where: {
        ...(query.topic === undefined ? {} : { topic: query.topic }),
        ...(query.state === undefined ? {} : { state: query.state }),
      },
      order: { id: 'DESC' },
      skip: bounds.offset,
      take: bounds.size,
    });
    return { items: rows.map(toWorkItemDto), ...pageMembers(bounds, total) };
  }

  /**
   * Gives a dead item all its attempts again.
   * @throws Problem NOT_FOUND, or WORK_ITEM_NOT_DEAD for one that does not wait for an operator.
   */
  async retry(adminId: string, id: string): Promise<WorkItemDto> {
    if (!ID.test(id)) throw new Problem(problems.notFound);
    return this.dataSource.transaction(async (manager) => {
      const before = await manager.findOneBy(WorkItemEntity, { id });
      if (before === null) throw new Problem(problems.notFound);
      if (!(await this.queue.revive(id, manager))) throw new Problem(problems.workItemNotDead);
      const after = toWorkItemDto(await manager.findOneByOrFail(WorkItemEntity, { id }));
      await this.audit.append(
        {
          adminId,
          action: 'work-item.retried',
          subjectKind: 'work-item',
          subjectId: id,
          before: toWorkItemDto(before),
          after,
        },
        manager,
      );
      return after;
    });
  }
}

const toWorkItemDto = (row: WorkItemEntity): WorkItemDto => ({
  id: row.id,
  topic: row.topic,
  state: row.state,
  attempts: row.attempts,
  run_at: toSaoPauloInstant(row.runAt),
  last_error: row.lastError,
  created_at: toSaoPauloInstant(row.createdAt),
  finished_at: row.finishedAt === null ? null : toSaoPauloInstant(row.finishedAt),
});
