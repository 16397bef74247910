import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';

/** Marks a route, by `@RouteConfig`, that reads `multipart/form-data`. */
export const READS_MULTIPART = { readsMultipart: true };

const MOST_FILES = 5;
const LARGEST_FILE_BYTES = 5 * 1024 * 1024;

/** Lets marked routes read files; to all others multipart stays a format that is not spoken here. */
export async function installMultipart(fastify: FastifyInstance): Promise<void> {
  await fastify.register(multipart, {
    limits: {
      files: MOST_FILES,
      fileSize: LARGEST_FILE_BYTES,
      fields: 5,
      fieldSize: 1_024,
      parts: 10,
      headerPairs: 50,
    },
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isMultipart = request.headers['content-type']?.toLowerCase().startsWith('multipart/') === true;
    const reads = Reflect.get(request.routeOptions.config, 'readsMultipart') === true;
    done(isMultipart && !reads && !request.is404 ? new Problem(problems.unsupportedMediaType) : undefined);
  });
}
