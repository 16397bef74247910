import type { EntityManager } from 'typeorm';
import type { PlainDate } from '../../common/brazil/dates.js';
import type { Technician } from './service-orders.port.js';

/** A visit as the field service reported it. */
export interface FieldVisit {
  /** A technician is at work. */
  readonly started: boolean;
  readonly technician: Technician | null;
}

/** What became of a visit: `IMPEDED` is one that the technician could not carry out. */
export type VisitTurn = 'SCHEDULED' | 'STARTED' | 'DONE' | 'IMPEDED' | 'CANCELLED';

export interface VisitChange {
  /** Of the visit at the field service. */
  readonly visitId: string;
  /** Of the order. */
  readonly orderId: string;
  readonly turn: VisitTurn;
  readonly date: PlainDate | null;
  readonly technician: Technician | null;
}

/** What the field service told us of visits, answered from what is kept here: nobody waits for it. */
export abstract class FieldVisitsPort {
  /** The latest visit of an order; undefined when none was reported. */
  abstract latestOf(orderId: string): Promise<FieldVisit | undefined>;

  /** The oldest changes that nobody took yet; they are taken if and only if the transaction of `manager` commits. */
  abstract takeChanges(manager: EntityManager, limit: number): Promise<VisitChange[]>;

  /**
   * Asks the field service again of visits that have not ended and of which nothing was heard lately, in case an event
   * was lost; how many were asked of.
   * @throws the signal's reason when it aborts, or an upstream error.
   */
  abstract refreshOpen(most: number, signal: AbortSignal): Promise<number>;
}
