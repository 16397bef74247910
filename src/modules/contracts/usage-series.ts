import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import type { TrafficReading } from './contract-usage.port.js';

/** How wide the points of a graph are. */
export type UsageResolution = 'TEN_MINUTES' | 'HOUR' | 'DAY';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Readings farther apart say nothing of the time between them that a graph could show. */
const LONGEST_GAP_MS = DAY_MS;

export interface UsagePoint {
  /** When the point begins, ISO 8601 in Sao Paulo. */
  readonly at: string;
  /** Bits a second over the time that was measured. */
  readonly downloadBps: number;
  readonly uploadBps: number;
}

export interface UsageSeries {
  readonly points: readonly UsagePoint[];
  readonly downloadBytes: number;
  readonly uploadBytes: number;
}

/** Points that a phone can draw, whatever the period. */
export function resolutionFor(periodMs: number): UsageResolution {
  if (periodMs <= 2 * DAY_MS) return 'TEN_MINUTES';
  return periodMs <= 10 * DAY_MS ? 'HOUR' : 'DAY';
}

interface Sum {
  seconds: number;
  download: number;
  upload: number;
}

/** Averages and totals of running counters. Where a counter fell it began anew, and that step is left out. */
export function usageSeries(readings: readonly TrafficReading[], resolution: UsageResolution): UsageSeries {
  const sorted = [...readings].sort((left, right) => left.at.getTime() - right.at.getTime());
  const sums = new Map<string, Sum>();
  const total = { download: 0, upload: 0 };
  for (const [index, reading] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before === undefined) continue;
    const elapsedMs = reading.at.getTime() - before.at.getTime();
    const download = reading.downloadBits - before.downloadBits;
    const upload = reading.uploadBits - before.uploadBits;
    if (elapsedMs <= 0 || elapsedMs > LONGEST_GAP_MS || download < 0 || upload < 0) continue;
    const key = beginningOf(before.at, resolution);
    const sum = sums.get(key) ?? { seconds: 0, download: 0, upload: 0 };
    sums.set(key, {
      seconds: sum.seconds + elapsedMs / 1_000,
      download: sum.download + download,
      upload: sum.upload + upload,
    });
    total.download += download;
    total.upload += upload;
  }
  return {
    points: [...sums].map(([at, sum]) => ({
      at,
      downloadBps: Math.round(sum.download / sum.seconds),
      uploadBps: Math.round(sum.upload / sum.seconds),
    })),
    downloadBytes: Math.round(total.download / 8),
    uploadBytes: Math.round(total.upload / 8),
  };
}

/** On the wall clock in Sao Paulo, so that days begin at its midnight. */
function beginningOf(at: Date, resolution: UsageResolution): string {
  const text = toSaoPauloInstant(at);
  const zone = text.slice(19);
  switch (resolution) {
    case 'TEN_MINUTES':
      return `${text.slice(0, 15)}0:00${zone}`;
    case 'HOUR':
      return `${text.slice(0, 13)}:00:00${zone}`;
    case 'DAY':
      return `${text.slice(0, 10)}T00:00:00${zone}`;
  }
}
