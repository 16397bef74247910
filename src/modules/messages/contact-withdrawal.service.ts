import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { type RateLimit, RateLimits } from '../../common/http/rate-limits.js';
import { doubling, UnrecoverableWorkError, WorkQueue } from '../../common/jobs/work-queue.js';
import { Problem } from '../../common/problem/problem.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { Consents } from '../privacy/consents.service.js';
import { type ContactChannel, consentOfChannel, contactChannels } from './contact-channels.js';
import { ContactSwitchPort } from './contact-switch.port.js';
import type { ContactChannelsDto } from './messages.dto.js';

const WITHDRAWAL_TOPIC = 'messages.contact-withdrawal';

const payload = z.object({ customer_id: z.uuid() });
/** Each is told to the provider. */
const PER_HOUR: RateLimit = { name: 'contact-withdrawals', limit: 20, windowSeconds: 3_600 };

/** Ends contact for marketing: here at once, and at the provider as soon as it can be told. */
@Injectable()
export class ContactWithdrawal implements OnModuleInit {
  constructor(
    private readonly consents: Consents,
    private readonly accounts: CustomerAccounts,
    private readonly port: ContactSwitchPort,
    private readonly queue: WorkQueue,
    private readonly limits: RateLimits,
  ) {}

  onModuleInit(): void {
    this.queue.start({
      topic: WITHDRAWAL_TOPIC,
      payload,
      concurrency: 1,
      timeoutMs: 30_000,
      // For two days, then an operator's.
      maxAttempts: 56,
      backoffMs: doubling(5_000, 3_600_000),
      run: ({ customer_id: customerId }) => this.tellProvider(customerId),
    });
  }

  /**
   * @param platform of the app it was decided in, as the app says
   * @throws Problem TOO_MANY_REQUESTS.
   */
  async withdraw(
    customerId: string,
    platform: string | undefined,
    channels: readonly ContactChannel[] = contactChannels,
  ): Promise<ContactChannelsDto> {
    await this.limits.take(PER_HOUR, customerId);
    const purposes = new Set(channels.map((channel) => consentOfChannel[channel]));
    const { items } = await this.consents.withdraw(customerId, platform, [...purposes], async (manager) => {
      await this.queue.enqueue(WITHDRAWAL_TOPIC, { customer_id: customerId }, { manager });
    });
    const allowed = new Set(
      items
        .filter(({ granted, needs_decision: outdated }) => granted === true && !outdated)
        .map(({ purpose }) => purpose),
    );
    return {
      channels: contactChannels.map((channel) => ({
        channel,
        marketing_allowed: allowed.has(consentOfChannel[channel]),
      })),
    };
  }

  /** The provider has one switch for all that it sends: whoever wants less of it gets none. */
  private async tellProvider(customerId: string): Promise<void> {
    const account = await this.accounts.get(customerId).catch((error: unknown) => {
      // Erased meanwhile: nobody is left to tell of.
      if (error instanceof Problem) return undefined;
      throw error;
    });
    if (account === undefined) return;
    if (!(await this.port.switchOff(account))) throw new UnrecoverableWorkError('no-attendance');
  }
}
