import type { ServiceOrderHolder } from './service-orders.port.js';

/** Whether a contract's equipment is connected. */
export abstract class LineStatusPort {
  /** Null when the provider has no session of the contract to tell by. */
  abstract online(holder: ServiceOrderHolder, contractId: string): Promise<boolean | null>;
}
