/** A field that was refused, named as the caller sent it. */
export interface InvalidField {
  readonly field: string;
  readonly message: string;
}

/** What makes one kind of problem: its code is also the last part of its `type` URI and its page's name. */
export interface ProblemKind {
  readonly code: string;
  readonly status: number;
  /** Short and the same for every occurrence; a customer may read it. */
  readonly title: string;
}

export interface ProblemOptions {
  readonly detail?: string;
  readonly invalidFields?: readonly InvalidField[];
  readonly retryAfterSeconds?: number;
  /** The provider's protocol number of the attendance, when one was opened before the refusal. */
  readonly protocol?: string;
  /** Further members of the body, snake_case, never personal data. */
  readonly extensions?: Readonly<Record<string, string | number | boolean | null>>;
  readonly cause?: unknown;
}

/** Thrown anywhere below a route; the one filter turns it into `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly options: ProblemOptions = {},
  ) {
    super(kind.code, { cause: options.cause });
    this.name = 'Problem';
  }
}

export const problemType = (code: string): string => `/problems/${code.toLowerCase().replaceAll('_', '-')}`;
