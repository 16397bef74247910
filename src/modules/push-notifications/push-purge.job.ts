import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import { type PushNotificationsConfig, pushNotificationsConfig } from './push-notifications.config.js';

/** Forgets what became of each message, and whom it was for; campaigns stay with their totals. */
@Injectable()
export class PushPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    @Inject(pushNotificationsConfig.token) private readonly config: PushNotificationsConfig,
  ) {}

  onModuleInit(): void {
    const before = `now() - interval '${this.config.deliveryDays} days'`;
    this.registry.register({
      id: 'push-deliveries.purge',
      title: 'Deletes old push deliveries, notices to customers and recipients of campaigns that are over',
      schedule: '15 4 * * *',
      timeoutMs: 900_000,
      missed: 'once',
      run: async ({ signal }) => {
        const purge = (table: string, condition: string) => deleteInBatches(this.dataSource, table, condition, signal);
        return {
          deliveries: await purge('push_delivery', `finished_at < ${before}`),
          // Not while a message of it may still go out: marketing waits for its hour.
          notices: await purge(
            'push_notice',
            `created_at < ${before} AND NOT EXISTS (SELECT FROM push_delivery WHERE notice_id = push_notice.id)`,
          ),
          recipients: await purge(
            'push_campaign_recipient',
            `campaign_id IN (SELECT id FROM push_campaign WHERE finished_at < ${before})`,
          ),
        };
      },
    });
  }
}
