import type { DeliveryEnd } from './push-delivery-queue.service.js';
import type { PushNotificationsConfig } from './push-notifications.config.js';
import type { PushOutcome } from './push-sender.port.js';

type RetryConfig = Pick<PushNotificationsConfig, 'mostAttempts' | 'backoffMs' | 'quotaPauseMs'>;

/** Whatever the push service asks for: a slip of its pen must not end pushes for good. */
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * What an answer of the push service makes of a delivery.
 * @param attempt of those that count, from 1
 * @param random 0 to 1, so that what failed together does not come back together
 */
export function endOfOutcome(
  outcome: PushOutcome,
  attempt: number,
  config: RetryConfig,
  random: () => number = Math.random,
): DeliveryEnd {
  switch (outcome.kind) {
    case 'sent':
      return { state: 'SENT', reason: null };
    case 'dead-token':
      return { state: 'FAILED', reason: outcome.reason };
    case 'ios-unreachable':
      return { state: 'FAILED', reason: 'THIRD_PARTY_AUTH_ERROR' };
    case 'refused':
      return { state: 'FAILED', reason: 'PAYLOAD_REFUSED' };
    case 'uncertain':
      return { state: 'UNCERTAIN', reason: 'ANSWER_LOST' };
    case 'not-configured':
      return { state: 'SUPPRESSED', reason: 'NO_PUSH_SERVICE' };
    case 'later':
      return endOfLater(outcome, attempt, config, random());
  }
}

function endOfLater(
  { reason, afterMs = 0 }: Extract<PushOutcome, { kind: 'later' }>,
  attempt: number,
  config: RetryConfig,
  random: number,
): DeliveryEnd {
  const requeued = { state: 'QUEUED', prolongs: false } as const;
  if (reason !== 'unavailable') {
    // It says nothing of this message: its time to live is what ends the waiting.
    const pauseMs = pauseOf(reason, afterMs, config) * (1 + random / 4);
    return { ...requeued, reason: reason.toUpperCase(), afterMs: pauseMs, counts: false };
  }
  if (attempt >= config.mostAttempts) return { state: 'FAILED', reason: 'UNAVAILABLE' };
  const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(afterMs, config.backoffMs * 2 ** (attempt - 1)));
  return { ...requeued, reason: 'UNAVAILABLE', afterMs: pauseMs * (1 + random / 2), counts: true };
}

/** Milliseconds that nothing is worth sending; what the push service asks for goes before ours. */
const pauseOf = (reason: 'quota' | 'credentials' | 'unreachable', afterMs: number, config: RetryConfig): number =>
  afterMs > 0 ? Math.min(LONGEST_PAUSE_MS, afterMs) : reason === 'unreachable' ? config.backoffMs : config.quotaPauseMs;

/** Milliseconds that everything waits because of these answers; 0 when it need not. */
export function longestHold(outcomes: readonly PushOutcome[], config: RetryConfig): number {
  return Math.max(
    0,
    ...outcomes.map((outcome) =>
      outcome.kind === 'later' && outcome.reason !== 'unavailable'
        ? pauseOf(outcome.reason, outcome.afterMs ?? 0, config)
        : 0,
    ),
  );
}
