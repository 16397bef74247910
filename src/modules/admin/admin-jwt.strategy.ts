import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
import { z } from 'zod';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { jwtStrategyOptions } from '../../common/auth/jwt-verification.js';
import type { AdminPrincipal } from '../../common/auth/principal.js';

const claimsSchema = z.object({
  sub: z.uuid(),
  roles: z.array(z.string()),
  gen: z.uuid(),
  restriction: z.enum(['CHANGE_PASSWORD', 'ENROL_TOTP']).optional(),
  exp: z.int().positive(),
});

/** Tokens of administrators: their own key and audience, so that no customer's token opens their routes. */
@Injectable()
export class AdminJwtStrategy extends PassportStrategy(Strategy, 'admin') {
  constructor(@Inject(authConfig.token) config: AuthConfig) {
    super(jwtStrategyOptions(config.adminTokens));
  }

  override validate(payload: unknown): AdminPrincipal {
    const { sub, roles, gen, restriction, exp } = claimsSchema.parse(payload);
    return {
      audience: 'admin',
      adminId: sub,
      roles,
      tokenGeneration: gen,
      ...(restriction === undefined ? {} : { restriction }),
      expiresAt: exp,
    };
  }
}
