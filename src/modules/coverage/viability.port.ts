/** Degrees. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** A home in a condominium. */
export interface CondominiumUnit {
  readonly condominiumId: string;
  readonly blockId: string;
  readonly floor: number | null;
  readonly houseNumber: number | null;
}

export interface ViabilityQuestion {
  readonly streetId: string;
  /** 0 for a house without number. */
  readonly houseNumber: number;
  readonly place: Coordinates;
  readonly unit: CondominiumUnit | undefined;
}

export interface Viability {
  readonly result: 'APPROVED' | 'REFUSED' | 'UNKNOWN';
  /** To the nearest point of the network, in kilometres. */
  readonly distanceKm: number | null;
  /** FIBRA and the like; null when nothing reaches. */
  readonly technology: string | null;
}

/** What this domain needs of whoever knows where the network reaches. */
export abstract class ViabilityPort {
  abstract check(question: ViabilityQuestion): Promise<Viability>;
}
