import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, formatSlashedDayFirst, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import { TrustUnlocksService } from '../finance/trust-unlock.service.js';
import { CustomerNotifications } from '../messages/customer-notifications.service.js';

const BATCH = 200;

/** Reminds customers on the day before their trust unlock ends, and on its last day. */
@Injectable()
export class TrustExpiryReminders implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    private readonly unlocks: TrustUnlocksService,
    private readonly notifications: CustomerNotifications,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'reminders.trust-expiry',
      title: 'Reminds customers of trust unlocks that end today or tomorrow',
      schedule: '20 9-19 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => {
        const today = todayInSaoPaulo();
        let reminded = 0;
        for (const [end, title] of [
          [today, 'Seu acesso em confiança termina hoje'],
          [addDays(today, 1), 'Seu acesso em confiança termina amanhã'],
        ] as const) {
          for (let after: string | undefined; ;) {
            signal.throwIfAborted();
            const unlocks = await this.unlocks.endingOn(end, { after, limit: BATCH });
            for (const { id, customerId } of unlocks) {
              const told = await this.dataSource.transaction((manager) =>
                this.notifications.notify(manager, {
                  customerId,
                  kind: 'TRUST_UNLOCK',
                  title,
                  body: `O acesso liberado em confiança vale até ${formatSlashedDayFirst(end)}. Pague a fatura em aberto para continuar conectado; se você já pagou, desconsidere este aviso.`,
                  category: 'TRANSACTIONAL',
                  dedupeKey: `trust-expiry:${id}:${end === today ? 0 : 1}`,
                  push: true,
                }),
              );
              if (told) reminded += 1;
            }
            if (unlocks.length < BATCH) break;
            after = unlocks.at(-1)?.id;
          }
        }
        return { reminded };
      },
    });
  }
}
