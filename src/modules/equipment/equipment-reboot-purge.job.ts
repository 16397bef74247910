import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';

/** Forgets restarts that stand against no other any more. */
@Injectable()
export class EquipmentRebootPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'equipment-reboots.purge',
      title: 'Deletes restarts of equipment of a month ago',
      schedule: '25 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(
          this.dataSource,
          'equipment_reboot',
          `requested_at < now() - interval '30 days'`,
          signal,
        ),
      }),
    });
  }
}
