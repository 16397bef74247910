import 'reflect-metadata';
import { generateKeyPairSync } from 'node:crypto';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { PassportStrategy } from '@nestjs/passport';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Strategy } from 'passport-jwt';
import { Access } from './access.decorator.js';
import { AccessGuard } from './access.guard.js';
import { type AuthConfig, authConfig } from './auth.config.js';
import { jwtStrategyOptions, signAccessToken, type TokenSettings } from './jwt-verification.js';
import type { Principal } from './principal.js';
import { AdmitsRestricted } from './restricted-session.js';
import { SessionRegistry } from './session-registry.js';
import { AdminTokenRegistry, ServiceTokenRegistry } from './token-registries.js';

const pem = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

class Routes {
  @Access('service')
  service(): void {}

  @Access('admin-or-service')
  operator(): void {}

  @Access('admin')
  admin(): void {}

  @Access('admin')
  @AdmitsRestricted('CHANGE_PASSWORD')
  password(): void {}

  @Access('customer')
  customer(): void {}

  undeclared(): void {}
}

const ENDED = 'ended';

class OpenSessions extends SessionRegistry {
  async isActive(): Promise<boolean> {
    return true;
  }
}

class OpenAdmins extends AdminTokenRegistry {
  async isCurrent(_: string, tokenGeneration: string): Promise<boolean> {
    return tokenGeneration !== ENDED;
  }
}

class OpenServices extends ServiceTokenRegistry {
  async isCurrent(_: string, tokenGeneration: string): Promise<boolean> {
    return tokenGeneration !== ENDED;
  }
}

/** Registers a strategy that lets every verified token of the audience pass. */
function accept(audience: Principal['audience'], settings: TokenSettings): void {
  class Accepting extends PassportStrategy(Strategy, audience) {
    constructor() {
      super(jwtStrategyOptions(settings));
    }

    validate({ exp, gen, restriction }: { exp: number; gen?: string; restriction?: string }): object {
      return { audience, expiresAt: exp, tokenGeneration: gen, restriction };
    }
  }
  new Accepting();
}

let config: AuthConfig;
let guard: AccessGuard;
beforeAll(() => {
  const parsed = authConfig.parse({ CUSTOMER_TOKEN_PRIVATE_KEY: pem(), ADMIN_TOKEN_PRIVATE_KEY: pem() });
  if ('faults' in parsed) throw new Error(parsed.faults.join());
  config = parsed.value;
  accept('customer', config.customerTokens);
  accept('admin', config.adminTokens);
  accept('service', config.serviceTokens);
  guard = new AccessGuard(new Reflector(), config, new OpenSessions(), new OpenAdmins(), new OpenServices());
});

const tokenOf = (audience: Principal['audience'], claims: Readonly<Record<string, string>> = {}): string =>
  signAccessToken(config[`${audience}Tokens`], 'somebody', claims);

async function admitted(route: keyof Routes, token?: string, apikey = 'dev-mobile-key'): Promise<string | undefined> {
  const request: { headers: object; user?: Principal } = {
    headers: { apikey, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  };
  const context: ExecutionContext = new ExecutionContextHost([request, {}], Routes, Routes.prototype[route]);
  await guard.canActivate(context);
  return request.user?.audience;
}

describe('the access guard', () => {
  it.each([
    ['service', 'service'],
    ['operator', 'service'],
    ['operator', 'admin'],
    ['admin', 'admin'],
    ['customer', 'customer'],
  ] as const)('lets the route for %s be called with a token of the audience %s', async (route, audience) => {
    expect(await admitted(route, tokenOf(audience))).toBe(audience);
    // And once more, when the token is remembered.
    expect(await admitted(route, tokenOf(audience))).toBe(audience);
  });

  it.each([
    ['service', 'admin'],
    // Signed by the same key.
    ['service', 'customer'],
    ['customer', 'service'],
    ['operator', 'customer'],
    ['admin', 'service'],
    ['admin', 'customer'],
  ] as const)('refuses the route for %s to a token of the audience %s', async (route, audience) => {
    await expect(admitted(route, tokenOf(audience))).rejects.toMatchObject({ kind: { code: 'UNAUTHENTICATED' } });
  });

  it('refuses a token that calls itself one of a service and is signed by another key', async () => {
    const forged = signAccessToken({ ...config.adminTokens, audience: 'service' }, 'somebody', {});
    for (const route of ['service', 'operator'] as const) {
      await expect(admitted(route, forged)).rejects.toMatchObject({ kind: { code: 'UNAUTHENTICATED' } });
    }
  });

  it.each([
    ['admin', 'admin'],
    ['operator', 'admin'],
    ['service', 'service'],
    ['operator', 'service'],
  ] as const)('refuses the route for %s to a token of the audience %s that was ended', async (route, audience) => {
    await expect(admitted(route, tokenOf(audience, { gen: ENDED }))).rejects.toMatchObject({
      kind: { code: 'UNAUTHENTICATED' },
    });
  });

  it('lets a restricted session call only what admits its restriction', async () => {
    const password = tokenOf('admin', { restriction: 'CHANGE_PASSWORD' });
    const enrolment = tokenOf('admin', { restriction: 'ENROL_TOTP' });
    expect(await admitted('password', password)).toBe('admin');
    expect(await admitted('password', tokenOf('admin'))).toBe('admin');
    for (const route of ['admin', 'operator'] as const) {
      await expect(admitted(route, password)).rejects.toMatchObject({ kind: { code: 'PASSWORD_CHANGE_REQUIRED' } });
    }
    for (const route of ['admin', 'operator', 'password'] as const) {
      await expect(admitted(route, enrolment)).rejects.toMatchObject({ kind: { code: 'TOTP_ENROLMENT_REQUIRED' } });
    }
  });

  it('refuses who has no token, a broken one, or no channel key', async () => {
    await expect(admitted('operator')).rejects.toMatchObject({ kind: { code: 'UNAUTHENTICATED' } });
    await expect(admitted('operator', 'x.y.z')).rejects.toMatchObject({ kind: { code: 'UNAUTHENTICATED' } });
    await expect(admitted('operator', tokenOf('admin'), 'other')).rejects.toMatchObject({
      kind: { code: 'CHANNEL_KEY_REFUSED' },
    });
  });

  it('refuses to serve a route that does not say whom it is for', async () => {
    await expect(admitted('undeclared')).rejects.toThrow(TypeError);
  });
});
