import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
import { z } from 'zod';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { jwtStrategyOptions } from '../../common/auth/jwt-verification.js';
import type { CustomerPrincipal } from '../../common/auth/principal.js';

const claims = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.number(), ck: z.string().optional() });

@Injectable()
export class CustomerJwtStrategy extends PassportStrategy(Strategy, 'customer') {
  constructor(@Inject(authConfig.token) config: AuthConfig) {
    super(jwtStrategyOptions(config.customerTokens));
  }

  validate(payload: unknown): CustomerPrincipal | false {
    const parsed = claims.safeParse(payload);
    if (!parsed.success) return false;
    const { sub, sid, exp, ck } = parsed.data;
    return {
      audience: 'customer',
      customerId: sub,
      sessionId: sid,
      expiresAt: exp,
      ...(ck === undefined ? {} : { credentialKey: ck }),
    };
  }
}
