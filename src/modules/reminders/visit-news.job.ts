import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { CustomerNotifications } from '../messages/customer-notifications.service.js';
import { FieldVisitsPort } from '../service-orders/field-visits.port.js';
import { visitNews } from './visit-news.js';

const BATCH = 100;

/** Tells customers what the field service reported of their visits. */
@Injectable()
export class VisitNewsJob implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    private readonly visits: FieldVisitsPort,
    private readonly ledger: OwnershipLedger,
    private readonly notifications: CustomerNotifications,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'visits.news',
      title: 'Tells customers what the field service reported of their visits',
      schedule: '* * * * *',
      timeoutMs: 55_000,
      missed: 'once',
      run: async ({ signal }) => {
        const totals = { changes: 0, told: 0 };
        for (;;) {
          signal.throwIfAborted();
          const { changes, told } = await this.batch();
          totals.changes += changes;
          totals.told += told;
          if (changes < BATCH) return totals;
        }
      },
    });
  }

  /** Taken and told in one transaction: each change is told once, whoever dies when. */
  private batch(): Promise<{ changes: number; told: number }> {
    return this.dataSource.transaction(async (manager) => {
      const changes = await this.visits.takeChanges(manager, BATCH);
      let told = 0;
      for (const change of changes) {
        const { title, body, dedupeKey } = visitNews(change);
        for (const customerId of await this.ledger.ownersOf('service-order', change.orderId)) {
          const isNew = await this.notifications.notify(manager, {
            customerId,
            kind: 'VISIT',
            title,
            body,
            category: 'TRANSACTIONAL',
            dedupeKey,
            push: true,
          });
          if (isNew) told += 1;
        }
      }
      return { changes: changes.length, told };
    });
  }
}
