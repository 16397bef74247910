import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';

const ROLE_METADATA = 'access:role';

@Injectable()
class RequiredRoleGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const role = this.reflector.getAllAndOverride<string>(ROLE_METADATA, [context.getHandler(), context.getClass()]);
    const { user } = context.switchToHttp().getRequest<FastifyRequest>();
    if (user?.audience !== 'admin' && user?.audience !== 'service') {
      throw new TypeError('@RequiredRole on a route that is neither for administrators nor for services');
    }
    const held = user.audience === 'admin' ? user.roles : user.scopes;
    if (!held.includes(role)) throw new Problem(problems.forbidden);
    return true;
  }
}

/**
 * The role an administrator, or the scope a service, must hold to call a route; stands beside an `@Access` of theirs.
 */
export const RequiredRole = (role: string): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ROLE_METADATA, role), UseGuards(RequiredRoleGuard));
