import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import type { JobResult } from '../../common/jobs/scheduled-job.js';

export class RunInHandDto {
  /**
   * The tick it is for
   * @example 2026-11-21T03:10:00-03:00
   */
  scheduled_for!: string;

  /** When this attempt began */
  started_at!: string;

  /** From 1; above it, an earlier holder died or was shut down */
  attempt!: number;

  /** Asked for by an administrator, not by the schedule */
  manual!: boolean;
}

export class FinishedRunDto {
  /** The tick it was for */
  scheduled_for!: string;

  started_at!: string;

  finished_at!: string;

  /** `abandoned`: its tick outlived too many instances that began it */
  outcome!: 'succeeded' | 'failed' | 'timed-out' | 'abandoned';

  /** What the run said of itself; null unless it succeeded */
  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }], nullable: true },
    example: { deleted: 12 },
  })
  result!: JobResult | null;

  /** One word for the failure; null when it succeeded */
  error!: string | null;
}

export class JobDto {
  /** @example work-items.purge */
  id!: string;

  /** What it does */
  title!: string;

  /**
   * Cron expression, read in America/Sao_Paulo
   * @example 10 3 * * *
   */
  schedule!: string;

  /** Milliseconds after which a run is aborted */
  timeout_ms!: number;

  /** Whether the schedule is followed */
  enabled!: boolean;

  /** `waiting`: a tick was begun, its instance is gone, and another will take it */
  state!: 'idle' | 'running' | 'waiting';

  /** The next tick; null while the job is switched off */
  next_at!: string | null;

  /** The run in hand, or null */
  current_run!: RunInHandDto | null;

  /** The last run that ended, or null */
  last_run!: FinishedRunDto | null;

  /** Runs that ended, since ever */
  runs!: number;

  /** Of them, those that did not succeed */
  failures!: number;
}

export class JobsDto {
  items!: JobDto[];
}

export class SwitchJobDto {
  /** Whether the schedule is followed; a run in hand goes on */
  @IsBoolean()
  enabled!: boolean;
}
