import type { Answered } from '../../common/http/answered.js';
import type { ContractHolder } from '../contracts/contracts.port.js';

/** The latest session of a contract's equipment, as the provider accounts it. */
export interface LastConnection {
  readonly contractId: string;
  readonly startedAt: Date;
  /** When the equipment was heard last within the session. */
  readonly updatedAt: Date | null;
  /** Null while the session lasts. */
  readonly stoppedAt: Date | null;
  /** The customer's own public address. */
  readonly address: string | null;
}

/** What this domain needs of the provider. */
export abstract class LastConnectionsPort {
  /** Of every internet contract whose equipment ever connected. */
  abstract list(holder: ContractHolder): Promise<Answered<LastConnection[]>>;
}
