import type { Coordinates } from './viability.port.js';

export interface PlaceOfAddress {
  readonly streetId: string;
  readonly houseNumber: number;
}

/** Finds addresses on the map. */
export abstract class GeocodingPort {
  /** Undefined where the place is not known. */
  abstract locate(address: PlaceOfAddress): Promise<Coordinates | undefined>;
}
