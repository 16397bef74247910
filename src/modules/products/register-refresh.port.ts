/** How many of the provider's registers could be read anew. */
export interface RegisterRefresh {
  readonly read: number;
  readonly failed: number;
}

/** The provider's registers that customers' screens lean on: what is sold, how it is paid, when it falls due. */
export abstract class RegisterRefreshPort {
  /**
   * Reads each anew, one after the other, whatever is kept of it.
   * @throws the signal's reason when it aborts.
   */
  abstract refresh(signal: AbortSignal): Promise<RegisterRefresh>;
}
