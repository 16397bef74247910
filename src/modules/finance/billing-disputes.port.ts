/** Whose dispute it is. */
export interface DisputeHolder {
  readonly id: string;
  readonly erpCustomerId: string;
}

/** An attendance that is to be opened for a contested charge. */
export interface DisputeRequest {
  readonly contractId: string;
  /** Ours, of this dispute alone; part of the text, by which the attendance is found again. */
  readonly reference: string;
  /** What the provider's people read. */
  readonly text: string;
}

/** `uncertain` when the answer was lost and the attendance may or may not have been opened. */
export type DisputeOutcome = { readonly kind: 'opened'; readonly protocol: string } | { readonly kind: 'uncertain' };

/** A file that a customer adds to a dispute. */
export interface DisputeFile {
  /** Ours: says nothing of who sent it. */
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** What contesting a charge needs of the provider. */
export abstract class BillingDisputesPort {
  /** Opens an attendance; asked at most once. A failure that is thrown says that nothing happened. */
  abstract open(holder: DisputeHolder, request: DisputeRequest): Promise<DisputeOutcome>;
  /** The protocol of the attendance with this reference, opened since; undefined when there is none. */
  abstract findProtocol(
    holder: DisputeHolder,
    request: Pick<DisputeRequest, 'contractId' | 'reference'>,
    since: Date,
  ): Promise<string | undefined>;
  /**
   * Adds files to the attendance: irreversible, at most one request. Throws only when none was surely added.
   * @returns `refused` also when the provider lists the attendance no more.
   */
  abstract attach(
    holder: DisputeHolder,
    dispute: { readonly contractId: string; readonly protocol: string },
    files: readonly DisputeFile[],
  ): Promise<'done' | 'refused' | 'uncertain'>;
  /** Which of these protocols are closed; ones that are not listed are not. */
  abstract closedAmong(holder: DisputeHolder, protocols: readonly string[]): Promise<ReadonlySet<string>>;
}
