/** What is known of a customer that a popup may be targeted by. What is not known matches no popup that asks for it. */
export interface PopupAudienceFacts {
  /** `popupDocumentHash` of the customer's document; undefined when the account is gone. */
  readonly documentHash: string | undefined;
  /** Names of the cities served, as the provider writes them. */
  readonly cities: readonly string[];
  readonly plans: readonly string[];
  /** Statuses of the contracts. */
  readonly statuses: readonly string[];
}

/** What popups need to know of customers. */
export abstract class PopupAudiencePort {
  /**
   * Read from local state only: popups are asked for on every screen.
   *
   * @param contractId one of the customer's contracts, to know of no other; undefined for all of them.
   */
  abstract facts(customerId: string, contractId: string | undefined): Promise<PopupAudienceFacts>;
}
