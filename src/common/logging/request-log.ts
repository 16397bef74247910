import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DestinationStream, type Logger, pino } from 'pino';
import { scrubPersonalData } from '../brazil/personal-data-patterns.js';

/**
 * Writes the line that every request gets. Each request pays for it, so it goes through a logger that looks for no
 * secrets: of what a caller sends only the request's id is in the line, and that is looked at here.
 */
export class RequestLog {
  private readonly logger: Logger;

  constructor(level: string, destination: DestinationStream) {
    this.logger = pino({ level }, destination);
  }

  /**
   * Logs a request once its connection is done with it, answered or not.
   * @param route the path as the route declares it, without the caller's values; undefined when no route takes the request
   */
  watch(request: FastifyRequest, reply: FastifyReply, route: string | undefined): void {
    const startedAt = performance.now();
    const { raw } = reply;
    // `close` and not `finish`: it also comes when the caller leaves before the answer.
    raw.once('close', () => {
      const line = {
        // One of ours is random.
        request_id: request.headers['x-request-id'] === request.id ? scrubPersonalData(request.id) : request.id,
        method: request.method,
        path: route ?? null,
        status: raw.headersSent ? raw.statusCode : null,
        milliseconds: Math.round(performance.now() - startedAt),
      };
      if (!raw.writableFinished) this.logger.info(line, 'request aborted');
      else if (raw.statusCode >= 500) this.logger.error(line, 'request failed');
      else this.logger.info(line, 'request completed');
    });
  }
}
