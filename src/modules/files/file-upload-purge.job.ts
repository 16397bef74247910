import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';

/** Forgets that files were sent, and blocks that are over. */
@Injectable()
export class FileUploadPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'file-uploads.purge',
      title: 'Deletes traces of uploads after 180 days and blocks that are over',
      schedule: '10 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        uploads: await deleteInBatches(
          this.dataSource,
          'file_upload',
          `created_at < now() - interval '180 days'`,
          signal,
        ),
        blocks: await deleteInBatches(this.dataSource, 'file_upload_block', 'blocked_until < now()', signal),
      }),
    });
  }
}
