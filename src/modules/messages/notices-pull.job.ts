import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import type { JobContext, JobResult } from '../../common/jobs/scheduled-job.js';
import { CustomerRounds } from '../customers/customer-rounds.service.js';
import { NoticePulls } from './notice-pulls.service.js';

const JOB = 'messages.notices-pull';
/** So many in a row are not the customers' fault. */
const OUTAGE = 3;

const begun = z.tuple([z.object({ begun_at: z.date() })]);

/**
 * Brings notices of the provider to customers who do not look for them. A round goes once by all active customers,
 * however many runs that takes, so that nobody waits behind those who come first.
 */
@Injectable()
export class NoticesPull implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    private readonly rounds: CustomerRounds,
    private readonly pulls: NoticePulls,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: JOB,
      title: 'Reads notices of active customers from the ERP, into their inboxes and as pushes',
      schedule: '*/10 * * * *',
      timeoutMs: 570_000,
      missed: 'once',
      run: (context) => this.run(context),
    });
  }

  private async run({ signal }: JobContext): Promise<JobResult> {
    let notices = 0;
    let failed = 0;
    let failedInARow = 0;
    const { visited, complete } = await this.rounds.run({
      name: JOB,
      since: await this.roundBegan(),
      signal,
      visit: async (customerId) => {
        try {
          notices += await this.pulls.pullUnasked(customerId);
          failedInARow = 0;
        } catch (error) {
          failed += 1;
          failedInARow += 1;
          // One whose notices cannot be read has another turn in the next round, and does not hold this one up.
          if (failedInARow >= OUTAGE) throw error;
        }
      },
    });
    if (complete) await this.beginRound();
    const outage = failedInARow >= OUTAGE;
    return { customers: visited, notices, failed, ended: outage ? 'outage' : complete ? 'round-complete' : 'budget' };
  }

  /** Rounded up to what a `Date` holds, so that no visit of the round before counts for the new one. */
  private async beginRound(): Promise<void> {
    await this.dataSource.query(
      `UPDATE notice_round SET begun_at = date_trunc('milliseconds', now()) + interval '1 millisecond' WHERE id = 1`,
    );
  }

  private async roundBegan(): Promise<Date> {
    const rows: unknown = await this.dataSource.query('SELECT begun_at FROM notice_round WHERE id = 1');
    return begun.parse(rows)[0].begun_at;
  }
}
