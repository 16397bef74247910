import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PinoLogger } from 'nestjs-pino';

/**
 * Logs a request once its connection is done with it, answered or not.
 * @param route the path as the route declares it, without the caller's values; undefined when no route takes the request
 */
export function logRequest(
  logger: PinoLogger,
  request: FastifyRequest,
  reply: FastifyReply,
  route: string | undefined,
): void {
  const startedAt = performance.now();
  const { raw } = reply;
  // `close` and not `finish`: it also comes when the caller leaves before the answer.
  raw.once('close', () => {
    const line = {
      request_id: request.id,
      method: request.method,
      path: route ?? null,
      status: raw.headersSent ? raw.statusCode : null,
      milliseconds: Math.round(performance.now() - startedAt),
    };
    if (!raw.writableFinished) logger.info(line, 'request aborted');
    else if (raw.statusCode >= 500) logger.error(line, 'request failed');
    else logger.info(line, 'request completed');
  });
}
