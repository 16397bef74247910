import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { epochOfMidnight, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import { CustomerRounds } from '../customers/customer-rounds.service.js';
import { CustomerNotifications } from '../messages/customer-notifications.service.js';
import { CurrentServiceOrders } from '../service-orders/current-service-orders.service.js';
import { VisitConfirmation } from '../service-orders/visit-confirmation.service.js';
import { visitReminder } from './visit-reminder.js';

const HOUR_MS = 3_600_000;
/** Hours of the day at which rounds begin: a visit booked after the first is found by the second. */
const ROUNDS_AT = [10, 17] as const;

/** Asks customers on the day before a visit to confirm it. */
@Injectable()
export class VisitReminders implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    private readonly rounds: CustomerRounds,
    private readonly orders: CurrentServiceOrders,
    private readonly confirmations: VisitConfirmation,
    private readonly notifications: CustomerNotifications,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'reminders.visits',
      title: 'Asks customers on the day before a visit to confirm it',
      schedule: '5-59/15 10-20 * * *',
      timeoutMs: 840_000,
      missed: 'once',
      run: async ({ signal }) => {
        let reminded = 0;
        const result = await this.rounds.run({
          name: 'reminders.visits',
          since: roundBegan(Date.now()),
          signal,
          visit: async (customerId) => {
            reminded += await this.remind(customerId);
          },
        });
        return { ...result, reminded };
      },
    });
  }

  /** Of how many visits the customer was reminded. */
  private async remind(customerId: string): Promise<number> {
    const today = todayInSaoPaulo();
    let reminded = 0;
    for (const order of await this.orders.all(customerId)) {
      const reminder = visitReminder(order, today);
      if (reminder === undefined) continue;
      const { orderId, visitDate, title, body } = reminder;
      // Whoever said that nobody will be there has said it too.
      if (await this.confirmations.hasWord(customerId, orderId, visitDate)) continue;
      const told = await this.dataSource.transaction((manager) =>
        this.notifications.notify(manager, {
          customerId,
          kind: 'VISIT',
          title,
          body,
          category: 'TRANSACTIONAL',
          dedupeKey: `visit:${orderId}:${visitDate}`,
          push: true,
        }),
      );
      if (told) reminded += 1;
    }
    return reminded;
  }
}

/** When the round of this moment began, in America/Sao_Paulo. */
export function roundBegan(now: number): Date {
  const midnight = epochOfMidnight(todayInSaoPaulo(() => now));
  const begun = ROUNDS_AT.map((hour) => midnight + hour * HOUR_MS).filter((start) => start <= now);
  return new Date(begun.at(-1) ?? midnight);
}
