import type { CustomerPrincipal } from './principal.js';

/** What the provider asks of the customer's own operations. Never logged, cached or stored in clear. */
export interface CustomerCredential {
  /** Bare document. */
  readonly user: string;
  readonly password: string;
}

/** The customer's own credential at the provider, for the few operations that take no other. */
export abstract class UpstreamCredentials {
  /** @throws Problem UPSTREAM_CREDENTIALS_REQUIRED when this session has none: the app asks for the password again. */
  abstract of(customer: CustomerPrincipal): Promise<CustomerCredential>;
}
