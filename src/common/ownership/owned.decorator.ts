import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiProblems } from '../problem/api-problems.decorator.js';

/** The kinds of things that belong to a customer and are named by an id in a request. */
export type OwnedKind = 'contract' | 'customer-bill' | 'service-order' | 'tax-note' | 'email' | 'phone';

/** Something of the caller's, as the ownership ledger knows it. */
export interface OwnedResource {
  readonly kind: OwnedKind;
  readonly id: string;
  /** The contract it belongs to, when it belongs to one. */
  readonly contractId: string | undefined;
}

export interface OwnedSource {
  readonly kind: OwnedKind;
  readonly in: 'path' | 'query' | 'body';
  readonly name: string;
  /** The id may be left out; a given one must still be the caller's. */
  readonly optional?: boolean;
  /** Several ids: a list in a body, and in a query also one text with commas between them. None is handed to the handler. */
  readonly many?: boolean;
}

export const OWNED_METADATA = 'ownership:sources';

/**
 * Declares the ids of a route and where they stand. Before the handler runs each is checked against what the caller
 * owns; a foreign or unknown id is 404 and nothing upstream is asked.
 */
export const Owns = (...sources: OwnedSource[]): MethodDecorator =>
  applyDecorators(SetMetadata(OWNED_METADATA, sources), ApiProblems(404));

declare module 'fastify' {
  interface FastifyRequest {
    owned?: Partial<Record<OwnedKind, OwnedResource>>;
  }
}

const ownedOf = (kind: OwnedKind, context: ExecutionContext): OwnedResource | undefined =>
  context.switchToHttp().getRequest<FastifyRequest>().owned?.[kind];

/** The checked resource of a kind that the route requires. */
export const Owned = createParamDecorator((kind: OwnedKind, context: ExecutionContext): OwnedResource => {
  const owned = ownedOf(kind, context);
  if (owned === undefined) throw new TypeError(`the route does not declare @Owns for a ${kind}`);
  return owned;
});
