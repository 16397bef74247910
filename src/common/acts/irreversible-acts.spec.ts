import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { until } from '../../../test/support/until.js';
import { httpConfig } from '../http/http.config.js';
import { runInRequestScope } from '../http/request-scope.js';
import { WorkItemEntity } from '../jobs/work-item.entity.js';
import { WorkQueue } from '../jobs/work-queue.js';
import { dataSourceOptions } from '../persistence/data-source-options.js';
import { Problem } from '../problem/problem.js';
import { ActEndings } from './act-endings.js';
import { ActHolds } from './act-holds.js';
import { type ActKind, ActKinds } from './act-kinds.js';
import { ActLookAfter } from './act-look-after.js';
import { ActSettlement } from './act-settlement.js';
import { IrreversibleActEntity } from './irreversible-act.entity.js';
import { type HeldAct, IrreversibleActs } from './irreversible-acts.js';
import { UncertainActs } from './uncertain-acts.js';

interface Order {
  readonly drink: string;
}
interface Served {
  readonly glass: string;
}
type Kind = ActKind<Order, Served>;

const SUBJECT = 'table:1';
const SHOWS_WITHIN_MS = 60_000;
const ORDER: Order = { drink: 'suco' };

let database: TestDatabase;
let dataSource: DataSource;
let customerId: string;
let queues: WorkQueue[] = [];

/** What the provider has done, by reference; what a reading of it shows. */
const served = new Set<string>();
let shows: 'all' | 'nothing' | 'unreadable' | 'broken' = 'all';
let asked = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({
    ...dataSourceOptions({ url: database.url, poolSize: 10, statementTimeoutMs: 5_000 }),
    entities: [IrreversibleActEntity, WorkItemEntity],
  }).initialize();
  const [row] = await dataSource.query<{ id: string }[]>(
    `INSERT INTO customer_account (erp_customer_id, document, first_name) VALUES ('1', '11144477735', 'Ana') RETURNING id`,
  );
  customerId = row!.id;
});
beforeEach(async () => {
  await dataSource.query('TRUNCATE irreversible_act, contract_term_acceptance, work_item');
  served.clear();
  shows = 'all';
  asked = 0;
});
afterEach(async () => {
  await Promise.all(queues.map((queue) => queue.beforeApplicationShutdown()));
  queues = [];
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** One instance of the product. */
function instance(declared: Partial<Kind> = {}, operatorMs = 3_600_000) {
  const logger = new PinoLogger({ pinoHttp: { enabled: false } });
  const acts = dataSource.getRepository(IrreversibleActEntity);
  const queue = new WorkQueue(dataSource, logger);
  queues.push(queue);
  const http = httpConfig.parse({});
  if ('faults' in http) throw new Error(http.faults.join());
  const config = { settleMs: SHOWS_WITHIN_MS, operatorMs };
  const kinds = new ActKinds();
  const holds = new ActHolds(acts);
  const lookAfter = new ActLookAfter(queue);
  const endings = new ActEndings(dataSource, kinds, lookAfter, config, logger);
  const ledger = new IrreversibleActs(dataSource, acts, kinds, holds, endings, lookAfter, http.value);
  const kind = ledger.declare<Order, Served>({
    name: 'contract.collect-calls',
    title: 'Bebida',
    request: z.object({ drink: z.string() }),
    outcome: z.object({ glass: z.string() }),
    find: ({ id }) => {
      if (shows === 'broken') return Promise.reject(new Error('the provider cannot be read'));
      if (shows === 'unreadable') return Promise.resolve(shows);
      return Promise.resolve(shows === 'all' && served.has(id) ? { glass: id } : undefined);
    },
    assumed: () => ({ glass: 'as told' }),
    ...declared,
  });
  const settlement = new ActSettlement(acts, holds, endings, queue, logger);
  const uncertain = new UncertainActs(acts, kinds, holds, endings, config);
  const tap = <T>(work: (act: HeldAct<Order, Served>) => Promise<T>) =>
    ledger.holding(kind, { customerId, subject: SUBJECT }, work);
  return { ledger, kind, settlement, uncertain, tap };
}
type Instance = ReturnType<typeof instance>;

/** Asks the provider; it does what it is asked, unless it refuses, and its answer may be lost. */
const serve =
  (act: HeldAct<Order, Served>, answer: 'told' | 'lost' | 'never-arrived' = 'told') =>
  (): Promise<Served | 'uncertain'> => {
    asked += 1;
    if (answer !== 'never-arrived') served.add(act.reference);
    return Promise.resolve(answer === 'told' ? { glass: act.reference } : 'uncertain');
  };
const order = ({ tap }: Instance, answer?: Parameters<typeof serve>[1]) =>
  tap((act) => act.send(ORDER, serve(act, answer)));
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.kind.code : error),
  );
