/** A whole answer, as it went out the first time. */
export interface StoredAnswer {
  readonly status: number;
  /** Null for an answer without a body. */
  readonly contentType: string | null;
  readonly body: string | null;
}

/** Thrown instead of carrying a request out: its first answer goes out again, byte for byte. */
export class StoredAnswerReplay extends Error {
  constructor(readonly answer: StoredAnswer) {
    super('stored answer');
    this.name = 'StoredAnswerReplay';
  }
}
