import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { dataSourceOptions } from '../persistence/data-source-options.js';
import { JobLedger } from './job-ledger.js';
import { JobRegistry, type RegisteredJob } from './job-registry.js';
import { JobScheduler, type JobSettings } from './job-scheduler.js';
import { type JobContext, type ScheduledJob, TickLostError } from './scheduled-job.js';
import { ScheduledJobEntity } from './scheduled-job.entity.js';

const START = Date.parse('2026-03-01T12:00:00Z');
const MINUTE_MS = 60_000;
const at = (minutes: number): Date => new Date(START + minutes * MINUTE_MS);

let database: TestDatabase;
let sources: DataSource[];
let now: number;
const instances = new Set<JobScheduler>();

beforeAll(async () => {
  database = await createTestDatabase();
  sources = await Promise.all(
    [0, 1].map(() =>
      new DataSource({
        ...dataSourceOptions({ url: database.url, poolSize: 5, statementTimeoutMs: 5_000 }),
        entities: [ScheduledJobEntity],
      }).initialize(),
    ),
  );
  await source(0).query('CREATE TABLE effect (tick timestamptz, instance integer, attempt integer)');
});
beforeEach(async () => {
  now = START;
  await source(0).query('TRUNCATE scheduled_job, effect');
});
afterEach(async () => {
  for (const instance of instances) await instance.beforeApplicationShutdown();
  instances.clear();
});
afterAll(async () => {
  for (const each of sources) await each.destroy();
  await database.drop();
});

function source(index: number): DataSource {
  const found = sources[index];
  if (found === undefined) throw new RangeError('no such instance');
  return found;
}

interface Instance {
  readonly scheduler: JobScheduler;
  readonly job: RegisteredJob;
}

/** One instance of the product as far as jobs go, on a pool of its own and the clock all share. */
async function instance(
  index: number,
  run: ScheduledJob['run'],
  declared: Partial<ScheduledJob> = {},
  settings: Partial<JobSettings> = {},
): Promise<Instance> {
  const registry = new JobRegistry();
  registry.register({ id: 'tested', title: 'Tested', schedule: '* * * * *', timeoutMs: 10_000, ...declared, run });
  const scheduler = new JobScheduler(
    source(index),
    new JobLedger(source(index)),
    registry,
    { clock: () => now, leaseMs: 30_000, shutdownWaitMs: 2_000, ...settings },
    new PinoLogger({ pinoHttp: { enabled: false } }),
  );
  instances.add(scheduler);
  await scheduler.onApplicationBootstrap();
  const [job] = registry.all();
  if (job === undefined) throw new Error('the job was not registered');
  return { scheduler, job };
}

/** The effect of a run, in the transaction that ends its tick. */
const leaveEffect = (index: number) => (context: JobContext) =>
  context.finishWith(async (manager) => {
    await manager.query('INSERT INTO effect VALUES ($1, $2, $3)', [context.scheduledFor, index, context.attempt]);
    return { done: true };
  });

/** A run that tells when it began and goes on until told, or until its signal when it heeds that. */
function heldRun(heeds: boolean) {
  const released = Promise.withResolvers<void>();
  const began = Promise.withResolvers<JobContext>();
  const run: ScheduledJob['run'] = async (context) => {
    began.resolve(context);
    if (heeds) {
      await Promise.race([released.promise, once(context.signal, 'abort')]);
      context.signal.throwIfAborted();
    } else await released.promise;
    return leaveEffect(9)(context);
  };
  return { run, began: began.promise, release: () => released.resolve() };
}

/** All instances look at once, and end what they began. */
async function look(...all: readonly Instance[]): Promise<void> {
  await Promise.all(all.map(({ scheduler }) => scheduler.wake()));
  await Promise.all(all.map(({ scheduler }) => scheduler.idle()));
}

const row = () => source(0).getRepository(ScheduledJobEntity).findOneByOrFail({ id: 'tested' });
const effects = (): Promise<{ tick: Date; instance: number; attempt: number }[]> =>
  source(0).query('SELECT * FROM effect ORDER BY tick');
const ticks = async (): Promise<Date[]> => (await effects()).map(({ tick }) => tick);
/** What a kill -9 leaves: a holder that gives no sign of life any more. */
const holderDies = () => source(0).query(`UPDATE scheduled_job SET lease_until = now() - interval '1 second'`);

