import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import jsonwebtoken from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { atMost } from '../growing-cache.js';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';
import { ACCESS_METADATA, type Audience } from './access.decorator.js';
import { type AuthConfig, authConfig } from './auth.config.js';
import type { AdminRestriction, Principal } from './principal.js';
import { checkRestriction, RESTRICTIONS_METADATA } from './restricted-session.js';
import { SessionRegistry } from './session-registry.js';
import { AdminTokenRegistry, ServiceTokenRegistry } from './token-registries.js';

const REMEMBERED_TOKENS = 10_000;

type TokenAudience = Principal['audience'];

class AudienceGuard {
  private readonly passport: CanActivate;
  /** Principals of verified tokens by the token itself: a signature is checked once, its expiry every time. */
  private readonly verified = new LRUCache<string, Principal>(atMost(REMEMBERED_TOKENS));

  constructor(
    private readonly audience: TokenAudience,
    /** Whether what the token was given for has not been ended since. */
    private readonly stands: (principal: Principal) => Promise<boolean>,
  ) {
    this.passport = new (AuthGuard(audience))();
  }

  async admit(context: ExecutionContext, request: FastifyRequest): Promise<Principal> {
    const token = bearerToken(request);
    if (token === undefined) throw new Problem(problems.unauthenticated);
    let principal = this.verified.get(token);
    if (principal === undefined) {
      await Promise.resolve(this.passport.canActivate(context)).catch((cause: unknown) => {
        throw new Problem(problems.unauthenticated, { cause });
      });
      principal = request.user;
      if (principal?.audience !== this.audience) throw new Problem(problems.unauthenticated);
      this.verified.set(token, principal);
    }
    if (principal.expiresAt * 1_000 <= Date.now()) throw new Problem(problems.unauthenticated);
    if (!(await this.stands(principal))) throw new Problem(problems.unauthenticated);
    request.user = principal;
    return principal;
  }
}

/** Admits a request by the audience its route declares: channel key first, then the token of that audience. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly guards: Readonly<Record<TokenAudience, AudienceGuard>>;

  constructor(
    private readonly reflector: Reflector,
    @Inject(authConfig.token) private readonly config: AuthConfig,
    sessions: SessionRegistry,
    admins: AdminTokenRegistry,
    services: ServiceTokenRegistry,
  ) {
    const stands = (principal: Principal): Promise<boolean> => {
      switch (principal.audience) {
        case 'customer':
          return sessions.isActive(principal.sessionId);
        case 'admin':
          return admins.isCurrent(principal.adminId, principal.tokenGeneration);
        case 'service':
          return services.isCurrent(principal.clientId, principal.tokenGeneration);
      }
    };
    this.guards = {
      customer: new AudienceGuard('customer', stands),
      admin: new AudienceGuard('admin', stands),
      service: new AudienceGuard('service', stands),
    };
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const audience = this.reflector.getAllAndOverride<Audience | undefined>(ACCESS_METADATA, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (audience === undefined) throw new TypeError(`${context.getClass().name} has a route without @Access`);
    if (audience === 'none') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // Header names arrive in lower case.
    const { apikey } = request.headers;
    if (typeof apikey !== 'string' || !this.config.channelKeys.accepts(apikey)) {
      throw new Problem(problems.channelKeyRefused);
    }
    if (audience === 'channel') return true;
    if (audience === 'channel-or-customer') {
      // A token that was sent and refused is told, not passed over: the app would show a stranger's page.
      if (request.headers.authorization !== undefined) await this.guards.customer.admit(context, request);
      return true;
    }
    const needed = audience === 'admin-or-service' ? claimedOf(request) : audience;
    const principal = await this.guards[needed].admit(context, request);
    if (principal.audience === 'admin') {
      const admitted = this.reflector.get<readonly AdminRestriction[] | undefined>(
        RESTRICTIONS_METADATA,
        context.getHandler(),
      );
      checkRestriction(principal.restriction, admitted);
    }
    return true;
  }
}

/** Which of the two a token says it is of; its signature is checked by that audience's own guard. */
function claimedOf(request: FastifyRequest): 'admin' | 'service' {
  const claims = jsonwebtoken.decode(bearerToken(request) ?? '', { json: true });
  return claims?.aud === 'service' ? 'service' : 'admin';
}

function bearerToken(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  return authorization !== undefined && /^bearer /i.test(authorization) ? authorization.slice(7) : undefined;
}
