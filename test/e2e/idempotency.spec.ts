import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  HttpCode,
  Injectable,
  Module,
  Post,
} from '@nestjs/common';
import { APP_GUARD, NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import request, { type Response } from 'supertest';
import { DataSource } from 'typeorm';
import { httpConfig } from '../../src/common/http/http.config.js';
import { IdempotencyGuard } from '../../src/common/idempotency/idempotency.guard.js';
import { installIdempotencyHook } from '../../src/common/idempotency/idempotency-hook.js';
import { IdempotencyRecords } from '../../src/common/idempotency/idempotency-records.js';
import { Idempotent } from '../../src/common/idempotency/idempotent.decorator.js';
import { dataSourceOptions } from '../../src/common/persistence/data-source-options.js';
import { Problem } from '../../src/common/problem/problem.js';
import { ProblemFilter } from '../../src/common/problem/problem.filter.js';
import { problems } from '../../src/common/problem/problem-kinds.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** What the handlers of both applications did, and what they are told to do. */
let carriedOut: unknown[] = [];
let act: () => Promise<unknown> = async () => undefined;

@Controller('acts')
class ActsController {
  @Post()
  @Idempotent()
  async perform(@Body() body: unknown): Promise<unknown> {
    carriedOut.push(body);
    return (await act()) ?? { number: carriedOut.length, 'ordem dos membros': ['ç', 1.5, null], a: { z: 1, b: 2 } };
  }

  @Post('silent')
  @HttpCode(204)
  @Idempotent()
  performSilently(@Body() body: unknown): void {
    carriedOut.push(body);
  }

  @Post('plain')
  performPlain(@Body() body: unknown): object {
    carriedOut.push(body);
    return { number: carriedOut.length };
  }
}

/** Stands in for the access guard: the caller is whom the header names. */
@Injectable()
class NamedCaller implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp().getRequest<FastifyRequest>();
    const customerId = http.headers['x-customer'];
    if (typeof customerId === 'string') {
      http.user = { audience: 'customer', customerId, sessionId: customerId, expiresAt: 0 };
    }
    return true;
  }
}

let database: TestDatabase;
const applications: NestFastifyApplication[] = [];
const sources: DataSource[] = [];

async function startApplication(): Promise<void> {
  const dataSource = await new DataSource(
    dataSourceOptions({ url: database.url, poolSize: 5, statementTimeoutMs: 5_000 }),
  ).initialize();
  sources.push(dataSource);
  const config = httpConfig.parse({});
  if ('faults' in config) throw new Error(config.faults.join());
  const records = new IdempotencyRecords(dataSource, config.value);

  @Module({
    controllers: [ActsController],
    providers: [
      { provide: APP_GUARD, useClass: NamedCaller },
      {
        provide: APP_GUARD,
        inject: [Reflector],
        useFactory: (reflector: Reflector) => new IdempotencyGuard(reflector, records),
      },
    ],
  })
  class ActsModule {}

  const logger = new PinoLogger({ pinoHttp: { enabled: false } });
  const adapter = new FastifyAdapter();
  const app = await NestFactory.create<NestFastifyApplication>(ActsModule, adapter, { logger: false });
  installIdempotencyHook(adapter.getInstance(), records, logger);
  app.useGlobalFilters(new ProblemFilter(logger, []));
  await app.listen(0, '127.0.0.1');
  applications.push(app);
}

beforeAll(async () => {
  database = await createTestDatabase();
  await startApplication();
  await startApplication();
});
beforeEach(async () => {
  carriedOut = [];
  act = async () => undefined;
  await query('TRUNCATE idempotency_record');
});
afterAll(async () => {
  for (const app of applications) await app.close();
  for (const dataSource of sources) await dataSource.destroy();
  await database.drop();
});

const query = (sql: string): Promise<unknown[]> => {
  const [dataSource] = sources;
  if (dataSource === undefined) throw new Error('nothing was started');
  return dataSource.query(sql);
};

interface Sent {
  readonly key?: string;
  readonly body?: object;
  readonly customer?: string;
  readonly path?: string;
  readonly instance?: number;
}