describe('ticks', () => {
  it('take effect exactly once each: 1,000 under a moved clock, two instances', async () => {
    const both = [await instance(0, leaveEffect(0)), await instance(1, leaveEffect(1))];
    const steps = [1, 1, 1, 2, 5];
    for (let minute = 0, step = 0; minute < 1_000; step++) {
      minute = Math.min(1_000, minute + (steps[step % steps.length] ?? 1));
      now = at(minute).getTime();
      await look(...both);
    }
    expect(await ticks()).toEqual(Array.from({ length: 1_000 }, (_, index) => at(index + 1)));
    const carriedOut = new Set((await effects()).map(({ instance: index }) => index));
    expect(carriedOut).toEqual(new Set([0, 1]));
    expect(await row()).toMatchObject({ runs: '1000', failures: '0', tickAt: null, holder: null, nextAt: at(1_001) });
  }, 120_000);

  it('are not carried out before their time, nor at the start', async () => {
    const one = await instance(0, leaveEffect(0));
    await look(one);
    now = at(1).getTime() - 1;
    await look(one);
    expect(await ticks()).toEqual([]);
    now = at(1).getTime();
    await look(one);
    expect(await ticks()).toEqual([at(1)]);
  });

  it('are read in Sao Paulo', async () => {
    await instance(0, leaveEffect(0), { schedule: '30 3 * * *' });
    expect((await row()).nextAt).toEqual(new Date('2026-03-02T06:30:00Z'));
  });

  it('that were missed stand for one run where the job says so', async () => {
    const one = await instance(0, leaveEffect(0), { missed: 'once' });
    now = at(500).getTime() + 1;
    await look(one);
    expect(await ticks()).toEqual([at(1)]);
    expect((await row()).nextAt).toEqual(at(501));
  });

  it('are kept over a restart, and worked out anew for another schedule', async () => {
    await instance(0, leaveEffect(0));
    now = at(3).getTime();
    await instance(1, leaveEffect(1));
    expect((await row()).nextAt).toEqual(at(1));
    await instance(1, leaveEffect(1), { schedule: '*/10 * * * *' });
    expect((await row()).nextAt).toEqual(at(10));
  });

  it('of jobs that this process does not declare are left to others', async () => {
    const one = await instance(0, leaveEffect(0));
    await new JobLedger(source(0)).declare('unknown', '* * * * *', at(0));
    now = at(1).getTime();
    await look(one);
    expect(await ticks()).toEqual([at(1)]);
  });
});

describe('a run', () => {
  it('says what came of it', async () => {
    const one = await instance(0, async () => ({ deleted: 3 }));
    now = at(1).getTime();
    await look(one);
    expect(await row()).toMatchObject({
      lastTickAt: at(1),
      lastOutcome: 'succeeded',
      lastResult: { deleted: 3 },
      lastError: null,
      runs: '1',
    });
  });

  it('that throws has failed, with our word for it, and the next tick comes', async () => {
    const one = await instance(0, async () => {
      throw new TypeError('text that may come from outside');
    });
    now = at(1).getTime();
    await look(one);
    expect(await row()).toMatchObject({ lastOutcome: 'failed', lastError: 'TypeError', failures: '1', nextAt: at(2) });
  });

  it('that throws inside its last transaction leaves no effect', async () => {
    const one = await instance(0, (context) =>
      context.finishWith(async (manager) => {
        await manager.query('INSERT INTO effect VALUES (now(), 0, 1)');
        throw new RangeError('no');
      }),
    );
    now = at(1).getTime();
    await look(one);
    expect(await ticks()).toEqual([]);
    expect(await row()).toMatchObject({ lastOutcome: 'failed', lastError: 'RangeError', tickAt: null });
  });

  it('is aborted at its timeout', async () => {
    const held = heldRun(true);
    const one = await instance(0, held.run, { timeoutMs: 20 });
    now = at(1).getTime();
    await look(one);
    expect(await row()).toMatchObject({ lastOutcome: 'timed-out', lastError: 'JobTimeoutError', tickAt: null });
  });

  it('that ignores its timeout keeps its tick until it ends or its lease runs out', async () => {
    const held = heldRun(false);
    const hung = await instance(0, held.run, { timeoutMs: 20 });
    const other = await instance(1, leaveEffect(1));
    now = at(1).getTime();
    await hung.scheduler.wake();
    await once((await held.began).signal, 'abort');
    await look(other);
    expect(await ticks()).toEqual([]);

    await holderDies();
    await look(other);
    expect(await effects()).toEqual([{ tick: at(1), instance: 1, attempt: 2 }]);
    // It comes back at last, and finds its tick gone.
    held.release();
    await hung.scheduler.idle();
    expect(await effects()).toHaveLength(1);
  });

  it('longer than its lease keeps it by signs of life', async () => {
    const held = heldRun(true);
    const long = await instance(0, held.run, {}, { leaseMs: 600 });
    const other = await instance(1, leaveEffect(1));
    now = at(1).getTime();
    await long.scheduler.wake();
    await held.began;
    const first = (await row()).leaseUntil;
    await expectEventually(async () => expect((await row()).leaseUntil).not.toEqual(first));
    await look(other);
    expect(await ticks()).toEqual([]);
    held.release();
    await long.scheduler.idle();
    expect(await effects()).toMatchObject([{ tick: at(1), instance: 9 }]);
  });

  it('is told when its tick is lost', async () => {
    const held = heldRun(true);
    const one = await instance(0, held.run, {}, { leaseMs: 60 });
    now = at(1).getTime();
    await one.scheduler.wake();
    const { signal } = await held.began;
    await source(0).query(
      `UPDATE scheduled_job SET holder = gen_random_uuid(), lease_until = now() + interval '1 hour'`,
    );
    await one.scheduler.idle();
    expect(signal.reason).toBeInstanceOf(TickLostError);
    expect(await row()).toMatchObject({ tickAt: at(1), runs: '0' });
  });

  it('is in hand once in a process, however often one looks', async () => {
    const held = heldRun(true);
    const one = await instance(0, held.run);
    now = at(2).getTime();
    await one.scheduler.wake();
    await held.began;
    await one.scheduler.wake();
    expect(await row()).toMatchObject({ tickAt: at(1), attempts: 1 });
    held.release();
    await one.scheduler.idle();
    expect(await ticks()).toEqual([at(1), at(2)]);
  });
});