const rows = () => dataSource.getRepository(IrreversibleActEntity).find({ order: { begunAt: 'ASC' } });
const states = async () => (await rows()).map(({ state }) => state);
const only = async () => (await rows())[0]!;
const age = (milliseconds: number) =>
  dataSource.query(`UPDATE irreversible_act SET sent_at = sent_at - $1 * interval '1 millisecond'`, [milliseconds]);
/** As a process leaves it that is killed: held, with the lease over. */
const kill = () => dataSource.query(`UPDATE irreversible_act SET locked_until = now() - interval '1 second'`);

describe('an act', () => {
  it('is recorded, sent once, and kept with what came of it', async () => {
    const one = instance();
    const { outcome, finished } = await order(one);
    expect(finished).toBe(true);
    const row = await only();
    expect(row).toMatchObject({ id: outcome.glass, state: 'done', request: ORDER, outcome, holder: null });
    expect(await one.ledger.lastDone(one.kind, { customerId, subject: SUBJECT })).toMatchObject({
      outcome,
      request: ORDER,
    });
    expect(await one.ledger.countDone(one.kind, SUBJECT)).toBe(1);
    expect(await one.ledger.standing(one.kind, SUBJECT)).toBeUndefined();
  });

  it('that is not sent leaves no trace', async () => {
    const one = instance();
    expect(await one.tap(() => Promise.resolve('nothing to do'))).toBe('nothing to do');
    await expect(one.tap(() => Promise.reject(new Error('a rule is against it')))).rejects.toThrow('a rule');
    expect(await rows()).toEqual([]);
  });

  it('that was surely not done can be asked for again', async () => {
    const one = instance();
    const refused = one.tap((act) => act.send(ORDER, () => Promise.reject(new Error('refused'))));
    await expect(refused).rejects.toThrow('refused');
    await order(one);
    expect(await states()).toEqual(['not_done', 'done']);
  });

  it('is not sent when what must stand before it cannot be kept, and is sent once only', async () => {
    const one = instance();
    const unkept = one.tap((act) => act.send(ORDER, serve(act), () => Promise.reject(new Error('no room'))));
    await expect(unkept).rejects.toThrow('no room');
    expect(asked).toBe(0);
    expect(await rows()).toEqual([]);
    const twice = one.tap(async (act) => {
      await act.send(ORDER, serve(act));
      await act.send(ORDER, serve(act));
    });
    await expect(twice).rejects.toThrow(TypeError);
    expect(asked).toBe(1);
  });

  it('ends together with what its domain keeps of the end, or not at all', async () => {
    const ended: unknown[] = [];
    const one = instance({
      ended: (_, act, outcome) => {
        ended.push([act.request, outcome]);
        return ended.length === 1 ? Promise.reject(new Error('the books are closed')) : Promise.resolve();
      },
    });
    await expect(order(one)).rejects.toThrow('the books are closed');
    expect(await states()).toEqual(['sent']);
    const { id } = await only();
    await one.settlement.lookAt(id);
    expect(await states()).toEqual(['done']);
    expect(ended.at(-1)).toEqual([ORDER, { glass: id }]);
    expect(asked).toBe(1);
  });
});

describe('two taps', () => {
  it('on two instances are one act; the second waits and is told the truth', async () => {
    const [one, other] = [instance(), instance()];
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const first = one.tap((act) =>
      act.send(ORDER, async () => {
        await slow;
        return serve(act)();
      }),
    );
    await until(async () => (await states())[0] === 'sent');
    const second = other.tap(() => other.ledger.lastDone(other.kind, { customerId, subject: SUBJECT }));
    release();
    const { outcome } = await first;
    expect((await second)?.outcome).toEqual(outcome);
    expect(asked).toBe(1);
  });

  it('do not wait longer than their request may', async () => {
    const [one, other] = [instance(), instance()];
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const first = one.tap(() => slow);
    await until(async () => (await states()).length === 1);
    const scope = { requestId: 'second', deadlineAt: performance.now() + 700 };
    expect(await runInRequestScope(scope, () => codeOf(order(other)))).toBe('REQUEST_IN_FLIGHT');
    release();
    await first;
    expect(asked).toBe(0);
  });

  it('on two subjects know nothing of each other', async () => {
    const one = instance();
    await one.tap(async () => {
      await one.ledger.holding(one.kind, { customerId, subject: 'table:2' }, (act) => act.send(ORDER, serve(act)));
    });
    expect(asked).toBe(1);
  });
});

