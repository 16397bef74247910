/** A disturbance of the network that the provider knows of and that touches a contract now. */
export interface OutageNotice {
  /** For the customer to read. */
  readonly message: string;
  readonly startedAt: Date;
  readonly expectedResolutionAt: Date | null;
}

/** Where a contract is served, by which notices are addressed. */
export interface ServedPlace {
  readonly customerId: string;
  readonly contractId: string;
}

/** What this domain needs of whoever keeps notices of outages. */
export abstract class OutageNotices {
  /** The gravest notice that touches the contract now. */
  abstract current(place: ServedPlace): Promise<OutageNotice | undefined>;
}