describe('a tick whose holder died', () => {
  it('is carried out by another, none skipped', async () => {
    const held = heldRun(false);
    const dead = await instance(0, held.run);
    const other = await instance(1, leaveEffect(1));
    now = at(1).getTime();
    await dead.scheduler.wake();
    await held.began;
    await holderDies();
    now = at(4).getTime();
    await look(other);
    expect(await effects()).toEqual([
      { tick: at(1), instance: 1, attempt: 2 },
      { tick: at(2), instance: 1, attempt: 1 },
      { tick: at(3), instance: 1, attempt: 1 },
      { tick: at(4), instance: 1, attempt: 1 },
    ]);
    // What was thought dead wakes up in the middle of its work: it is undone.
    held.release();
    await dead.scheduler.idle();
    expect(await effects()).toHaveLength(4);
  });

  it('is given up when it outlives five', async () => {
    const one = await instance(0, leaveEffect(0));
    await source(0).query(
      `UPDATE scheduled_job SET tick_at = next_at, next_at = $1, attempts = 5, started_at = now()`,
      [at(2)],
    );
    now = at(1).getTime();
    await look(one);
    expect(await ticks()).toEqual([]);
    expect(await row()).toMatchObject({ lastOutcome: 'abandoned', lastError: 'too-many-attempts', tickAt: null });
    now = at(2).getTime();
    await look(one);
    expect(await ticks()).toEqual([at(2)]);
  });
});

describe('a shutdown', () => {
  it('aborts what is in hand and leaves the tick to another', async () => {
    const held = heldRun(true);
    const leaving = await instance(0, held.run);
    const other = await instance(1, leaveEffect(1));
    now = at(1).getTime();
    await leaving.scheduler.wake();
    await held.began;
    await leaving.scheduler.beforeApplicationShutdown();
    expect(await row()).toMatchObject({ tickAt: at(1), holder: null, leaseUntil: null, attempts: 0 });
    await look(other);
    expect(await effects()).toEqual([{ tick: at(1), instance: 1, attempt: 1 }]);
  });

  it('does not wait for ever, nor gives away what still runs', async () => {
    const held = heldRun(false);
    const leaving = await instance(0, held.run, {}, { shutdownWaitMs: 20 });
    const other = await instance(1, leaveEffect(1));
    now = at(1).getTime();
    await leaving.scheduler.wake();
    await held.began;
    await leaving.scheduler.beforeApplicationShutdown();
    await look(other);
    expect(await ticks()).toEqual([]);
    held.release();
    await leaving.scheduler.idle();
    expect(await ticks()).toEqual([at(1)]);
  });

  it('begins nothing more', async () => {
    const one = await instance(0, leaveEffect(0));
    await one.scheduler.beforeApplicationShutdown();
    now = at(1).getTime();
    await look(one);
    expect(await ticks()).toEqual([]);
  });
});