describe('a lost answer', () => {
  it('is looked up at once', async () => {
    const { outcome } = await order(instance(), 'lost');
    expect(await only()).toMatchObject({ state: 'done', outcome });
  });

  it('of an act that does not show is uncertain, and only sent again once it would show', async () => {
    const one = instance();
    const lost = await order(one, 'never-arrived').catch((error: unknown) => error);
    expect(lost).toMatchObject({ kind: { code: 'OUTCOME_UNCERTAIN' } });
    expect((lost as Problem).options.retryAfterSeconds).toBeGreaterThan(0);
    expect(await codeOf(order(one))).toBe('OUTCOME_UNCERTAIN');
    expect(await one.ledger.standing(one.kind, SUBJECT)).toMatchObject({ state: 'uncertain', request: ORDER });
    expect(await one.ledger.unresolved(SUBJECT)).toBe(true);
    expect(asked).toBe(1);
    await age(SHOWS_WITHIN_MS);
    await order(one);
    expect(asked).toBe(2);
    expect(await states()).toEqual(['not_done', 'done']);
  });

  it('of an act that shows later is told to the next tap', async () => {
    const one = instance();
    shows = 'broken';
    expect(await codeOf(order(one, 'lost'))).toBe('OUTCOME_UNCERTAIN');
    shows = 'all';
    const before = await one.tap((act) => Promise.resolve(act.before));
    expect(before).toMatchObject({ request: ORDER, outcome: { glass: before?.id } });
    expect(asked).toBe(1);
  });

  it('is never taken for “not done” where what does not show proves nothing', async () => {
    const one = instance({ showsWithinMs: 'never' });
    const lost = await order(one, 'never-arrived').catch((error: unknown) => error);
    expect((lost as Problem).options.retryAfterSeconds).toBeUndefined();
    await age(SHOWS_WITHIN_MS * 1_000);
    expect(await codeOf(order(one))).toBe('OUTCOME_UNCERTAIN');
    expect(asked).toBe(1);
  });

  it('that cannot be looked up anywhere waits for people', async () => {
    const one = instance();
    shows = 'unreadable';
    expect(await codeOf(order(one, 'lost'))).toBe('OUTCOME_UNCERTAIN');
    expect(await states()).toEqual(['unreadable']);
    // Nothing to look at, so nothing to try again.
    await one.settlement.lookAt((await only()).id);
    expect(await states()).toEqual(['unreadable']);
  });
});

describe('a process that is killed', () => {
  it('before it sent anything stands in nobody’s way', async () => {
    const [one, other] = [instance(), instance()];
    void one.tap(() => new Promise(() => undefined));
    await until(async () => (await states()).length === 1);
    await kill();
    await order(other);
    expect(asked).toBe(1);
    expect(await states()).toEqual(['done']);
  });

  it.each([
    ['was done', true, 'done'],
    ['was not', false, 'not_done'],
  ] as const)('after it sent an act that %s leaves it to be settled by reading', async (_, happened, state) => {
    const [one, other] = [instance(), instance()];
    void one.tap((act) =>
      act.send(ORDER, () => {
        if (happened) served.add(act.reference);
        return new Promise(() => undefined);
      }),
    );
    await until(async () => (await states())[0] === 'sent');
    const { id } = await only();
    // Held by the living: not to be touched.
    await expect(other.settlement.lookAt(id)).rejects.toThrow();
    await kill();
    await age(SHOWS_WITHIN_MS);
    await other.settlement.lookAt(id);
    expect(await states()).toEqual([state]);
    expect(await dataSource.getRepository(WorkItemEntity).countBy({ topic: 'acts.settle' })).toBe(1);
  });
});

