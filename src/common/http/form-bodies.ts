import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes `application/x-www-form-urlencoded` besides JSON; set by `@RouteConfig`. */
    acceptsForm?: boolean;
  }
}

const BODY_LIMIT_BYTES = 8 * 1024;

/** Reads forms for the routes that say they take them; any other route answers one with 415. A name given twice is a list. */
export function installFormBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    (request, body, done) => {
      if (request.routeOptions.config.acceptsForm !== true) {
        done(new Problem(problems.unsupportedMediaType));
        return;
      }
      const form = new URLSearchParams(body.toString());
      const names = [...new Set(form.keys())];
      done(null, Object.fromEntries(names.map((name) => [name, single(form.getAll(name))])));
    },
  );
}

const single = (values: string[]): string | string[] | undefined => (values.length === 1 ? values[0] : values);
