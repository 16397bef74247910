import type { FreeSlot, ServiceOrderHolder, ServiceOrderType } from './service-orders.port.js';

/** By what the provider plans its visits, as ids of its own. */
export interface VisitPlace {
  readonly technologyId: string;
  readonly cityId: string;
  readonly contractTypeId: string;
}

/** Days on which technicians have room, before there is an order. */
export abstract class VisitCapacityPort {
  /** Undefined when the provider's registers do not tell where the contract belongs. */
  abstract placeOf(holder: ServiceOrderHolder, contractId: string): Promise<VisitPlace | undefined>;
  /** Slots with room, in no order. */
  abstract slots(type: ServiceOrderType, place: VisitPlace): Promise<FreeSlot[]>;
}
