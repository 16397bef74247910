import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { verifySecret } from '../../common/auth/secret-hash.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AdminLoginLocks, type LoginAttempt } from './admin-login-locks.js';
import { type AdminToken, AdminTokens } from './admin-tokens.js';
import { AdminTotp, type SecondFactor } from './admin-totp.service.js';
import { AdminUserEntity } from './admin-user.entity.js';
import { AuditLog } from './audit-log.service.js';

export interface AdminCredentials {
  readonly username: string;
  readonly password: string;
  /** Code of the authenticator app, or a recovery code. */
  readonly totp: string | undefined;
  /** Network address of the caller; with the user name it is what gets locked. */
  readonly address: string;
}

/** Log-in of administrators. */
@Injectable()
export class AdminAuthService {
  constructor(
    @InjectRepository(AdminUserEntity) private readonly admins: Repository<AdminUserEntity>,
    private readonly locks: AdminLoginLocks,
    private readonly totp: AdminTotp,
    private readonly tokens: AdminTokens,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Unknown user, wrong password, disabled user and a temporary password that is too old are told apart neither by the
   * answer nor by its time. That a code is wanted is told only to who has the right password.
   *
   * @throws Problem INVALID_CREDENTIALS; TOTP_REQUIRED without a code where one is needed, which counts neither as a
   * failure nor as a success; TOTP_INVALID for a code that is wrong or was used; ACCOUNT_LOCKED.
   */
  async authenticate({ username, password, totp, address }: AdminCredentials): Promise<AdminToken> {
    const email = normalizedEmail(username);
    const admin = await this.admins.findOneBy({ email, removedAt: IsNull() });
    const attempt: LoginAttempt = { email, admin, address };
    await this.locks.check(attempt);
    const right = await verifySecret(admin?.passwordHash, password);
    if (admin === null || !right || !isOpen(admin)) {
      await this.locks.failed(attempt);
      throw new Problem(problems.invalidCredentials, { detail: 'Usuário ou senha incorretos.' });
    }
    const secondFactor = await this.secondFactor(admin, totp, attempt);
    await this.locks.succeeded({ ...attempt, admin });
    await this.admins.update({ id: admin.id }, { lastAuthenticatedAt: () => 'now()' });
    await this.audit.append({
      adminId: admin.id,
      action: 'admin.authenticated',
      subjectKind: 'admin',
      subjectId: admin.id,
      before: null,
      after: { second_factor: secondFactor },
    });
    return this.tokens.issue(admin);
  }

  private async secondFactor(
    admin: AdminUserEntity,
    code: string | undefined,
    attempt: LoginAttempt,
  ): Promise<SecondFactor | null> {
    if (!(await this.totp.isEnrolled(admin.id))) return null;
    if (code === undefined) throw new Problem(problems.totpRequired);
    const factor = await this.totp.take(admin.id, code);
    if (factor !== undefined) return factor;
    await this.locks.failed(attempt);
    throw new Problem(problems.totpInvalid);
  }
}

/** As addresses of administrators are stored and compared. */
export const normalizedEmail = (email: string): string => email.trim().toLowerCase();

const isOpen = ({ disabledAt, temporaryPasswordUntil }: AdminUserEntity): boolean =>
  disabledAt === null && (temporaryPasswordUntil === null || temporaryPasswordUntil > new Date());
