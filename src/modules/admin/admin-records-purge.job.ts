import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import { KNOWN_ADDRESS_DAYS } from './admin-login-locks.js';
import { type AdminConfig, adminConfig } from './admin.config.js';

const BATCH = 5_000;

/** Deletes audit entries by their age, the removed accounts that nothing names any more, and addresses long unseen. */
@Injectable()
export class AdminRecordsPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    @Inject(adminConfig.token) private readonly config: AdminConfig,
  ) {}

  onModuleInit(): void {
    const { auditRetentionDays } = this.config;
    this.registry.register({
      id: 'admin-records.purge',
      title: `Deletes audit entries after ${auditRetentionDays} days and what administrators left behind`,
      schedule: '50 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        entries: await this.deleteEntries(auditRetentionDays, signal),
        admins: await deleteInBatches(
          this.dataSource,
          'admin_user',
          `removed_at < now() - interval '1 day'
           AND NOT EXISTS (SELECT FROM audit_entry WHERE audit_entry.admin_id = admin_user.id)`,
          signal,
        ),
        addresses: await deleteInBatches(
          this.dataSource,
          'admin_known_address',
          `last_seen_at < now() - interval '${KNOWN_ADDRESS_DAYS} days'`,
          signal,
        ),
      }),
    });
  }

  /** The table lets entries go only to a transaction that names their retention. */
  private async deleteEntries(days: number, signal: AbortSignal): Promise<number> {
    for (let deleted = 0; ;) {
      signal.throwIfAborted();
      const answer: unknown = await this.dataSource.transaction(async (manager) => {
        await manager.query(`SELECT set_config('app.audit_retention', 'on', true)`);
        return manager.query<unknown>(
          `DELETE FROM audit_entry WHERE id IN (
             SELECT id FROM audit_entry WHERE occurred_at < now() - make_interval(days => $1)
              ORDER BY occurred_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
          [days],
        );
      });
      // TypeORM answers a DELETE with its rows and their count.
      const count = Array.isArray(answer) ? Number(answer[1]) : 0;
      deleted += count;
      if (count < BATCH) return deleted;
    }
  }
}
