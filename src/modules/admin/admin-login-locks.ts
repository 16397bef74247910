import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { EntityManager, MoreThan } from 'typeorm';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { keyedHash } from '../../common/auth/keyed-hash.js';
import { LoginThrottle } from '../../common/auth/login-throttle.js';
import { AdminKnownAddressEntity } from './admin-known-address.entity.js';
import type { AdminUserEntity } from './admin-user.entity.js';

/** Failures of one account from anywhere: four addresses that each reach their own limit. */
const ACCOUNT_FAILURES = 20;
export const KNOWN_ADDRESS_DAYS = 90;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Who tries to log in, and from where. */
export interface LoginAttempt {
  readonly email: string;
  /** Null when nobody has that address. */
  readonly admin: AdminUserEntity | null;
  readonly address: string;
}

/**
 * What locks log-ins of administrators, each for 15 minutes:
 *
 * - an account from one network address, at the fifth failure there;
 * - an account from everywhere, at the twentieth failure, whatever addresses they came from. This one passes over the
 *   addresses from which the administrator logged in within 90 days: a stranger who fails on purpose locks out other
 *   strangers, and never the administrator at the usual desk.
 *
 * Another administrator can forget all failures of an account (`unlocks` is part of what they are counted under).
 * An account that does not exist is counted and locked like any other.
 */
@Injectable()
export class AdminLoginLocks {
  constructor(
    private readonly manager: EntityManager,
    private readonly throttle: LoginThrottle,
    @Inject(authConfig.token) private readonly config: AuthConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(AdminLoginLocks.name);
  }

  /** @throws Problem ACCOUNT_LOCKED with the seconds left. */
  async check(attempt: LoginAttempt): Promise<void> {
    await this.throttle.check(pairOf(attempt));
    if (!(await this.isKnown(attempt))) await this.throttle.check(accountOf(attempt));
  }

  async failed(attempt: LoginAttempt): Promise<void> {
    await this.throttle.failed(pairOf(attempt));
    const locked = await this.throttle.failed(accountOf(attempt), ACCOUNT_FAILURES);
    if (!locked) return;
    this.logger.warn({ adminId: attempt.admin?.id ?? null }, 'log-in of an administrator locked for new addresses');
  }

  /**
   * To be called before a token is given out; remembers the address. Failures from elsewhere stay counted.
   *
   * @throws Problem ACCOUNT_LOCKED when attempts made at the same time have reached a limit since `check`.
   */
  async succeeded(attempt: LoginAttempt & { readonly admin: AdminUserEntity }): Promise<void> {
    await this.throttle.succeeded(pairOf(attempt));
    if (!(await this.isKnown(attempt))) await this.throttle.check(accountOf(attempt));
    await this.manager.upsert(
      AdminKnownAddressEntity,
      { adminId: attempt.admin.id, addressHash: this.hashOf(attempt), lastSeenAt: new Date() },
      ['adminId', 'addressHash'],
    );
  }

  private isKnown(attempt: LoginAttempt): Promise<boolean> {
    return this.manager.existsBy(AdminKnownAddressEntity, {
      // Asked for an unknown account too, so that the time taken tells nothing.
      adminId: attempt.admin?.id ?? NOBODY,
      addressHash: this.hashOf(attempt),
      lastSeenAt: MoreThan(new Date(Date.now() - KNOWN_ADDRESS_DAYS * 86_400_000)),
    });
  }

  private hashOf({ address }: LoginAttempt): Buffer {
    return keyedHash(this.config.identifierPepper, 'admin-address', address);
  }
}

const unlocksOf = ({ admin }: LoginAttempt): number => admin?.unlocks ?? 0;
const pairOf = (attempt: LoginAttempt): string => `admin|${unlocksOf(attempt)}|${attempt.address}|${attempt.email}`;
const accountOf = (attempt: LoginAttempt): string => `admin-account|${unlocksOf(attempt)}|${attempt.email}`;