describe('an operator', () => {
  const alone = async () => undefined;

  it('switches a job off and on; what came meanwhile was not missed', async () => {
    const one = await instance(0, leaveEffect(0));
    expect(await one.scheduler.setEnabled(one.job, false, source(0).manager)).toBe(true);
    expect(await one.scheduler.setEnabled(one.job, false, source(0).manager)).toBe(false);
    now = at(5).getTime();
    await look(one);
    expect(await ticks()).toEqual([]);
    expect(await one.scheduler.setEnabled(one.job, true, source(0).manager)).toBe(true);
    await look(one);
    expect(await ticks()).toEqual([]);
    now = at(6).getTime();
    await look(one);
    expect(await ticks()).toEqual([at(6)]);
  });

  it('runs a job once, on whichever instance; its schedule stays', async () => {
    const held = heldRun(true);
    const one = await instance(0, held.run);
    const other = await instance(1, leaveEffect(1));
    now = START + 1_234;
    expect(await one.scheduler.trigger(one.job, alone)).toBe(true);
    expect(await one.scheduler.trigger(one.job, alone)).toBe(false);
    expect(await other.scheduler.trigger(other.job, alone)).toBe(false);
    expect((await held.began).manual).toBe(true);
    held.release();
    await one.scheduler.idle();
    expect(await ticks()).toEqual([new Date(now)]);
    expect(await row()).toMatchObject({ manual: false, nextAt: at(1), runs: '1' });
  });

  it('runs a job that is switched off, this once', async () => {
    const one = await instance(0, leaveEffect(0));
    await one.scheduler.setEnabled(one.job, false, source(0).manager);
    expect(await one.scheduler.trigger(one.job, alone)).toBe(true);
    await one.scheduler.idle();
    expect(await ticks()).toEqual([new Date(START)]);
    now = at(1).getTime();
    await look(one);
    expect(await ticks()).toHaveLength(1);
  });

  it('gets one run of ten requests at once', async () => {
    const held = heldRun(true);
    const both = [await instance(0, held.run), await instance(1, held.run)];
    const begun = await Promise.all(
      Array.from({ length: 5 }, () => both.map(({ scheduler, job }) => scheduler.trigger(job, alone))).flat(),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
    held.release();
    for (const { scheduler } of both) await scheduler.idle();
    expect(await ticks()).toEqual([new Date(START)]);
  });

  it('begins nothing when what goes with it fails', async () => {
    const one = await instance(0, leaveEffect(0));
    await expect(one.scheduler.trigger(one.job, () => Promise.reject(new Error('no audit')))).rejects.toThrow(
      'no audit',
    );
    expect(await row()).toMatchObject({ tickAt: null, holder: null });
    await one.scheduler.idle();
    expect(await ticks()).toEqual([]);
  });

  it('runs the tick that a dead holder left, also of a job that is switched off', async () => {
    const held = heldRun(false);
    const dead = await instance(0, held.run);
    const other = await instance(1, leaveEffect(1));
    now = at(1).getTime();
    await dead.scheduler.wake();
    await held.began;
    await holderDies();
    await other.scheduler.setEnabled(other.job, false, source(1).manager);
    await look(other);
    expect(await ticks()).toEqual([]);
    expect(await other.scheduler.trigger(other.job, alone)).toBe(true);
    await other.scheduler.idle();
    expect(await effects()).toEqual([{ tick: at(1), instance: 1, attempt: 2 }]);
    held.release();
    await dead.scheduler.idle();
  });
});

describe('declaring jobs', () => {
  const job: ScheduledJob = {
    id: 'a.job-1',
    title: 'A job',
    schedule: '* * * * *',
    timeoutMs: 1,
    run: async () => ({}),
  };

  it('refuses what could not work', () => {
    const registry = new JobRegistry();
    registry.register(job);
    expect(() => registry.register(job)).toThrow('two jobs');
    expect(() => registry.register({ ...job, id: 'A job' })).toThrow('cannot be called');
    expect(() => registry.register({ ...job, id: 'b', timeoutMs: 0 })).toThrow('no time to run');
    expect(() => registry.register({ ...job, id: 'b', schedule: 'sometimes' })).toThrow();
    expect(registry.all().map(({ id }) => id)).toEqual(['a.job-1']);
  });
});

/** Asks again until it is so, or the test's time is up. */
async function expectEventually(assertion: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (tries === 200) throw error;
      await delay(25);
    }
  }
}
