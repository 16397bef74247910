// Measures the product beside two others in one run: stock NestJS, which it should leave far behind, and a proxy that
// passes bytes on unread, which it should stay near. `--short` takes less time and says less.
import { availableParallelism, cpus, loadavg } from 'node:os';
import {
  addedLatency,
  callsForIdenticalReads,
  FRESH_CUSTOMERS,
  homeOverSlowestSection,
  type Extent,
  residentMegabytes,
  starts,
  throughput,
} from './measurements.js';
import { type Budget, budgetRow, figure, type Sample, table } from './report.js';
import { startServers } from './servers.js';

const FULL: Extent = { connections: 32, rounds: 7, seconds: 4, warmUpSeconds: 5 };
const SHORT: Extent = { connections: 32, rounds: 3, seconds: 1.5, warmUpSeconds: 2 };

const stops: (() => Promise<void>)[] = [];
let stopping: Promise<void> | undefined;
const stopAll = (): Promise<void> =>
  (stopping ??= (async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  })());
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopAll().finally(() => process.exit(130)));
}

try {
  await run(process.argv.includes('--short') ? SHORT : FULL);
} finally {
  await stopAll();
}

async function run(extent: Extent): Promise<void> {
  print(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node.js ${process.versions.node}`,
  );
  print(`load of the machine before the start: ${loadavg().map(figure).join(' ')}\n`);
  const servers = await startServers(extent.connections, FRESH_CUSTOMERS, stops);
  const contestants = [servers.stock, servers.bytesOnly, servers.uncached, servers.cached, servers.healthcheck];
  const samples = await throughput(contestants, extent);
  print(`medians of ${extent.rounds} rounds, ${extent.connections} connections, ${extent.seconds} s each:`);
  print(
    table(
      ['', 'requests/s', 'CPU µs each', 'p50 ms', 'p99 ms'],
      contestants.map(({ name }, index) => [name, ...figuresOf(samples[index])]),
    ),
  );
  print(table(['', 'measured', 'budget', ''], (await budgets(samples, servers, extent)).map(budgetRow)));
  print('Ratios hold between machines and while others use this one; figures alone do not.');
}

async function budgets(
  [stock, bytesOnly, uncached, cached]: readonly Sample[],
  servers: Awaited<ReturnType<typeof startServers>>,
  extent: Extent,
): Promise<Budget[]> {
  if (stock === undefined || bytesOnly === undefined || uncached === undefined || cached === undefined) {
    throw new RangeError('a contestant has no figures');
  }
  const loaded = await residentMegabytes(servers.product);
  const addedMs = await addedLatency(servers.direct, servers.uncached, extent);
  const calls = await callsForIdenticalReads(servers);
  const homeMs = await homeOverSlowestSection(servers);
  const { readyAfterMs, restingMegabytes } = await starts(servers.environment, Math.min(3, extent.rounds));
  const speed = (one: Sample, other: Sample): number => one.requestsPerSecond / other.requestsPerSecond;
  const thrift = (one: Sample, other: Sample): number => other.cpuMicroseconds / one.cpuMicroseconds;
  return [
    { name: 'uncached read, requests/s against stock', measured: speed(uncached, stock), unit: '', atLeast: 10 },
    { name: 'uncached read, CPU against stock', measured: thrift(uncached, stock), unit: '', atLeast: 10 },
    {
      name: 'uncached read, requests/s against bytes only',
      measured: speed(uncached, bytesOnly),
      unit: '',
      atLeast: 0.7,
    },
    { name: 'uncached read, CPU against bytes only', measured: thrift(uncached, bytesOnly), unit: '', atLeast: 0.7 },
    { name: 'uncached read, CPU', measured: uncached.cpuMicroseconds, unit: 'µs', atMost: 125 },
    { name: 'cached read, requests/s against bytes only', measured: speed(cached, bytesOnly), unit: '', atLeast: 1.4 },
    { name: 'cached read, CPU against bytes only', measured: thrift(cached, bytesOnly), unit: '', atLeast: 1.4 },
    { name: 'uncached read, p99 added at 1,000/s', measured: addedMs, unit: 'ms', atMost: 2.5 },
    { name: 'ERP calls for 1,000 identical reads at once', measured: calls, unit: '', atMost: 1 },
    { name: 'Home over its slowest section', measured: homeMs, unit: 'ms', atMost: 10 },
    { name: 'ready after, with the database there', measured: readyAfterMs, unit: 'ms', atMost: 1_500 },
    { name: 'memory at rest', measured: restingMegabytes, unit: 'MB', atMost: 160 },
    { name: 'memory after the load above', measured: loaded, unit: 'MB' },
  ];
}

function figuresOf(sample: Sample | undefined): string[] {
  if (sample === undefined) return [];
  return [sample.requestsPerSecond, sample.cpuMicroseconds, sample.p50Ms, sample.p99Ms].map(figure);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
