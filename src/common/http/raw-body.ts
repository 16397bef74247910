import { Transform } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const bodies = new WeakMap<FastifyRequest, Buffer>();

/** Keeps the bytes of bodies sent to one route, for a signature over them; parsing goes on as everywhere. */
export function keepRawBody(fastify: FastifyInstance, routeUrl: string): void {
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    if (request.routeOptions.url !== routeUrl) {
      done(null, payload);
      return;
    }
    const chunks: Buffer[] = [];
    const kept = Object.assign(
      new Transform({
        transform(chunk: Buffer, _encoding, next) {
          chunks.push(chunk);
          // Compared with the declared length by whoever parses.
          kept.receivedEncodedLength += chunk.byteLength;
          next(null, chunk);
        },
        flush(next) {
          bodies.set(request, Buffer.concat(chunks));
          next();
        },
      }),
      { receivedEncodedLength: 0 },
    );
    payload.on('error', (error) => kept.destroy(error));
    done(null, payload.pipe(kept));
  });
}

/** The bytes of the request's body; undefined on other routes, and for a request without one. */
export const rawBodyOf = (request: FastifyRequest): Buffer | undefined => bodies.get(request);
