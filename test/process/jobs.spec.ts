import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { projectDirectory } from '../../src/common/persistence/project-directory.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const START = Date.parse('2026-03-01T12:00:00Z');
const TICKS = 1_000;
const LEASE_MS = 1_000;
const at = (minutes: number): Date => new Date(START + minutes * 60_000);

let database: TestDatabase;
let client: pg.Client;
const instances = new Set<ChildProcess>();
let output = '';

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`
    CREATE TABLE test_clock (now timestamptz NOT NULL, deadly_ticks timestamptz[] NOT NULL);
    CREATE TABLE effect (tick timestamptz, pid integer, attempt integer);
    CREATE TABLE victim (tick timestamptz, pid integer)`);
});
afterEach(async () => {
  for (const instance of instances) {
    const exited = once(instance, 'exit');
    instance.kill('SIGKILL');
    await exited;
  }
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

function startInstance(): ChildProcess {
  const program = join(projectDirectory(), 'test/process/job-instance.mjs');
  const child = spawn(process.execPath, [program, database.url, String(LEASE_MS)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  instances.add(child);
  child.once('exit', () => instances.delete(child));
  return child;
}

const count = async (): Promise<number> =>
  Number((await client.query<{ count: string }>('SELECT count(*) FROM effect')).rows[0]?.count);

/** Asks until there is an answer; an instance that died of itself ends the wait. */
async function awaited<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (instances.size < 2) throw new Error(`an instance ended by itself:\n${output}`);
    await delay(25);
  }
}

describe('scheduled jobs of several processes', () => {
  it('carry out 1,000 ticks exactly once each, none skipped, while holders are killed -9', async () => {
    const deadly = [100, 101, 500, 999];
    await client.query('INSERT INTO test_clock VALUES ($1, $2)', [at(0), deadly.map(at)]);
    startInstance();
    startInstance();
    await awaited(async () => ((await client.query('SELECT FROM scheduled_job')).rowCount === 0 ? undefined : true));
    await client.query('UPDATE test_clock SET now = $1', [at(TICKS)]);

    for (const minute of deadly) {
      const pid = await awaited(
        async () =>
          (await client.query<{ pid: number }>('SELECT pid FROM victim WHERE tick = $1', [at(minute)])).rows[0]?.pid,
      );
      const victim = [...instances].find((instance) => instance.pid === pid);
      if (victim === undefined) throw new Error('the holder is none of the instances');
      startInstance();
      const exited = once(victim, 'exit');
      victim.kill('SIGKILL');
      await exited;
    }
    await awaited(async () => ((await count()) >= TICKS ? true : undefined));

    const { rows } = await client.query<{ tick: Date; attempt: number }>(
      'SELECT tick, attempt FROM effect ORDER BY tick',
    );
    expect(rows.map(({ tick }) => tick)).toEqual(Array.from({ length: TICKS }, (_, index) => at(index + 1)));
    // Those whose holder was killed took a second one, and only those.
    expect(rows.filter(({ attempt }) => attempt > 1).map(({ tick }) => tick)).toEqual(deadly.map(at));
    expect((await client.query('SELECT runs, failures, tick_at, next_at FROM scheduled_job')).rows).toEqual([
      { runs: String(TICKS), failures: '0', tick_at: null, next_at: at(TICKS + 1) },
    ]);
  }, 180_000);
});
