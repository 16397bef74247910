import type { EntityManager } from 'typeorm';

/** What a run says of itself to the operators: counts and words of ours, never personal data. */
export type JobResult = Readonly<Record<string, string | number | boolean | null>>;

/** Work that the clock asks for, declared once and carried out by one instance of however many there are. */
export interface ScheduledJob {
  /** Stable: it names the job in the database and in the admin's routes. Lower-case words, dots and dashes. */
  readonly id: string;
  /** What it does, for operators. */
  readonly title: string;
  /** Cron expression (five fields, or six with seconds first), read in America/Sao_Paulo. */
  readonly schedule: string;
  /** Milliseconds one run may take; the signal aborts then. */
  readonly timeoutMs: number;
  /**
   * What becomes of ticks that came while no instance ran or the run before them took long: each is carried out (the
   * default), or one run stands for all of them. A tick that was begun is always carried to its end.
   */
  readonly missed?: 'each' | 'once';
  /**
   * One run. A run that throws has failed and its tick is over; a run whose process died is begun again elsewhere, so
   * an effect outside `finishWith` must bear repetition.
   */
  run(context: JobContext): Promise<JobResult>;
}

export interface JobContext {
  /** Aborts at the timeout, at shutdown, and when the tick was lost to another instance. */
  readonly signal: AbortSignal;
  /** The tick this run is for, the same in every attempt: the key of its effects. */
  readonly scheduledFor: Date;
  /** From 1; above it, an earlier holder died or was shut down. */
  readonly attempt: number;
  /** Asked for by an administrator, not by the schedule. */
  readonly manual: boolean;
  /**
   * Ends the tick in the transaction that holds its effects, so that they happen exactly once whoever dies when. The
   * last thing a run does.
   * @throws TickLostError, with nothing done, when another instance has the tick.
   */
  finishWith(work: (manager: EntityManager) => Promise<JobResult>): Promise<JobResult>;
}

/** The tick is another's: whatever this run did in its transaction is undone. */
export class TickLostError extends Error {
  override readonly name = 'TickLostError';
}

export class JobTimeoutError extends Error {
  override readonly name = 'JobTimeoutError';
}

export class JobStoppedError extends Error {
  override readonly name = 'JobStoppedError';
}
