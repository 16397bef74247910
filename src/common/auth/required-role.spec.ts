import 'reflect-metadata';
import type { CanActivate, ExecutionContext, Type } from '@nestjs/common';
import { GUARDS_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { describe, expect, it } from '@jest/globals';
import { Problem } from '../problem/problem.js';
import type { Principal } from './principal.js';
import { RequiredRole } from './required-role.js';

class PanelController {
  @RequiredRole('editor')
  edit(): void {}
}

function admits(user: Principal | undefined): unknown {
  const handler = PanelController.prototype.edit;
  const [Guard] = Reflect.getMetadata(GUARDS_METADATA, handler) as Type<CanActivate>[];
  const guard = new Guard!(new Reflector());
  const context: ExecutionContext = new ExecutionContextHost([{ user }], PanelController, handler);
  return guard.canActivate(context);
}

const admin = (...roles: string[]): Principal => ({
  audience: 'admin',
  adminId: '1',
  roles,
  tokenGeneration: '1',
  expiresAt: 0,
});

describe('RequiredRole', () => {
  it('admits who holds the role', () => {
    expect(admits(admin('reader', 'editor'))).toBe(true);
  });

  it.each([[[]], [['reader']], [['EDITOR']]])('refuses who holds %j', (roles) => {
    expect(() => admits(admin(...roles))).toThrow(Problem);
    expect(() => admits(admin(...roles))).toThrow('FORBIDDEN');
  });

  it('asks a service for a scope of that name', () => {
    const service = (...scopes: string[]): Principal => ({
      audience: 'service',
      clientId: 'x',
      scopes,
      tokenGeneration: '1',
      expiresAt: 0,
    });
    expect(admits(service('editor'))).toBe(true);
    expect(() => admits(service('reader'))).toThrow('FORBIDDEN');
  });

  it('is a mistake on a route that is for neither', () => {
    const customer: Principal = { audience: 'customer', customerId: '1', sessionId: '1', expiresAt: 0 };
    expect(() => admits(customer)).toThrow(TypeError);
    expect(() => admits(undefined)).toThrow(TypeError);
  });
});
