import type { Document } from '../../common/brazil/document.js';
import type { CustomerFileKind } from './customer-file-kinds.js';

export interface CustomerFile {
  /** Ours: says nothing of who sent it. */
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

export interface FileHolder {
  readonly id: string;
  readonly erpCustomerId: string;
  readonly document: Document;
}

/** Whoever keeps what customers send. */
export abstract class CustomerFilesPort {
  /** Adds files to the customer's record: irreversible, at most one request. Throws only when none was surely added. */
  abstract attach(
    holder: FileHolder,
    kind: CustomerFileKind,
    files: readonly CustomerFile[],
  ): Promise<'done' | 'refused' | 'uncertain'>;
}
