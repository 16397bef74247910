import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { startFieldControl } from '../sandbox/field-control/field-control.simulator.js';
import { parseConfigs } from '../src/common/config/config.js';
import { dataSourceOptions } from '../src/common/persistence/data-source-options.js';
import { startEmbeddedPostgres } from '../src/common/persistence/embedded-postgres.js';
import { runMigrations } from '../src/common/persistence/sql-migrations.js';
import { LeanHttpService } from '../src/upstreams/core/lean-http.service.js';
import { UpstreamError } from '../src/upstreams/core/upstream-error.js';
import { UpstreamPipelines } from '../src/upstreams/core/pipelines.js';
import { UpstreamMetrics } from '../src/upstreams/core/upstream-metrics.js';
import { FieldControlClient } from '../src/upstreams/field-control/field-control.client.js';
import { type FieldControlConfig, fieldControlConfig } from '../src/upstreams/field-control/field-control.config.js';
import { listCustomers } from '../src/upstreams/field-control/operations/customers.js';
import { listOrders } from '../src/upstreams/field-control/operations/orders.js';

/**
 * Proves the limit of Field Control: two processes press its simulator with interactive and background calls for some
 * minutes, and the times at which requests arrived are looked at.
 * Usage: node field-control-rate.js [seconds, 600 when absent]
 */
const PROCESSES = 2;
const LIMIT_MS = 1_000;
/** Callers of each process: somebody waits for the first, nobody for the others. */
const PRIORITIES = ['interactive', 'background', 'background'] as const;
const API_KEY = 'rate-proof-key';

const [first = '600', databaseUrl, fieldControlUrl] = process.argv.slice(2);
if (first === '--worker') await work(databaseUrl ?? '', fieldControlUrl ?? '');
else await prove(Number(first));

async function prove(seconds: number): Promise<void> {
  if (!Number.isInteger(seconds) || seconds < 5 || seconds > 900) {
    process.stderr.write('usage: field-control-rate.js [seconds from 5 to 900]\n');
    process.exit(2);
  }
  const folder = await mkdtemp(join(tmpdir(), 'field-control-rate-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  const fieldControl = await startFieldControl({ apiKey: API_KEY });
  const workers: ChildProcess[] = [];
  try {
    await runMigrations({ url: postgres.url });
    for (let index = 0; index < PROCESSES; index += 1) {
      workers.push(
        spawn(process.execPath, [fileURLToPath(import.meta.url), '--worker', postgres.url, fieldControl.url], {
          stdio: ['pipe', 'inherit', 'inherit'],
        }),
      );
    }
    for (let second = 0; second < seconds; second += 10) {
      await delay(Math.min(10, seconds - second) * 1_000);
      process.stdout.write(`${Math.min(second + 10, seconds)} s: ${fieldControl.journal.calls().length} requests\n`);
    }
  } finally {
    // A worker ends when its input does.
    for (const worker of workers) worker.stdin?.end();
    await Promise.all(workers.filter(({ exitCode }) => exitCode === null).map((worker) => once(worker, 'exit')));
    const calls = fieldControl.journal.calls();
    await fieldControl.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
    report(calls.map(({ at, status }) => ({ at: Date.parse(at), status })));
  }
}

function report(calls: readonly { at: number; status: number | null }[]): void {
  const gaps = calls.slice(1).map(({ at }, index) => at - (calls[index]?.at ?? at));
  const sorted = gaps.toSorted((left, right) => left - right);
  const violations = gaps.filter((gap) => gap < LIMIT_MS).length;
  const refused = calls.filter(({ status }) => status === 429).length;
  process.stdout.write(
    `${calls.length} requests from ${PROCESSES} processes; gaps in ms: least ${sorted[0] ?? 0}, median ${sorted[Math.floor(sorted.length / 2)] ?? 0}, most ${sorted.at(-1) ?? 0}\n` +
      `${refused} refused by Field Control, ${violations} closer than ${LIMIT_MS} ms\n`,
  );
  process.exitCode = violations + refused === 0 && calls.length > 1 ? 0 : 1;
}

/** One process of the product's: several callers, some of whom nobody waits for. */
async function work(url: string, address: string): Promise<void> {
  const parsed = parseConfigs([fieldControlConfig], { FIELD_CONTROL_URL: address, FIELD_CONTROL_API_KEY: API_KEY });
  const dataSource = await new DataSource(
    dataSourceOptions({ url, poolSize: 10, statementTimeoutMs: 5_000 }),
  ).initialize();
  const http = new LeanHttpService();
  const client = new FieldControlClient(
    parsed.get(fieldControlConfig.token) as FieldControlConfig,
    dataSource,
    new UpstreamPipelines(http, new UpstreamMetrics()),
    new PinoLogger({ pinoHttp: { level: 'silent' } }),
  );
  const outcomes = { interactive: 0, background: 0, refused: 0 };
  let over = false;
  process.stdin.once('end', () => (over = true)).resume();

  const caller = async (name: string, priority: 'interactive' | 'background'): Promise<void> => {
    for (let call = 0; !over; call += 1) {
      const options = { owner: `${name}-${call}`, priority };
      const query = { limit: 10, offset: call % 7, q: undefined, sort: undefined };
      try {
        await (call % 2 === 0
          ? client.call(listOrders, { query }, options)
          : client.call(listCustomers, { query }, options));
        outcomes[priority] += 1;
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        outcomes.refused += 1;
      }
      await delay(Math.random() * 4_000);
    }
  };
  await Promise.all(PRIORITIES.map((priority, index) => caller(`${process.pid}-${index}`, priority)));
  process.stdout.write(`process ${process.pid}: ${JSON.stringify(outcomes)}\n`);
  await http.onApplicationShutdown();
  await dataSource.destroy();
}
