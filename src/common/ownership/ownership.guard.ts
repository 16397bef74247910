import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';
import { OWNED_METADATA, type OwnedKind, type OwnedSource } from './owned.decorator.js';
import { OwnershipLedger } from './ownership-ledger.js';

/** What an id of the provider looks like: digits, as many as a 64-bit number has. */
const PROVIDER_ID = /^[0-9]{1,19}$/;
const OUR_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The kinds whose ids are ours; all others are the provider's. */
const OUR_KINDS: ReadonlySet<OwnedKind> = new Set(['email', 'phone']);

/** More than any list in a request may name. */
const MOST_IDS = 50;

/** Resolves the ids that a route declares with `@Owns`, after the caller is known and before anything is asked. */
@Injectable()
export class OwnershipGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly ledger: OwnershipLedger,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const sources = this.reflector.get<readonly OwnedSource[] | undefined>(OWNED_METADATA, context.getHandler());
    if (sources === undefined) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { user } = request;
    if (user === undefined && sources.every(({ optional }) => optional === true)) {
      // A route whose token is optional: who is not known owns nothing, and may leave the ids out.
      if (sources.some((source) => idsIn(request, source) !== undefined)) throw new Problem(problems.unauthenticated);
      return true;
    }
    if (user?.audience !== 'customer') throw new TypeError('@Owns stands on customer routes only');
    const owned: NonNullable<FastifyRequest['owned']> = {};
    for (const source of sources) {
      const ids = idsIn(request, source);
      if (ids === undefined && source.optional) continue;
      if (
        ids === undefined ||
        ids.length > MOST_IDS ||
        !ids.every((id) => (OUR_KINDS.has(source.kind) ? OUR_ID : PROVIDER_ID).test(id))
      ) {
        // An id in the path that cannot exist is simply not found; a missing or odd field is the caller's mistake.
        if (source.in === 'path') throw new Problem(problems.notFound);
        throw new Problem(problems.validation, {
          invalidFields: [{ field: source.name, message: `${source.name} must be 1 to 19 digits` }],
        });
      }
      for (const id of ids) {
        const resource = await this.ledger.find(user.customerId, source.kind, id);
        if (resource === undefined) throw new Problem(problems.notFound);
        if (source.many !== true) owned[source.kind] = resource;
      }
    }
    request.owned = owned;
    return true;
  }
}

function idsIn(request: FastifyRequest, source: OwnedSource): readonly string[] | undefined {
  const container = source.in === 'path' ? request.params : source.in === 'query' ? request.query : request.body;
  if (typeof container !== 'object' || container === null) return undefined;
  const value: unknown = Reflect.get(container, source.name);
  if (value === undefined || value === null) return undefined;
  if (source.many === true) {
    const listed: unknown = typeof value === 'string' && source.in === 'query' ? value.split(',') : value;
    return Array.isArray(listed) ? listed.map((id: unknown) => (typeof id === 'string' ? id : '')) : [''];
  }
  // A list or an object was given all the same, and is no id: it must not pass for one left out.
  return [typeof value === 'string' ? value : ''];
}
