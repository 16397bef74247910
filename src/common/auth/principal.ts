import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The customer that a token stands for; the identity of every customer route comes from here and nowhere else. */
export interface CustomerPrincipal {
  readonly audience: 'customer';
  /** Id of the local account; never the document. */
  readonly customerId: string;
  readonly sessionId: string;
  /** Epoch seconds at which the access token ends. */
  readonly expiresAt: number;
  /** Wrapped key of the session's sealed credential; absent in a session that was opened without a password. */
  readonly credentialKey?: string;
}

/** What the session of an administrator must do before it may do anything else. */
export type AdminRestriction = 'CHANGE_PASSWORD' | 'ENROL_TOTP';

/** The administrator that a token stands for. */
export interface AdminPrincipal {
  readonly audience: 'admin';
  readonly adminId: string;
  readonly roles: readonly string[];
  /** What the account's must still be for the token to stand. */
  readonly tokenGeneration: string;
  readonly restriction?: AdminRestriction;
  readonly expiresAt: number;
}

/** The program of a partner or of the provider that a token stands for. */
export interface ServicePrincipal {
  readonly audience: 'service';
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** What the client's must still be for the token to stand. */
  readonly tokenGeneration: string;
  readonly expiresAt: number;
}

export type Principal = CustomerPrincipal | AdminPrincipal | ServicePrincipal;

declare module 'fastify' {
  interface FastifyRequest {
    user?: Principal;
  }
}

/** The caller of a customer route. */
export const CurrentCustomer = createParamDecorator((_: unknown, context: ExecutionContext): CustomerPrincipal => {
  const { user } = context.switchToHttp().getRequest<FastifyRequest>();
  if (user?.audience !== 'customer') throw new TypeError('CurrentCustomer on a route that is not for customers');
  return user;
});

/** The caller of a route whose token is optional; undefined without one. */
export const CurrentCustomerIfAny = createParamDecorator(
  (_: unknown, context: ExecutionContext): CustomerPrincipal | undefined => {
    const { user } = context.switchToHttp().getRequest<FastifyRequest>();
    return user?.audience === 'customer' ? user : undefined;
  },
);

/** The caller of an admin route. */
export const CurrentAdmin = createParamDecorator((_: unknown, context: ExecutionContext): AdminPrincipal => {
  const { user } = context.switchToHttp().getRequest<FastifyRequest>();
  if (user?.audience !== 'admin') throw new TypeError('CurrentAdmin on a route that is not for administrators');
  return user;
});

/** The caller of a route for administrators and services. */
export const CurrentOperator = createParamDecorator(
  (_: unknown, context: ExecutionContext): AdminPrincipal | ServicePrincipal => {
    const { user } = context.switchToHttp().getRequest<FastifyRequest>();
    if (user?.audience !== 'admin' && user?.audience !== 'service') {
      throw new TypeError('CurrentOperator on a route that is neither for administrators nor for services');
    }
    return user;
  },
);

/** The caller of a route for administrators and services. */
export const CurrentAdminOrService = createParamDecorator(
  (_: unknown, context: ExecutionContext): AdminPrincipal | ServicePrincipal => {
    const { user } = context.switchToHttp().getRequest<FastifyRequest>();
    if (user?.audience === 'admin' || user?.audience === 'service') return user;
    throw new TypeError('CurrentAdminOrService on a route that is for neither');
  },
);
