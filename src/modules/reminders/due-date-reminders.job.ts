import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { epochOfMidnight, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import { CustomerRounds } from '../customers/customer-rounds.service.js';
import type { CustomerBill } from '../finance/customer-bills.port.js';
import { CustomerBillsService } from '../finance/customer-bills.service.js';
import { DebtStandingService } from '../finance/debt-standing.service.js';
import { CustomerNotifications } from '../messages/customer-notifications.service.js';
import { type DueReminder, dueReminder } from './due-date-reminder.js';
import { type RemindersConfig, remindersConfig } from './reminders.config.js';

/** Reminds customers of unpaid bills around their due dates, once for each of the days. */
@Injectable()
export class DueDateReminders implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    private readonly rounds: CustomerRounds,
    private readonly bills: CustomerBillsService,
    private readonly debts: DebtStandingService,
    private readonly notifications: CustomerNotifications,
    @Inject(remindersConfig.token) private readonly config: RemindersConfig,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'reminders.due-dates',
      title: 'Reminds active customers of bills around their due dates',
      // By daylight: a debt is told of at no other time (Lei 8.078/1990, art. 42).
      schedule: '*/15 9-19 * * *',
      timeoutMs: 840_000,
      missed: 'once',
      run: async ({ signal }) => {
        let reminded = 0;
        const result = await this.rounds.run({
          name: 'reminders.due-dates',
          since: new Date(epochOfMidnight(todayInSaoPaulo())),
          signal,
          visit: async (customerId) => {
            reminded += await this.remind(customerId);
          },
        });
        return { ...result, reminded };
      },
    });
  }

  /** How many bills the customer was reminded of. */
  private async remind(customerId: string): Promise<number> {
    const { value } = await this.bills.billsOf(customerId, { fresh: true });
    const today = todayInSaoPaulo();
    let reminded = 0;
    for (const bill of value) {
      const reminder = dueReminder(bill, today, this.config.dueDays);
      if (reminder !== undefined && (await this.tell(customerId, bill, reminder))) reminded += 1;
    }
    return reminded;
  }

  private async tell(customerId: string, bill: CustomerBill, { day, title, body }: DueReminder): Promise<boolean> {
    const overdue = day > 0;
    const standing = overdue ? await this.debts.of(customerId, bill.contractIds[0]) : undefined;
    return this.dataSource.transaction((manager) =>
      this.notifications.notify(manager, {
        customerId,
        kind: overdue ? 'DEBT' : 'BILL',
        // What the regulator wants in every notice of a debt is in its own text.
        title: standing?.notice.title ?? title,
        body: standing?.notice.text ?? body,
        category: 'TRANSACTIONAL',
        dedupeKey: `bill-due:${bill.id}:${bill.dueDate}:${day}`,
        push: true,
      }),
    );
  }
}
