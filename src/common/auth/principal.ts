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

/** The administrator that a token stands for. */
export interface AdminPrincipal {
  readonly audience: 'admin';
  readonly adminId: string;
  readonly roles: readonly string[];
  readonly expiresAt: number;
}

/** The program of a partner or of the provider that a token stands for. */
export interface ServicePrincipal {
  readonly audience: 'service';
  readonly clientId: string;
  readonly scopes: readonly string[];
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
