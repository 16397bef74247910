/** What the network was told to do. */
export interface Network {
  /** Contracts whose equipment was taken out of service. */
  readonly deprovisioned: Set<number>;
  /** Contracts whose exit of the distribution box was freed. */
  readonly releasedExits: Set<number>;
  /** When the equipment of a contract was restarted last, in epoch milliseconds. */
  readonly rebootedAt: Map<number, number>;
}

export const seedNetwork = (): Network => ({
  deprovisioned: new Set(),
  releasedExits: new Set(),
  rebootedAt: new Map(),
});

/** The login with which the contract's equipment dials in. */
export const radiusLoginOf = (contractId: number): string => `cliente${contractId}`;
