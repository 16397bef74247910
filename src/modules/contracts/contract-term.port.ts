import type { ContractHolder } from './contracts.port.js';

/** What this domain needs of the provider. */
export abstract class ContractTermPort {
  /** The contract's term as a PDF. */
  abstract document(holder: ContractHolder, contractId: string): Promise<Uint8Array>;
  /** Accepts the contract; cannot be undone, nor read back. `uncertain` when the answer was lost. */
  abstract accept(holder: ContractHolder, contractId: string): Promise<'accepted' | 'refused' | 'uncertain'>;
}
