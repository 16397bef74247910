import type { Load } from './load.js';

/** What one contestant did in one round. */
export interface Sample {
  readonly requestsPerSecond: number;
  readonly cpuMicroseconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** A figure that was measured, and what it may be. */
export interface Budget {
  readonly name: string;
  readonly measured: number;
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** The value below which such a share of an ascending list lies (nearest rank). */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const rank = Math.min(ascending.length - 1, Math.max(0, Math.ceil(share * ascending.length) - 1));
  return ascending[rank] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile([...values].sort(ascending), 0.5);

export const sampleOf = (load: Load, cpuMicroseconds: number): Sample => ({
  requestsPerSecond: load.answers / load.seconds,
  cpuMicroseconds: cpuMicroseconds / load.answers,
  p50Ms: quantile(load.latencies, 0.5),
  p99Ms: quantile(load.latencies, 0.99),
});

/** The median of every member, each taken alone. */
export const medianOf = (samples: readonly Sample[]): Sample => ({
  requestsPerSecond: median(samples.map(({ requestsPerSecond }) => requestsPerSecond)),
  cpuMicroseconds: median(samples.map(({ cpuMicroseconds }) => cpuMicroseconds)),
  p50Ms: median(samples.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(samples.map(({ p99Ms }) => p99Ms)),
});

/** Rows under their headings, the first column to the left and the others to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    widths
      .map((width, column) => (column === 0 ? (row[column] ?? '').padEnd(width) : (row[column] ?? '').padStart(width)))
      .join('  ');
  return all.map((row) => `  ${line(row)}\n`).join('');
}

/** A number with as many digits as say something. */
export const figure = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

export const budgetRow = ({ name, measured, unit, atLeast, atMost }: Budget): string[] => {
  const bounds = [
    ...(atLeast === undefined ? [] : [`at least ${figure(atLeast)}`]),
    ...(atMost === undefined ? [] : [`at most ${figure(atMost)}`]),
  ];
  const met = measured >= (atLeast ?? -Infinity) && measured <= (atMost ?? Infinity) ? 'met' : 'MISSED';
  return [name, `${figure(measured)} ${unit}`.trim(), bounds.join(', '), bounds.length === 0 ? '' : met];
};

const ascending = (left: number, right: number): number => left - right;
