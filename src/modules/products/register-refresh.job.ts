import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import { RegisterRefreshPort } from './register-refresh.port.js';

/** Reads the provider's registers before what is kept of them gets old: nobody waits for them, also during an outage. */
@Injectable()
export class RegisterRefreshJob implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly registers: RegisterRefreshPort,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'catalogue.refresh',
      title: 'Reads the registers of what is sold and how it is paid anew',
      schedule: '*/45 * * * *',
      timeoutMs: 300_000,
      missed: 'once',
      run: async ({ signal }) => ({ ...(await this.registers.refresh(signal)) }),
    });
  }
}
