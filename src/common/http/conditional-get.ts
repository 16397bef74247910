import { createHash } from 'node:crypto';
import { applyDecorators, Header, HttpStatus } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route's answers carry an `ETag`, made of the body or said in its member `etag`; set by `@ConditionalGet`. */
    conditionalGet?: 'of-body' | 'in-body';
  }
}

export interface ConditionalGetOptions {
  /** Seconds an app may use its copy without asking; 0 asks every time. */
  readonly maxAgeSeconds: number;
  /** The answer says its own weak tag in its member `etag`. */
  readonly tagInBody?: boolean;
}

/** A GET whose answer carries a weak `ETag`, and which answers 304 to whoever has that answer already (RFC 9110 §13). */
export const ConditionalGet = ({ maxAgeSeconds, tagInBody = false }: ConditionalGetOptions): MethodDecorator =>
  applyDecorators(
    RouteConfig({ conditionalGet: tagInBody ? 'in-body' : 'of-body' }),
    Header('cache-control', maxAgeSeconds === 0 ? 'private, no-cache' : `private, max-age=${maxAgeSeconds}`),
    ApiHeader({ name: 'if-none-match', required: false, description: '`ETag` of the answer the app has' }),
    ApiResponse({ status: HttpStatus.NOT_MODIFIED, description: 'The app’s answer still holds' }),
  );

/** Weak: it stands for what the answer says, not for the bytes a proxy may compress. */
export const weakETag = (body: string): string => `W/"${createHash('sha256').update(body).digest('base64url')}"`;

/** Whether an `If-None-Match` names this tag, by weak comparison (RFC 9110 §8.8.3.2). */
export function matchesETag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = (candidate: string): string => candidate.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((candidate) => opaque(candidate) === opaque(tag));
}

/** Tags the answers of routes with `@ConditionalGet`, and empties those that the caller has. */
export function installConditionalGet(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    if (request.routeOptions.config.conditionalGet === 'in-body' && reply.statusCode === 200) {
      const tag = tagIn(payload);
      if (tag !== undefined) void reply.header('etag', tag);
    }
    done(null, payload);
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (
      request.routeOptions.config.conditionalGet === undefined ||
      reply.statusCode !== 200 ||
      typeof payload !== 'string'
    ) {
      done(null, payload);
      return;
    }
    const said = reply.getHeader('etag');
    const tag = typeof said === 'string' ? said : weakETag(payload);
    void reply.header('etag', tag);
    if (!matchesETag(request.headers['if-none-match'], tag)) {
      done(null, payload);
      return;
    }
    void reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, null);
  });
}

const tagIn = (payload: unknown): string | undefined =>
  typeof payload === 'object' && payload !== null && 'etag' in payload && typeof payload.etag === 'string'
    ? payload.etag
    : undefined;
