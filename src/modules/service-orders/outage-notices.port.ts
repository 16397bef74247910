/** Something that is wrong with the network, or will be, where a contract is served. */
export interface OutageNotice {
  readonly kind: 'MASSIVE_OUTAGE' | 'PLANNED_MAINTENANCE';
  /** For the customer to read. */
  readonly message: string;
  readonly expectedResolutionAt: Date | null;
}

/** Who knows of outages. */
export abstract class OutageNotices {
  /** The notices that are in force for a contract of the customer. */
  abstract inForce(customerId: string, contractId: string): Promise<readonly OutageNotice[]>;
}
