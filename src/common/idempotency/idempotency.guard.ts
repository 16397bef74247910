import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';
import { StoredAnswerReplay } from '../problem/stored-answer-replay.js';
import { fingerprintOf, IdempotencyRecords } from './idempotency-records.js';
import { IDEMPOTENCY_HEADER, IDEMPOTENT_METADATA } from './idempotent.decorator.js';

const KEY = /^[\x21-\x7e]{1,255}$/;

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that this request holds until its answer is stored. */
    idempotency?: { readonly scope: string; readonly key: string; readonly holder: string };
  }
}

/** After the caller and what they own are known: decides whether the request is carried out or answered from before. */
@Injectable()
export class IdempotencyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly records: IdempotencyRecords,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.get<boolean | undefined>(IDEMPOTENT_METADATA, context.getHandler()) !== true) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers[IDEMPOTENCY_HEADER];
    if (key === undefined) return true;
    if (typeof key !== 'string' || !KEY.test(key)) {
      throw new Problem(problems.validation, {
        invalidFields: [{ field: 'Idempotency-Key', message: 'must be 1 to 255 printable characters without spaces' }],
      });
    }
    const scope = scopeOf(request);
    const claim = await this.records.claim(scope, key, fingerprintOf(request.method, request.url, request.body));
    switch (claim.kind) {
      case 'ours':
        request.idempotency = { scope, key, holder: claim.holder };
        return true;
      case 'answered':
        throw new StoredAnswerReplay(claim.answer);
      case 'in-flight':
        throw new Problem(problems.requestInFlight, { retryAfterSeconds: 1 });
      case 'other-request':
        throw new Problem(problems.idempotencyKeyReused);
    }
  }
}

function scopeOf({ user }: FastifyRequest): string {
  if (user === undefined) return 'channel';
  switch (user.audience) {
    case 'customer':
      return `customer:${user.customerId}`;
    case 'admin':
      return `admin:${user.adminId}`;
    case 'service':
      return `service:${user.clientId}`;
  }
}
