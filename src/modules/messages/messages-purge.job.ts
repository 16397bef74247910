import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import { type MessagesConfig, messagesConfig } from './messages.config.js';

/** As long as somebody may go to court over what was told or not (Lei 8.078/1990, art. 27). */
const REGULATED_DAYS = 1_827;

/** Deletes old messages. A notice that the provider still lists stays: it would come again as a new one. */
@Injectable()
export class MessagesPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    @Inject(messagesConfig.token) private readonly config: MessagesConfig,
  ) {}

  onModuleInit(): void {
    const { keptDays } = this.config;
    this.registry.register({
      id: 'messages.purge',
      title: 'Deletes old messages of customers',
      schedule: '10 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(
          this.dataSource,
          'message',
          `created_at < now() - interval '${keptDays} days'
           AND (NOT regulated OR created_at < now() - interval '${REGULATED_DAYS} days')
           AND (source = 'APP' OR acknowledged_at IS NOT NULL)`,
          signal,
        ),
      }),
    });
  }
}
