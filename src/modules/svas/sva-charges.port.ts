export interface SvaChargeHolder {
  readonly id: string;
  readonly erpCustomerId: string;
}

export interface SvaCharge {
  readonly contractId: string;
  /** What the ERP charges for the service. */
  readonly erpServiceId: string;
  /** Written into the charge, to be found by people who look for it. */
  readonly reference: string;
}

/** What this domain needs of whoever charges for services. */
export abstract class SvaChargesPort {
  /** Centavos that the service costs where the contract is served; undefined when it is not sold there. */
  abstract priceOf(holder: SvaChargeHolder, contractId: string, erpServiceId: string): Promise<number | undefined>;
  /** Charges it, once: the charge's id. Throws only when it was surely not charged. */
  abstract charge(holder: SvaChargeHolder, charge: SvaCharge): Promise<{ readonly id: string } | 'uncertain'>;
}
