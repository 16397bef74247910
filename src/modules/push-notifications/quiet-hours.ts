import { toSaoPauloInstant } from '../../common/brazil/dates.js';

/** Hours of the day in Sao Paulo, 0 to 23, from the first up to the second; equal ones are no hours at all. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

const HOUR_MS = 3_600_000;

/** The instant itself, or the end of the quiet hours it falls in; epoch milliseconds. */
export function endOfQuietHours(epochMs: number, quiet: QuietHours): number {
  let instant = epochMs;
  // Hour by hour: an offset that changes in the night moves the end of it.
  while (isQuiet(instant, quiet)) instant = (Math.floor(instant / HOUR_MS) + 1) * HOUR_MS;
  return instant;
}

export function isQuiet(epochMs: number, { from, to }: QuietHours): boolean {
  if (from === to) return false;
  const hour = Number(toSaoPauloInstant(epochMs).slice(11, 13));
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** Minutes after quiet hours over which what waited for their end is spread: every app opened at eight is a rush too. */
const SPREAD_MINUTES = 10;

/** Milliseconds to wait beyond the end of the quiet hours. */
export const spreadAfterQuietHours = (): number => Math.random() * SPREAD_MINUTES * 60_000;
