import { addDays, epochOfMidnight, todayInSaoPaulo } from '../../common/brazil/dates.js';

export interface RebootLimits {
  readonly cooldownSeconds: number;
  /** On a day of America/Sao_Paulo. */
  readonly perDay: number;
}

export interface RebootRefusal {
  readonly reason: 'COOLDOWN' | 'DAILY_LIMIT';
  readonly retryAfterSeconds: number;
}

/**
 * Why an equipment is not restarted now; undefined when it may be.
 * @param earlier epoch milliseconds of the restarts so far
 */
export function rebootRefusal(
  earlier: readonly number[],
  limits: RebootLimits,
  now: number,
): RebootRefusal | undefined {
  const today = todayInSaoPaulo(() => now);
  const ofToday = earlier.filter((at) => at >= epochOfMidnight(today));
  if (ofToday.length >= limits.perDay) {
    return { reason: 'DAILY_LIMIT', retryAfterSeconds: secondsUntil(epochOfMidnight(addDays(today, 1)), now) };
  }
  const coolAt = Math.max(0, ...earlier) + limits.cooldownSeconds * 1_000;
  return coolAt > now ? { reason: 'COOLDOWN', retryAfterSeconds: secondsUntil(coolAt, now) } : undefined;
}

const secondsUntil = (at: number, now: number): number => Math.max(1, Math.ceil((at - now) / 1_000));
