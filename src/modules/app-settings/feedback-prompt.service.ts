import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { todayInSaoPaulo, toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { AppEvents } from '../devices/app-events.service.js';
import { CustomerBillsService } from '../finance/customer-bills.service.js';
import { type ServiceOrderStatus, ServiceOrdersPort } from '../service-orders/service-orders.port.js';
import type { FeedbackEnabledDto, FeedbackSwitchDto } from './feedback-prompt.dto.js';
import { FeedbackPromptEntity } from './feedback-prompt.entity.js';
import { FEEDBACK_PROMPT, Parameters } from './parameters.service.js';

const DAY_MS = 86_400_000;
/** One review is asked for in this time. */
const ONCE_IN_DAYS = 90;
/** An app that was allowed to ask may still do so this long: its screen may come up later, or the answer got lost. */
const ALLOWED_FOR_MS = DAY_MS;
const CALM_AFTER_CRASH_MS = 7 * DAY_MS;

const switchSchema = z.boolean();
const SUSPENDED: ReadonlySet<string> = new Set(['SUSPENSO', 'SUSPENSO_PARCIALMENTE']);
const CLOSED: ReadonlySet<ServiceOrderStatus> = new Set(['ST_OS_CONCLUIDA', 'ST_OS_SEM_SOLUCAO', 'ST_OS_CANCELADA']);

type Trouble = 'CONTRACT_SUSPENDED' | 'OVERDUE_INVOICE' | 'OPEN_SERVICE_ORDER' | 'UNKNOWN';

/** Whether the app may ask a customer for a review: rarely, and of nobody who has a reason to be annoyed. */
@Injectable()
export class FeedbackPrompt {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parameters: Parameters,
    private readonly events: AppEvents,
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly bills: CustomerBillsService,
    private readonly orders: ServiceOrdersPort,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(FeedbackPrompt.name);
  }

  /** A yes is counted as the asking, and holds for a day. */
  async check(customerId: string): Promise<FeedbackEnabledDto> {
    if (!(await this.isOn())) return refusal('DISABLED');
    const asked = await this.dataSource.getRepository(FeedbackPromptEntity).findOneBy({ customerId });
    const now = Date.now();
    if (asked !== null) {
      const next = asked.allowedAt.getTime() + ONCE_IN_DAYS * DAY_MS;
      const stillAllowed = now < asked.allowedAt.getTime() + ALLOWED_FOR_MS;
      if (!stillAllowed && now < next) return refusal('RECENTLY_ASKED', next);
    }
    const crashedAt = await this.events.lastCrashOf(customerId);
    if (crashedAt !== undefined && now < crashedAt.getTime() + CALM_AFTER_CRASH_MS) {
      return refusal('RECENT_CRASH', crashedAt.getTime() + CALM_AFTER_CRASH_MS);
    }
    const trouble = await this.troubleOf(customerId);
    if (trouble !== undefined) return refusal(trouble);
    await this.dataSource.query(
      `INSERT INTO feedback_prompt (customer_id, allowed_at) VALUES ($1, now())
       ON CONFLICT (customer_id) DO UPDATE SET allowed_at = now()
        WHERE feedback_prompt.allowed_at <= now() - make_interval(days => $2)`,
      [customerId, ONCE_IN_DAYS],
    );
    return { enabled: true, reason: 'ELIGIBLE', next_eligible_at: null };
  }

  async switch(adminId: string, enabled: boolean): Promise<FeedbackSwitchDto> {
    await this.dataSource.transaction((manager) =>
      this.parameters.put(manager, adminId, {
        key: FEEDBACK_PROMPT,
        kind: 'BOOLEAN',
        value: enabled,
        public: false,
        description: 'Whether apps may ask for reviews',
      }),
    );
    return { enabled };
  }

  /** On unless an administrator switched it off. */
  private async isOn(): Promise<boolean> {
    return switchSchema.safeParse(await this.parameters.valueOf(FEEDBACK_PROMPT)).data ?? true;
  }

  private async troubleOf(customerId: string): Promise<Trouble | undefined> {
    try {
      const [contracts, bills, orders] = await Promise.all([
        this.contracts.contractsOf(customerId),
        this.bills.billsOf(customerId),
        this.accounts.get(customerId).then((holder) => this.orders.list(holder)),
      ]);
      if (contracts.value.some(({ status }) => SUSPENDED.has(status))) return 'CONTRACT_SUSPENDED';
      const today = todayInSaoPaulo();
      if (bills.value.some(({ paidOn, dueDate }) => paidOn === null && dueDate < today)) return 'OVERDUE_INVOICE';
      return orders.value.some(({ status }) => !CLOSED.has(status)) ? 'OPEN_SERVICE_ORDER' : undefined;
    } catch (error) {
      if (error instanceof Problem) throw error;
      this.logger.warn({ err: error }, 'what speaks against asking for a review could not be read');
      return 'UNKNOWN';
    }
  }
}

const refusal = (reason: FeedbackEnabledDto['reason'], nextEligibleAt?: number): FeedbackEnabledDto => ({
  enabled: false,
  reason,
  next_eligible_at: nextEligibleAt === undefined ? null : toSaoPauloInstant(nextEligibleAt),
});
