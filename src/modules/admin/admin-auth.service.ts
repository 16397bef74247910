import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { signAccessToken } from '../../common/auth/jwt-verification.js';
import { LoginThrottle } from '../../common/auth/login-throttle.js';
import { verifySecret } from '../../common/auth/secret-hash.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AdminUserEntity } from './admin-user.entity.js';
import { AuditLog } from './audit-log.service.js';

export interface AdminCredentials {
  readonly username: string;
  readonly password: string;
  /** Network address of the caller; with the user name it is what gets locked. */
  readonly address: string;
}

export interface AdminLogin {
  readonly adminId: string;
  readonly roles: readonly string[];
  readonly accessToken: string;
  readonly expiresInSeconds: number;
}

/** Log-in of administrators. */
@Injectable()
export class AdminAuthService {
  constructor(
    @InjectRepository(AdminUserEntity) private readonly admins: Repository<AdminUserEntity>,
    private readonly throttle: LoginThrottle,
    private readonly audit: AuditLog,
    @Inject(authConfig.token) private readonly config: AuthConfig,
  ) {}

  /**
   * Unknown user, wrong password and disabled user are told apart neither by the answer nor by its time.
   *
   * @throws Problem INVALID_CREDENTIALS, or ACCOUNT_LOCKED after five failures from one address.
   */
  async authenticate({ username, password, address }: AdminCredentials): Promise<AdminLogin> {
    const email = username.trim().toLowerCase();
    const subject = `admin|${address}|${email}`;
    await this.throttle.check(subject);
    const admin = await this.admins.findOneBy({ email });
    const right = await verifySecret(admin?.passwordHash, password);
    if (admin === null || !right || admin.disabledAt !== null) {
      await this.throttle.failed(subject);
      throw new Problem(problems.invalidCredentials, { detail: 'Usuário ou senha incorretos.' });
    }
    await this.throttle.succeeded(subject);
    await this.audit.append({
      adminId: admin.id,
      action: 'admin.authenticated',
      subjectKind: 'admin',
      subjectId: admin.id,
      before: null,
      after: null,
    });
    const settings = this.config.adminTokens;
    return {
      adminId: admin.id,
      roles: admin.roles,
      accessToken: signAccessToken(settings, admin.id, { roles: admin.roles }),
      expiresInSeconds: settings.lifetimeSeconds,
    };
  }
}
