import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import { FieldVisitsPort } from './field-visits.port.js';

/** At one request a second, and with those who wait let before: what one run of four minutes can do. */
const MOST_IN_A_RUN = 150;

/** Reads visits that are under way again from the field service, in case one of its events was lost. */
@Injectable()
export class FieldVisitsSync implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly visits: FieldVisitsPort,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'field-visits.sync',
      title: 'Reads visits that have not ended again from the field service',
      schedule: '*/5 * * * *',
      timeoutMs: 240_000,
      missed: 'once',
      run: async ({ signal }) => ({ read: await this.visits.refreshOpen(MOST_IN_A_RUN, signal) }),
    });
  }
}
