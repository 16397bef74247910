import { Inject, Injectable } from '@nestjs/common';
import {
  addDays,
  comparePlainDates,
  dateInSaoPaulo,
  type PlainDate,
  todayInSaoPaulo,
} from '../../common/brazil/dates.js';
import { CustomerAccounts, type PasswordState } from '../customers/customer-accounts.service.js';
import type { PasswordUpdateDto } from './passwords.dto.js';
import { ForcedPasswordUpdate } from './forced-password-update.port.js';
import { type PasswordsConfig, passwordsConfig } from './passwords.config.js';

/** Whether a customer must change the password, and why. */
@Injectable()
export class PasswordUpdateCheck {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly forced: ForcedPasswordUpdate,
    @Inject(passwordsConfig.token) private readonly config: PasswordsConfig,
  ) {}

  async of(customerId: string): Promise<PasswordUpdateDto> {
    const { document } = await this.accounts.get(customerId);
    const password = await this.accounts.passwordOf(document);
    if (password?.isDefault === true) return { must_update: true, reason: 'DEFAULT_PASSWORD', deadline: null };
    const order = await this.forced.current();
    const changedAt = password?.changedAt ?? null;
    if (order !== undefined && (changedAt === null || changedAt < order.since)) {
      return { must_update: true, reason: 'FORCED', deadline: order.deadline };
    }
    const end = password === undefined ? undefined : this.endOf(password);
    const over = end !== undefined && comparePlainDates(end, todayInSaoPaulo()) < 0;
    return { must_update: over, reason: over ? 'EXPIRED' : 'NONE', deadline: end ?? null };
  }

  /** The last day of a password; of one that was never changed here, counted from the first log-in. */
  private endOf({ changedAt, knownSince }: PasswordState): PlainDate | undefined {
    if (this.config.maxAgeDays === 0) return undefined;
    const day = dateInSaoPaulo((changedAt ?? knownSince).getTime());
    return day === undefined ? undefined : addDays(day, this.config.maxAgeDays);
  }
}
