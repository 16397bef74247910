import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestLog } from '../logging/request-log.js';
import { runInRequestScope } from './request-scope.js';

const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** The caller's `x-request-id` when it is one that can stand in a log, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** Gives a request's answer its `x-request-id`, and the log its line. */
export function announceRequest(
  log: RequestLog,
  request: FastifyRequest,
  reply: FastifyReply,
  route: string | undefined,
): void {
  void reply.header('x-request-id', request.id);
  log.watch(request, reply, route);
}

/** Gives every request its id, its line in the log, and the scope with its deadline. */
export function installRequestHooks(fastify: FastifyInstance, budgetMs: number, log: RequestLog): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    announceRequest(log, request, reply, request.is404 ? undefined : request.routeOptions.url);
    runInRequestScope({ requestId: request.id, deadlineAt: performance.now() + budgetMs }, done);
  });
}