async function send({
  key = 'key-1',
  body = { amount: 1 },
  customer,
  path = '/acts',
  instance = 0,
}: Sent = {}): Promise<Response> {
  const app = applications[instance];
  if (app === undefined) throw new RangeError('no such instance');
  return request(await app.getUrl())
    .post(path)
    .set({ 'idempotency-key': key, ...(customer === undefined ? {} : { 'x-customer': customer }) })
    .send(body);
}

const problem = ({ status, body }: Response) => ({ status, code: (body as { code?: string }).code });

/** An act that tells when it began and ends when told. */
function heldAct() {
  const released = Promise.withResolvers<void>();
  const began = Promise.withResolvers<void>();
  act = async () => {
    began.resolve();
    await released.promise;
    return undefined;
  };
  return { began: began.promise, release: () => released.resolve() };
}

/** What a kill -9 leaves: a key in flight whose holder gives no sign of life any more. */
const holderDies = () => query(`UPDATE idempotency_record SET locked_until = now() - interval '1 second'`);

describe('an idempotency key', () => {
  it('gets the first answer again, byte for byte', async () => {
    const first = await send();
    const again = await send();
    expect(first.status).toBe(201);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect([again.status, again.text, again.headers['content-type']]).toEqual([
      first.status,
      first.text,
      first.headers['content-type'],
    ]);
    expect(carriedOut).toHaveLength(1);
  });

  it('gets an empty answer again', async () => {
    expect((await send({ path: '/acts/silent' })).status).toBe(204);
    const again = await send({ path: '/acts/silent' });
    expect([again.status, again.text, again.headers['idempotency-replayed']]).toEqual([204, '', 'true']);
    expect(carriedOut).toHaveLength(1);
  });

  it('gets a refusal again', async () => {
    act = async () => {
      throw new Problem(problems.refusedByRule, { detail: 'Não é possível.' });
    };
    const first = await send();
    act = async () => undefined;
    const again = await send();
    expect(problem(first)).toEqual({ status: 422, code: 'REFUSED' });
    expect([again.status, again.text, again.headers['content-type']]).toEqual([
      422,
      first.text,
      first.headers['content-type'],
    ]);
    expect(carriedOut).toHaveLength(1);
  });

  it.each([problems.internal, problems.upstreamUnavailable, problems.upstreamTimeout])(
    'is free again after a failure of ours: $code',
    async (kind) => {
      act = async () => {
        throw new Problem(kind);
      };
      expect((await send()).status).toBe(kind.status);
      act = async () => undefined;
      expect((await send()).status).toBe(201);
      expect(carriedOut).toHaveLength(2);
    },
  );

  it.each([problems.tooManyRequests, problems.accountLocked, problems.upstreamCredentialsRequired])(
    'is free again after a refusal for the moment: $code',
    async (kind) => {
      act = async () => {
        throw new Problem(kind);
      };
      expect((await send()).status).toBe(kind.status);
      act = async () => undefined;
      expect((await send()).status).toBe(201);
    },
  );

  it('is refused for another body, path or query', async () => {
    await send();
    for (const other of [{ body: { amount: 2 } }, { path: '/acts/silent' }, { path: '/acts?a=1' }]) {
      expect(problem(await send(other))).toEqual({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    }
    expect(carriedOut).toHaveLength(1);
  });

  it('knows a body by what it says, not by the order of its members', async () => {
    const first = await send({ body: { a: 1, b: { c: [1, 2], d: null } } });
    expect((await send({ body: { b: { d: null, c: [1, 2] }, a: 1 } })).text).toBe(first.text);
    expect((await send({ body: { a: 1, b: { c: [2, 1], d: null } } })).status).toBe(422);
  });

  it('is each caller’s own', async () => {
    const [one, other, nobody] = [await send({ customer: 'one' }), await send({ customer: 'other' }), await send()];
    expect([one.status, other.status, nobody.status]).toEqual([201, 201, 201]);
    expect(carriedOut).toHaveLength(3);
    expect((await send({ customer: 'other' })).text).toBe(other.text);
    expect((await send({ customer: 'one', body: { amount: 2 } })).status).toBe(422);
  });

  it('stands for 24 hours', async () => {
    await send();
    await query(`UPDATE idempotency_record SET created_at = now() - interval '23 hours 59 minutes'`);
    await send();
    expect(carriedOut).toHaveLength(1);
    await query(`UPDATE idempotency_record SET created_at = now() - interval '24 hours 1 second'`);
    expect((await send({ body: { amount: 2 } })).status).toBe(201);
    expect(carriedOut).toHaveLength(2);
  });

  it.each(['', ' ', 'with space', 'x'.repeat(256), 'ação'])('must be a printable text: %j', async (key) => {
    const [app] = applications;
    const answer = await app?.inject({
      method: 'POST',
      url: '/acts',
      headers: { 'idempotency-key': key },
      payload: {},
    });
    expect(answer?.statusCode).toBe(400);
    expect(carriedOut).toHaveLength(0);
  });

  it('is needless, and ignored where it is not honoured', async () => {
    const app = applications[0];
    for (let time = 0; time < 2; time++) {
      expect((await app?.inject({ method: 'POST', url: '/acts', payload: {} }))?.statusCode).toBe(201);
      expect((await send({ path: '/acts/plain' })).headers).not.toHaveProperty('idempotency-replayed');
    }
    expect(carriedOut).toHaveLength(4);
    expect(await query('SELECT FROM idempotency_record')).toEqual([]);
  });

  it('keeps no body of a request', async () => {
    await send({ body: { document: '11144477735' } });
    act = async () => ({ ok: true });
    expect(JSON.stringify(await query('SELECT scope, idempotency_key, body FROM idempotency_record'))).not.toContain(
      '11144477735',
    );
  });
});

describe('requests at once under one key', () => {
  it('are told that the first is in flight', async () => {
    const held = heldAct();
    const first = send();
    await held.began;
    const meanwhile = await send({ instance: 1 });
    expect(problem(meanwhile)).toEqual({ status: 409, code: 'REQUEST_IN_FLIGHT' });
    expect(meanwhile.headers['retry-after']).toBe('1');
    expect(problem(await send({ body: { amount: 2 } }))).toEqual({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    held.release();
    const answer = await first;
    expect((await send({ instance: 1 })).text).toBe(answer.text);
    expect(carriedOut).toHaveLength(1);
  });

  it('are carried out once, on two instances', async () => {
    for (let round = 0; round < 20; round++) {
      carriedOut = [];
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) => send({ key: `round-${round}`, instance: index % 2 })),
      );
      expect(carriedOut).toHaveLength(1);
      expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
      expect(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1);
    }
  });
});

describe('a key whose holder died', () => {
  it('is taken over by the same request, never by another', async () => {
    const held = heldAct();
    const lost = send();
    await held.began;
    await holderDies();
    act = async () => undefined;
    expect(problem(await send({ body: { amount: 2 }, instance: 1 }))).toEqual({
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    const second = await send({ instance: 1 });
    expect(second.status).toBe(201);
    expect(carriedOut).toHaveLength(2);
    // The first wakes up after all: its answer goes out, and what is kept is the second's.
    act = async () => undefined;
    held.release();
    expect((await lost).status).toBe(201);
    expect((await send()).text).toBe(second.text);
    expect(carriedOut).toHaveLength(2);
  });

  it('is not given back by the failure of the one that lost it', async () => {
    const released = Promise.withResolvers<void>();
    const began = Promise.withResolvers<void>();
    act = async () => {
      began.resolve();
      await released.promise;
      throw new Problem(problems.upstreamUnavailable);
    };
    const lost = send();
    await began.promise;
    await holderDies();
    const held = heldAct();
    const second = send({ instance: 1 });
    await held.began;
    released.resolve();
    expect((await lost).status).toBe(503);
    expect(problem(await send())).toEqual({ status: 409, code: 'REQUEST_IN_FLIGHT' });
    held.release();
    expect((await second).status).toBe(201);
  });
});
