import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { EntityManager, In, IsNull, LessThan, Not } from 'typeorm';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { keyedHash } from '../../common/auth/keyed-hash.js';
import { keyFor, openBytes, sealBytes } from '../../common/auth/sealing.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AdminRecoveryCodeEntity } from './admin-recovery-code.entity.js';
import { AdminTotpEntity } from './admin-totp.entity.js';
import type { AdminUserEntity } from './admin-user.entity.js';
import { type AdminConfig, adminConfig } from './admin.config.js';
import { readableSecret } from './readable-secrets.js';
import { newTotpSecret, type TotpEnrolment, totpEnrolment, totpStep } from './totp.js';

const RECOVERY_CODES = 10;
/** Typed with or without the spaces and dashes that it is shown with. */
const TOTP_CODE = /^\d{6}$/;

/** With what an administrator proved to be themselves, beside the password. */
export type SecondFactor = 'TOTP' | 'RECOVERY_CODE';

/** The second factor of administrators: time-based codes (RFC 6238), and recovery codes for a lost authenticator. */
@Injectable()
export class AdminTotp {
  private readonly sealingKey: Buffer;

  constructor(
    private readonly manager: EntityManager,
    @Inject(authConfig.token) private readonly auth: AuthConfig,
    @Inject(adminConfig.token) private readonly config: AdminConfig,
    private readonly logger: PinoLogger,
  ) {
    this.sealingKey = keyFor(auth.credentialSealingKey, 'admin-totp');
    this.logger.setContext(AdminTotp.name);
  }

  isEnrolled(adminId: string): Promise<boolean> {
    return this.manager.existsBy(AdminTotpEntity, { adminId, confirmedAt: Not(IsNull()) });
  }

  /** Of these administrators, those who log in with a second factor. */
  async enrolledOf(adminIds: readonly string[], manager: EntityManager = this.manager): Promise<ReadonlySet<string>> {
    const rows = await manager.find(AdminTotpEntity, {
      select: { adminId: true },
      where: { adminId: In([...adminIds]), confirmedAt: Not(IsNull()) },
    });
    return new Set(rows.map(({ adminId }) => adminId));
  }

  recoveryCodesLeft(adminId: string): Promise<number> {
    return this.manager.countBy(AdminRecoveryCodeEntity, { adminId });
  }

  /**
   * Makes a secret, in place of one that was not confirmed. Log-in asks for codes after `confirm` only.
   *
   * @throws Problem TOTP_ENROLLED
   */
  async begin({ id, email }: AdminUserEntity): Promise<TotpEnrolment> {
    const secret = newTotpSecret();
    const written: unknown = await this.manager.query(
      `INSERT INTO admin_totp AS known (admin_id, sealed_secret) VALUES ($1, $2)
       ON CONFLICT (admin_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, created_at = now()
         WHERE known.confirmed_at IS NULL
       RETURNING admin_id`,
      [id, sealBytes(this.sealingKey, id, secret)],
    );
    if (!Array.isArray(written) || written.length === 0) throw new Problem(problems.totpEnrolled);
    return totpEnrolment(secret, this.config.totpIssuer, email);
  }

  /**
   * Takes the first code of the authenticator.
   *
   * @param manager that of the transaction which ends the tokens given out without a second factor
   * @returns the recovery codes, which are not kept in clear; undefined when the code is wrong.
   * @throws Problem TOTP_NOT_ENROLLED before `begin`, TOTP_ENROLLED when it was confirmed before.
   */
  async confirm(adminId: string, code: string, manager: EntityManager): Promise<string[] | undefined> {
    const row = await manager.findOne(AdminTotpEntity, { where: { adminId }, lock: { mode: 'pessimistic_write' } });
    if (row === null) throw new Problem(problems.totpNotEnrolled);
    if (row.confirmedAt !== null) throw new Problem(problems.totpEnrolled);
    const step = this.stepOf(row, bare(code));
    if (step === undefined) return undefined;
    await manager.update(AdminTotpEntity, { adminId }, { confirmedAt: () => 'now()', lastStep: step });
    const codes = Array.from({ length: RECOVERY_CODES }, () => readableSecret(2, 5));
    await manager.insert(
      AdminRecoveryCodeEntity,
      codes.map((recoveryCode) => ({ adminId, codeHash: this.hashOf(adminId, recoveryCode) })),
    );
    return codes;
  }

  /**
   * Takes a code of the authenticator, or a recovery code; either is good once, however many requests bring it.
   *
   * @returns which of the two it was; undefined for a code that is wrong, old or used.
   */
  async take(adminId: string, code: string, manager: EntityManager = this.manager): Promise<SecondFactor | undefined> {
    const typed = bare(code);
    if (!TOTP_CODE.test(typed)) {
      const { affected } = await manager.delete(AdminRecoveryCodeEntity, {
        adminId,
        codeHash: this.hashOf(adminId, typed),
      });
      return affected === 1 ? 'RECOVERY_CODE' : undefined;
    }
    const row = await manager.findOneBy(AdminTotpEntity, { adminId, confirmedAt: Not(IsNull()) });
    const step = row === null ? undefined : this.stepOf(row, typed);
    if (step === undefined) return undefined;
    // One statement decides who uses the step; nobody uses it, or one before it, again.
    const { affected } = await manager.update(
      AdminTotpEntity,
      { adminId, lastStep: LessThan(step) },
      { lastStep: step },
    );
    return affected === 1 ? 'TOTP' : undefined;
  }

  /** Forgets secret and recovery codes; false when there were none. */
  async remove(adminId: string, manager: EntityManager): Promise<boolean> {
    const { affected } = await manager.delete(AdminTotpEntity, { adminId });
    return affected === 1;
  }

  private stepOf({ adminId, sealedSecret }: AdminTotpEntity, code: string): number | undefined {
    const secret = openBytes(this.sealingKey, adminId, sealedSecret);
    if (secret === undefined) this.logger.error({ adminId }, 'the secret of an authenticator does not open');
    return secret === undefined ? undefined : totpStep(secret, code);
  }

  private hashOf(adminId: string, code: string): Buffer {
    return keyedHash(this.auth.identifierPepper, 'admin-recovery-code', `${adminId}|${bare(code)}`);
  }
}

const bare = (code: string): string => code.replace(/[\s-]/g, '').toLowerCase();
