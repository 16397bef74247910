import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { getRequest } from './http-connection.js';
import { allAtOnce, closedLoop, openLoop, type Target } from './load.js';
import { logIn, read, type RunningProduct, startProduct } from './product.js';
import { median, medianOf, quantile, type Sample, sampleOf } from './report.js';
import type { Contestant, Servers } from './servers.js';

const STEADY_RATE = 1_000;
const STEADY_CONNECTIONS = 64;
const IDENTICAL_READS = 1_000;
/** So slow an ERP that all identical reads are there before it answers. */
const SLOW_ERP_MS = 500;
const SETTLING_MS = 5_000;
/** Each round takes fresh customers, of whom nothing is kept yet; the first round only warms up. */
const HOME_ROUNDS = 5;
const HOME_ERP_MS = 100;

/** What Home shows, section by section, where an app asks for that alone. */
const SECTIONS_ALONE = [
  '/app/v1/interface/banner-blocking',
  '/app/v1/massive-warnings',
  '/app/v1/customers/contracts',
  '/app/v1/customers/connection-status',
  '/app/v1/interface/invoices',
  '/app/v1/interface/cards',
  '/app/v1/interface/banners?placement=HOME',
  '/app/v1/interface/menu',
  '/app/v1/popups?screen=HOME',
  '/app/v1/messages',
] as const;

/** Customers whom the measurements below want to have asked nothing yet. */
export const FRESH_CUSTOMERS = 1 + HOME_ROUNDS * (1 + SECTIONS_ALONE.length);

export interface Extent {
  readonly connections: number;
  readonly rounds: number;
  /** Of one measurement of one contestant. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/**
 * Asks each contestant as fast as it answers, one after another and round after round: a machine that is busy with
 * something else for a while slows all of them. The first round only warms up.
 * @returns the medians over the rounds, in the order given
 */
export async function throughput(contestants: readonly Contestant[], extent: Extent): Promise<Sample[]> {
  for (const { target } of contestants) await closedLoop(target, extent.connections, extent.warmUpSeconds);
  const samples = contestants.map((): Sample[] => []);
  for (let round = 0; round < extent.rounds; round += 1) {
    for (const [index, { process, target }] of contestants.entries()) {
      const before = await process.usage();
      const load = await closedLoop(target, extent.connections, extent.seconds);
      const after = await process.usage();
      samples[index]?.push(sampleOf(load, after.cpuMicroseconds - before.cpuMicroseconds));
    }
  }
  return samples.map(medianOf);
}

/** Milliseconds that the 99th percentile of a read grows by when it is asked through somebody, at 1,000 a second. */
export async function addedLatency(direct: Target, through: Contestant, extent: Extent): Promise<number> {
  const p99 = async (target: Target): Promise<number> =>
    quantile((await openLoop(target, STEADY_RATE, STEADY_CONNECTIONS, extent.seconds)).latencies, 0.99);
  const added: number[] = [];
  for (let round = 0; round < extent.rounds; round += 1) {
    const [alone, asked] = [await p99(direct), await p99(through.target)];
    added.push(asked - alone);
  }
  return median(added);
}

/** How often the ERP was called for 1,000 identical reads that came at once, none of them cached. */
export async function callsForIdenticalReads(servers: Servers): Promise<number> {
  const { product, erp } = servers;
  const [customer] = servers.freshCustomers;
  if (customer === undefined) throw new RangeError('no customer is left');
  const headers = await logIn(product, customer);
  const request = getRequest(`${product.url}/app/v1/customers/contracts`, headers);
  await erpCalls(erp.url, `delay/${SLOW_ERP_MS}`);
  await allAtOnce({ url: product.url, requests: [request] }, IDENTICAL_READS);
  return erpCalls(erp.url, 'delay/0');
}

/** Milliseconds that Home takes longer than the slowest of its sections asked alone, with an ERP that takes its time. */
export async function homeOverSlowestSection({ product, erp, freshCustomers }: Servers): Promise<number> {
  const over: number[] = [];
  for (let round = 0; round < HOME_ROUNDS; round += 1) {
    const size = 1 + SECTIONS_ALONE.length;
    const asking = await Promise.all(
      freshCustomers
        .slice(1 + round * size, 1 + (round + 1) * size)
        .map(async (customer) => ({ contractId: customer.contractId, headers: await logIn(product, customer) })),
    );
    await erpCalls(erp.url, `delay/${HOME_ERP_MS}`);
    const took: number[] = [];
    for (const [index, { contractId, headers }] of asking.entries()) {
      const path = index === 0 ? '/app/v1/interface/home' : (SECTIONS_ALONE[index - 1] ?? '');
      const url = `${product.url}${path}${path.includes('?') ? '&' : '?'}contractId=${contractId}`;
      const askedAt = performance.now();
      await read(url, headers);
      took.push(performance.now() - askedAt);
    }
    await erpCalls(erp.url, 'delay/0');
    const [home = Number.NaN, ...alone] = took;
    if (round > 0) over.push(home - Math.max(...alone));
  }
  return median(over);
}

export interface Start {
  /** From the process's start to its first good answer, with the database there. */
  readonly readyAfterMs: number;
  /** Some seconds later, nothing asked. */
  readonly restingMegabytes: number;
}

/** Starts another product like the one that runs, so many times one after another. */
export async function starts(environment: Readonly<Record<string, string>>, times: number): Promise<Start> {
  const measured: Start[] = [];
  for (let time = 0; time < times; time += 1) {
    const { process } = await startProduct(environment);
    try {
      await delay(SETTLING_MS);
      measured.push({ readyAfterMs: process.readyAfterMs, restingMegabytes: await residentMegabytes({ process }) });
    } finally {
      await process.stop();
    }
  }
  return {
    readyAfterMs: median(measured.map(({ readyAfterMs }) => readyAfterMs)),
    restingMegabytes: median(measured.map(({ restingMegabytes }) => restingMegabytes)),
  };
}

export const residentMegabytes = async ({ process }: Pick<RunningProduct, 'process'>): Promise<number> =>
  (await process.usage()).residentBytes / 1_048_576;

/** Gives the simulated ERP's front a command; how many calls there were since the one before. */
async function erpCalls(erpUrl: string, command: string): Promise<number> {
  const answer = await fetch(`${erpUrl}/__bench/${command}`);
  const calls = z.record(z.string(), z.number()).parse(await answer.json());
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}
