import { Inject, Injectable } from '@nestjs/common';
import { EntityManager, IsNull, Not } from 'typeorm';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { signAccessToken } from '../../common/auth/jwt-verification.js';
import type { AdminRestriction } from '../../common/auth/principal.js';
import { AdminTokenRegistry } from '../../common/auth/token-registries.js';
import { type AdminConfig, adminConfig } from './admin.config.js';
import { AdminTotpEntity } from './admin-totp.entity.js';
import { AdminUserEntity } from './admin-user.entity.js';

export interface AdminToken {
  readonly adminId: string;
  readonly roles: readonly string[];
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  /** What its session must do before it may do anything else. */
  readonly restriction: AdminRestriction | undefined;
}

/**
 * Tokens of administrators. Every request asks whether its token still stands, by primary key and without a cache:
 * administrators are few, and whoever lost a role or a password must lose it on every instance at once.
 */
@Injectable()
export class AdminTokens extends AdminTokenRegistry {
  constructor(
    private readonly manager: EntityManager,
    @Inject(authConfig.token) private readonly auth: AuthConfig,
    @Inject(adminConfig.token) private readonly config: AdminConfig,
  ) {
    super();
  }

  async isCurrent(adminId: string, tokenGeneration: string): Promise<boolean> {
    // By hand: asked at every request, where building the statement would cost five times what it does.
    const rows: unknown = await this.manager.query(
      'SELECT FROM admin_user WHERE id = $1 AND token_generation = $2 AND disabled_at IS NULL',
      [adminId, tokenGeneration],
    );
    return Array.isArray(rows) && rows.length === 1;
  }

  /** A token for an account that is enabled, in its present generation. */
  async issue(admin: AdminUserEntity, manager: EntityManager = this.manager): Promise<AdminToken> {
    const settings = this.auth.adminTokens;
    const restriction = await this.restrictionOf(admin, manager);
    return {
      adminId: admin.id,
      roles: admin.roles,
      accessToken: signAccessToken(settings, admin.id, {
        roles: admin.roles,
        gen: admin.tokenGeneration,
        ...(restriction === undefined ? {} : { restriction }),
      }),
      expiresInSeconds: settings.lifetimeSeconds,
      restriction,
    };
  }

  private async restrictionOf(admin: AdminUserEntity, manager: EntityManager): Promise<AdminRestriction | undefined> {
    if (admin.temporaryPasswordUntil !== null) return 'CHANGE_PASSWORD';
    if (!this.config.totpRequired) return undefined;
    const enrolled = await manager.existsBy(AdminTotpEntity, { adminId: admin.id, confirmedAt: Not(IsNull()) });
    return enrolled ? undefined : 'ENROL_TOTP';
  }
}