describe('an act of several parts', () => {
  it('is finished later when a part of it fails, without being sent again', async () => {
    let cleared = false;
    const one = instance({
      finish: (_, outcome) =>
        cleared
          ? Promise.resolve({ outcome: { glass: `${outcome.glass} cleared` }, finished: true })
          : Promise.reject(new Error('the table is taken')),
    });
    const { outcome, finished } = await order(one);
    expect(finished).toBe(false);
    expect(await only()).toMatchObject({ state: 'unfinished', outcome });
    expect(await codeOf(order(one))).toBe('OUTCOME_UNCERTAIN');
    cleared = true;
    one.settlement.onModuleInit();
    await until(async () => (await states())[0] === 'done');
    expect((await only()).outcome).toEqual({ glass: `${outcome.glass} cleared` });
    expect(asked).toBe(1);
  });
});

describe('the operators', () => {
  const everything = { kind: undefined, newestFirst: false, offset: 0, limit: 10 };
  const record = () => Promise.resolve();

  it('see what only they can find out at once, and the rest after a time', async () => {
    const one = instance();
    shows = 'unreadable';
    expect(await codeOf(order(one, 'lost'))).toBe('OUTCOME_UNCERTAIN');
    expect(await one.uncertain.list(everything)).toMatchObject({
      total: 1,
      acts: [{ state: 'unreadable', title: 'Bebida' }],
    });
    await dataSource.query('TRUNCATE irreversible_act, contract_term_acceptance');
    shows = 'nothing';
    expect(await codeOf(order(one, 'lost'))).toBe('OUTCOME_UNCERTAIN');
    const { id } = await only();
    expect(await one.uncertain.list(everything)).toEqual({ total: 0, acts: [] });
    expect(await codeOf(one.uncertain.settle(id, 'DONE', record))).toBe('ACT_NOT_UNCERTAIN');
    await age(3_600_001);
    expect(await one.uncertain.list({ ...everything, kind: 'contract.collect-calls' })).toMatchObject({ total: 1 });
    expect(await one.uncertain.list({ ...everything, kind: 'sva.charge' })).toMatchObject({ total: 0 });
  });

  it.each([
    ['DONE', 'done', { glass: 'as told' }],
    ['NOT_DONE', 'not_done', null],
  ] as const)('settle it as they found out: %s', async (told, state, outcome) => {
    const ended: unknown[] = [];
    const one = instance({
      ended: (_, __, end) => {
        ended.push(end);
        return Promise.resolve();
      },
    });
    shows = 'unreadable';
    expect(await codeOf(order(one, 'lost'))).toBe('OUTCOME_UNCERTAIN');
    const { id } = await only();
    const settled = await Promise.all([1, 2].map(() => codeOf(one.uncertain.settle(id, told, record))));
    expect(settled.sort()).toEqual(['ACT_NOT_UNCERTAIN', 'done']);
    expect(await only()).toMatchObject({ state, outcome });
    expect(ended).toEqual([outcome]);
    expect(await codeOf(one.uncertain.settle(id, told, record))).toBe('ACT_NOT_UNCERTAIN');
    expect(await codeOf(one.uncertain.settle(randomUUID(), told, record))).toBe('NOT_FOUND');
  });

  it('do not settle what cannot be recorded', async () => {
    const one = instance();
    shows = 'unreadable';
    expect(await codeOf(order(one, 'lost'))).toBe('OUTCOME_UNCERTAIN');
    const { id } = await only();
    await expect(one.uncertain.settle(id, 'DONE', () => Promise.reject(new Error('no audit')))).rejects.toThrow(
      'no audit',
    );
    expect(await only()).toMatchObject({ state: 'unreadable', holder: null });
  });

  it('cannot undo what is done in part, only end it', async () => {
    const one = instance({ finish: (_, outcome) => Promise.resolve({ outcome, finished: false }) });
    const { outcome } = await order(one);
    const { id } = await only();
    await age(3_600_001);
    expect(await codeOf(one.uncertain.settle(id, 'NOT_DONE', record))).toBe('REFUSED');
    expect(await codeOf(one.uncertain.settle(id, 'DONE', record))).toBe('done');
    expect(await only()).toMatchObject({ state: 'done', outcome });
  });
});

it('a kind is declared once, and by somebody', () => {
  const { ledger, kind } = instance();
  expect(() => ledger.declare(kind)).toThrow(TypeError);
  expect(() => new ActKinds().of('nothing')).toThrow(TypeError);
});
