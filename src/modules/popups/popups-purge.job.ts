import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import type { JobResult } from '../../common/jobs/scheduled-job.js';
import { type PopupsConfig, popupsConfig } from './popups.config.js';

/** Popups looked at in one statement. */
const CHUNK = 500;

/**
 * The next popups that have showings, in the order of their ids, and whether those are still of use: they are what the
 * caps are counted from. It leaps from one popup to the next within the index, over whatever showings each has.
 */
const SELECT_SEEN_POPUPS = `
  WITH RECURSIVE seen AS (
    (SELECT popup_id FROM popup_view WHERE popup_id > $1::uuid ORDER BY popup_id LIMIT 1)
    UNION ALL
    SELECT (SELECT popup_id FROM popup_view WHERE popup_id > seen.popup_id ORDER BY popup_id LIMIT 1)
      FROM seen WHERE popup_id IS NOT NULL
  ), chunk AS MATERIALIZED (
    SELECT popup_id FROM seen WHERE popup_id IS NOT NULL LIMIT ${CHUNK}
  )
  SELECT chunk.popup_id, popup.id IS NULL OR popup.ends_at < now() - $2 * interval '1 day' AS over
    FROM chunk LEFT JOIN popup ON popup.id = chunk.popup_id
   ORDER BY chunk.popup_id`;

const chunkRows = z.array(z.object({ popup_id: z.uuid(), over: z.boolean() }));

const LEAST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Takes popups that are over out of the way of those that are not, and forgets who saw popups that are over for long or
 * gone; how often they were seen is kept.
 */
@Injectable()
export class PopupsPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    @Inject(popupsConfig.token) private readonly config: PopupsConfig,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'popup-views.purge',
      title: 'Deletes showings of popups that are over for long, and of popups that were removed',
      schedule: '0 5 * * *',
      timeoutMs: 1_800_000,
      missed: 'once',
      run: ({ signal }) => this.purgeViews(signal),
    });
    this.registry.register({
      id: 'popups.expiry',
      title: 'Takes popups that are over out of the selection',
      schedule: '25 * * * *',
      timeoutMs: 600_000,
      missed: 'once',
      // One that is given more time is written, and found again then.
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(this.dataSource, 'popup_reach', 'ends_at <= now()', signal),
      }),
    });
  }

  private async purgeViews(signal: AbortSignal): Promise<JobResult> {
    let deleted = 0;
    for (let after = LEAST_ID; ;) {
      signal.throwIfAborted();
      const parameters = [after, this.config.viewRetentionDays];
      const chunk = chunkRows.parse(await this.dataSource.query<unknown>(SELECT_SEEN_POPUPS, parameters));
      const over = chunk.filter((popup) => popup.over).map(({ popup_id }) => `'${popup_id}'`);
      if (over.length > 0) {
        const condition = `popup_id IN (${over.join(', ')})`;
        deleted += await deleteInBatches(this.dataSource, 'popup_view', condition, signal);
      }
      const last = chunk.at(-1);
      if (last === undefined || chunk.length < CHUNK) return { deleted };
      after = last.popup_id;
    }
  }
}
