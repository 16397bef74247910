import { BadRequestException, HttpException, NotFoundException } from '@nestjs/common';
import { beforeAll, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { Problem } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import { problems } from './problem-kinds.js';

const lines: string[] = [];
let filter: ProblemFilter;
beforeAll(() => {
  filter = new ProblemFilter(loggerIntoLines(), []);
});

/** A logger whose lines can be looked at. */
function loggerIntoLines(): PinoLogger {
  return new PinoLogger({ pinoHttp: { stream: { write: (line: string) => void lines.push(line) } } });
}

/** What a caller gets of a route that fails so. */
async function answerTo(error: unknown, by = filter) {
  const app = Fastify({ genReqId: () => 'request-1' });
  app.get('/things', (request, reply) => {
    by.answer(error, request, reply);
    return reply;
  });
  const answer = await app.inject('/things?document=11144477735');
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: answer.json<object>() };
}

const fastifyError = (statusCode: number) => Object.assign(new Error('FST text'), { statusCode });

describe('ProblemFilter', () => {
  it('writes a problem with all that it carries', async () => {
    const { status, headers, body } = await answerTo(
      new Problem(problems.validation, {
        detail: 'Confira os campos',
        invalidFields: [{ field: 'a', message: 'must be b' }],
        retryAfterSeconds: 7,
        protocol: '2025',
        extensions: { left: 2 },
        cause: new Error('secret cause'),
      }),
    );
    expect(status).toBe(400);
    expect(headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/problem\+json/),
      'cache-control': 'no-store',
      'retry-after': '7',
    });
    expect(body).toEqual({
      type: '/problems/validation-error',
      title: 'Dados inválidos',
      status: 400,
      code: 'VALIDATION_ERROR',
      detail: 'Confira os campos',
      instance: '/things',
      request_id: 'request-1',
      protocol: '2025',
      errors: [{ field: 'a', message: 'must be b' }],
      left: 2,
    });
  });

  it.each([
    [new NotFoundException('Cannot GET /secret'), 404, 'NOT_FOUND'],
    [new BadRequestException('secret'), 400, 'VALIDATION_ERROR'],
    [new HttpException('secret', 405), 405, 'METHOD_NOT_ALLOWED'],
    [new HttpException('secret', 403), 403, 'FORBIDDEN'],
    [fastifyError(413), 413, 'PAYLOAD_TOO_LARGE'],
    [fastifyError(414), 404, 'NOT_FOUND'],
    [fastifyError(415), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [fastifyError(429), 429, 'TOO_MANY_REQUESTS'],
    [fastifyError(431), 400, 'VALIDATION_ERROR'],
    [fastifyError(503), 500, 'INTERNAL_ERROR'],
    [new TypeError('secret of ours'), 500, 'INTERNAL_ERROR'],
    ['a thrown text', 500, 'INTERNAL_ERROR'],
    [undefined, 500, 'INTERNAL_ERROR'],
  ])('answers %s with %i', async (error, status, code) => {
    const answer = await answerTo(error);
    expect({ status: answer.status, body: answer.body }).toEqual({
      status,
      body: expect.objectContaining({ status, code, instance: '/things' }),
    });
    expect(answer.text).not.toMatch(/secret|FST text|thrown|11144477735/);
  });

  it('logs what nobody expected, and only that', async () => {
    lines.length = 0;
    await answerTo(new Problem(problems.notFound));
    await answerTo(new Problem(problems.upstreamUnavailable));
    expect(lines).toEqual([]);
    await answerTo(new TypeError('a bug'));
    expect(lines).toEqual([expect.stringContaining('a bug')]);
  });

  it('asks the other layers what their errors mean', async () => {
    class LayerError extends Error {}
    const translating = new ProblemFilter(loggerIntoLines(), [
      () => undefined,
      (error) => (error instanceof LayerError ? new Problem(problems.upstreamUnavailable) : undefined),
    ]);
    expect(await answerTo(new LayerError('layer text'), translating)).toMatchObject({ status: 503 });
  });
});
