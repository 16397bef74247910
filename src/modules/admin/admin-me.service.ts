import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { LoginThrottle } from '../../common/auth/login-throttle.js';
import type { AdminPrincipal } from '../../common/auth/principal.js';
import { hashSecret, verifySecret } from '../../common/auth/secret-hash.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { MyAdminDto } from './admin-me.dto.js';
import { requireGoodAdminPassword } from './admin-passwords.js';
import { type AdminToken, AdminTokens } from './admin-tokens.js';
import { AdminTotp } from './admin-totp.service.js';
import { AdminUserEntity } from './admin-user.entity.js';
import { type AdminConfig, adminConfig } from './admin.config.js';
import { AuditLog } from './audit-log.service.js';
import type { TotpEnrolment } from './totp.js';

export interface ConfirmedTotp {
  readonly recoveryCodes: readonly string[];
  readonly token: AdminToken;
}

/**
 * What administrators do with their own account. Another password or second factor ends all their tokens; the session
 * that asked gets a new one in the answer.
 */
@Injectable()
export class AdminMe {
  constructor(
    private readonly dataSource: DataSource,
    private readonly throttle: LoginThrottle,
    private readonly totp: AdminTotp,
    private readonly tokens: AdminTokens,
    private readonly audit: AuditLog,
    @Inject(adminConfig.token) private readonly config: AdminConfig,
  ) {}

  async read({ adminId, restriction }: AdminPrincipal): Promise<MyAdminDto> {
    const { email, name, roles } = await this.find(adminId);
    return {
      id: adminId,
      email,
      name,
      roles,
      restriction: restriction ?? null,
      totp: {
        enrolled: await this.totp.isEnrolled(adminId),
        required: this.config.totpRequired,
        recovery_codes_left: await this.totp.recoveryCodesLeft(adminId),
      },
    };
  }

  async rename(admin: AdminPrincipal, name: string): Promise<MyAdminDto> {
    await this.dataSource.transaction(async (manager) => {
      await manager.update(AdminUserEntity, { id: admin.adminId }, { name });
      await this.append(manager, admin.adminId, 'renamed');
    });
    return this.read(admin);
  }

  /** @throws Problem CURRENT_PASSWORD_WRONG, PASSWORD_REFUSED, ACCOUNT_LOCKED after five wrong proofs. */
  async changePassword(adminId: string, current: string, next: string): Promise<AdminToken> {
    const { email, passwordHash } = await this.prove(adminId, current);
    requireGoodAdminPassword(next, current, email);
    const changed = { passwordHash: await hashSecret(next), temporaryPasswordUntil: null };
    return this.dataSource.transaction(async (manager) => {
      // Of two changes that gave the same current password one finds another.
      const { affected } = await manager.update(AdminUserEntity, { id: adminId, passwordHash }, changed);
      if (affected !== 1) throw new Problem(problems.currentPasswordWrong);
      await this.append(manager, adminId, 'password-changed');
      return this.renewTokens(manager, adminId);
    });
  }

  /** @throws Problem CURRENT_PASSWORD_WRONG, TOTP_ENROLLED, ACCOUNT_LOCKED after five wrong proofs. */
  async beginTotp(adminId: string, password: string): Promise<TotpEnrolment> {
    return this.totp.begin(await this.prove(adminId, password));
  }

  /** @throws Problem TOTP_INVALID, TOTP_NOT_ENROLLED, TOTP_ENROLLED, ACCOUNT_LOCKED after five wrong proofs. */
  async confirmTotp(adminId: string, code: string): Promise<ConfirmedTotp> {
    const subject = subjectOf(adminId);
    await this.throttle.check(subject);
    const confirmed = await this.dataSource.transaction(async (manager) => {
      const recoveryCodes = await this.totp.confirm(adminId, code, manager);
      if (recoveryCodes === undefined) return undefined;
      await this.throttle.check(subject);
      await this.append(manager, adminId, 'totp-enrolled');
      return { recoveryCodes, token: await this.renewTokens(manager, adminId) };
    });
    if (confirmed !== undefined) return confirmed;
    await this.throttle.failed(subject);
    throw new Problem(problems.totpInvalid);
  }

  /** @throws Problem CURRENT_PASSWORD_WRONG, TOTP_INVALID, TOTP_NOT_ENROLLED, ACCOUNT_LOCKED after five wrong proofs. */
  async removeTotp(adminId: string, password: string, code: string): Promise<AdminToken> {
    const subject = subjectOf(adminId);
    await this.prove(adminId, password);
    if (!(await this.totp.isEnrolled(adminId))) throw new Problem(problems.totpNotEnrolled);
    const token = await this.dataSource.transaction(async (manager) => {
      if ((await this.totp.take(adminId, code, manager)) === undefined) return undefined;
      await this.throttle.check(subject);
      await this.totp.remove(adminId, manager);
      await this.append(manager, adminId, 'totp-removed');
      return this.renewTokens(manager, adminId);
    });
    if (token !== undefined) return token;
    await this.throttle.failed(subject);
    throw new Problem(problems.totpInvalid);
  }

  /** By account, not by address: whoever holds a token can come from anywhere. */
  private async prove(adminId: string, password: string): Promise<AdminUserEntity> {
    const subject = subjectOf(adminId);
    await this.throttle.check(subject);
    const admin = await this.find(adminId);
    if (!(await verifySecret(admin.passwordHash, password))) {
      await this.throttle.failed(subject);
      throw new Problem(problems.currentPasswordWrong);
    }
    // Of attempts made at once, one that is right only after the others have reached the limit is refused like them.
    await this.throttle.check(subject);
    return admin;
  }

  private async renewTokens(manager: EntityManager, adminId: string): Promise<AdminToken> {
    await manager.update(AdminUserEntity, { id: adminId }, { tokenGeneration: () => 'gen_random_uuid()' });
    const admin = await manager.findOneByOrFail(AdminUserEntity, { id: adminId });
    // Disabled or removed since the request came in.
    if (admin.disabledAt !== null) throw new Problem(problems.unauthenticated);
    return this.tokens.issue(admin, manager);
  }

  private async find(adminId: string): Promise<AdminUserEntity> {
    const admin = await this.dataSource.manager.findOneBy(AdminUserEntity, { id: adminId, removedAt: IsNull() });
    if (admin === null) throw new Problem(problems.unauthenticated);
    return admin;
  }

  private append(manager: EntityManager, adminId: string, act: string): Promise<void> {
    const entry = { adminId, action: `admin.${act}`, subjectKind: 'admin', subjectId: adminId };
    return this.audit.append({ ...entry, before: null, after: null }, manager);
  }
}

const subjectOf = (adminId: string): string => `admin-proof|${adminId}`;
