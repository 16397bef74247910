import { IsIn, IsOptional, Length } from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import type { WorkState } from '../../common/jobs/work-item.entity.js';

const STATES: readonly WorkState[] = ['ready', 'running', 'done', 'dead'];

export class ListWorkItemsQueryDto extends PageQueryDto {
  /** Only work of this kind */
  @IsOptional()
  @Length(1, 100)
  topic?: string;

  /** Only work in this state; `dead` waits for an operator */
  @IsOptional()
  @IsIn(STATES)
  state?: 'ready' | 'running' | 'done' | 'dead';
}

export class WorkItemDto {
  /** @example 4711 */
  id!: string;

  /** Kind of work */
  topic!: string;

  state!: 'ready' | 'running' | 'done' | 'dead';

  /** Attempts made so far */
  attempts!: number;

  /** Not before */
  run_at!: string;

  /** One word for the last failure, or null */
  last_error!: string | null;

  created_at!: string;

  /** When it was done or given up; null before */
  finished_at!: string | null;
}

export class WorkItemsDto extends PageDto {
  items!: WorkItemDto[];
}
