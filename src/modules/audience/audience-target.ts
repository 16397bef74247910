/**
 * Whom content is for: all of its kinds must match, any entry within a kind. A kind left out matches everybody; a list
 * is never empty. Names are in the form of `comparableName`.
 */
export interface AudienceTarget {
  /** Keyed hashes of CPFs and CNPJs. */
  readonly document_hashes?: readonly string[];
  readonly cities?: readonly string[];
  readonly plans?: readonly string[];
  /** Of contracts. */
  readonly statuses?: readonly string[];
  readonly platforms?: readonly ('ios' | 'android')[];
  readonly min_version?: string;
  readonly max_version?: string;
  /** The versions as they are compared (`appVersionSortKey`). */
  readonly min_version_key?: string;
  readonly max_version_key?: string;
}

/** What is known here of a customer, or of one of their contracts. What is not known matches no target that asks for it. */
export interface CustomerFacts {
  /** Keyed hash of the document; null when the account is gone. */
  readonly documentHash: string | null;
  /** Cities, plans and statuses of the contracts, in the form of `comparableName`. */
  readonly cities: readonly string[];
  readonly plans: readonly string[];
  readonly statuses: readonly string[];
}

/** Somebody of whom nothing is known: a caller who has not logged in. */
export const STRANGER: CustomerFacts = { documentHash: null, cities: [], plans: [], statuses: [] };
