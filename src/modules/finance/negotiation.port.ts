import type { CustomerCredential } from '../../common/auth/upstream-credentials.js';
import type { Parcel } from './negotiation-plan.js';

/** Bills that become parcels. */
export interface NegotiationRequest {
  /** The account here. */
  readonly customerId: string;
  readonly credential: CustomerCredential;
  readonly billIds: readonly string[];
  readonly parcels: readonly Parcel[];
}

/** `uncertain` when the answer was lost and the negotiation may or may not have happened. */
export type NegotiationOutcome = 'done' | 'refused' | 'uncertain';

/** What negotiations need of the provider. */
export abstract class NegotiationPort {
  /** Closes the bills and makes one for each parcel; asked at most once. A failure that is thrown says that nothing happened. */
  abstract commit(request: NegotiationRequest): Promise<NegotiationOutcome>;
}
