import type { Technician } from './service-orders.port.js';

/** A visit as the field service reported it. */
export interface FieldVisit {
  /** A technician is at work. */
  readonly started: boolean;
  readonly technician: Technician | null;
}

/** What the field service told us of visits, answered from what is kept here: nobody waits for it. */
export abstract class FieldVisitsPort {
  /** The latest visit of an order; undefined when none was reported. */
  abstract latestOf(orderId: string): Promise<FieldVisit | undefined>;
}
