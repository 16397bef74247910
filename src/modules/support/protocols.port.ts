import type { Document } from '../../common/brazil/document.js';
import type { Answered } from '../../common/http/answered.js';

/** The record of one contact between the customer and the provider. */
export interface ServiceProtocol {
  readonly number: string;
  /** What it was about, as the provider classes it. */
  readonly kind: string | null;
  readonly status: string | null;
  readonly subject: string | null;
  readonly registeredAt: Date | null;
  readonly updatedAt: Date | null;
}

export interface ProtocolHolder {
  readonly id: string;
  readonly erpCustomerId: string;
  readonly document: Document;
}

export const MOST_PROTOCOLS = 10;

/** What this domain needs of whoever keeps the protocols. */
export abstract class ProtocolsPort {
  /** The latest protocols, newest first; `limit` from 1 to 10. */
  abstract latest(holder: ProtocolHolder, limit: number): Promise<Answered<ServiceProtocol[]>>;
}
