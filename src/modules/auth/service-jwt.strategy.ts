import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
import { z } from 'zod';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { jwtStrategyOptions } from '../../common/auth/jwt-verification.js';
import type { ServicePrincipal } from '../../common/auth/principal.js';

const claims = z.object({ sub: z.string().min(1), scope: z.string(), gen: z.uuid(), exp: z.number() });

/** Tokens of services: their audience keeps them from the routes of customers, whose key signs both. */
@Injectable()
export class ServiceJwtStrategy extends PassportStrategy(Strategy, 'service') {
  constructor(@Inject(authConfig.token) config: AuthConfig) {
    super(jwtStrategyOptions(config.serviceTokens));
  }

  override validate(payload: unknown): ServicePrincipal {
    const { sub, scope, gen, exp } = claims.parse(payload);
    return {
      audience: 'service',
      clientId: sub,
      scopes: scope.split(' ').filter((word) => word !== ''),
      tokenGeneration: gen,
      expiresAt: exp,
    };
  }
}
