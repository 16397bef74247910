import type { Deadline } from './deadline.js';
import type { CallPriority } from './rate-limiter.js';

/** One attempt: an irreversible act is uncertain only once a part of its request may have left this process. */
export interface Attempt {
  readonly deadline: Deadline;
  /** Monotonic milliseconds of the deadline. */
  readonly endsAt: number;
  readonly priority: CallPriority;
  sent: boolean;
}
