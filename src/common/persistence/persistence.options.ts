/** Where and how the product's database is reached. */
export interface PersistenceOptions {
  /** `postgres://` address with credentials: never logged. */
  url: string;
  /** Most connections this process holds at once. */
  poolSize: number;
  /** The server cancels a statement that runs longer, in milliseconds. */
  statementTimeoutMs: number;
  /** true: encrypted connection with a verified server certificate. */
  ssl?: boolean;
}

/** Injection token of `PersistenceOptions`; a global module provides it. */
export const PERSISTENCE_OPTIONS = Symbol('PERSISTENCE_OPTIONS');
