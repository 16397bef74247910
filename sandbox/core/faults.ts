import { z } from 'zod';

const times = z.int().min(1).optional();
const ms = z.int().min(0).max(600_000);
const fault = <K extends string, S extends z.core.$ZodShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), times, ...shape });

/**
 * What can go wrong, for so many calls (`times`) or until cleared.
 * The operation is carried out only by `latency`, `slow-after`, `truncated` and `reset-after`.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Waits, then carries the operation out. */
  fault('latency', { ms }),
  /** Accepts the request and never answers. */
  fault('hang', {}),
  /** Sends headers, then a byte every so many milliseconds for ever. */
  fault('drip', { ms: ms.min(1).default(50) }),
  /** An error status with an HTML page; `retryAfter` is the header's own text or seconds. */
  fault('status', {
    status: z.int().min(400).max(599),
    retryAfter: z.union([z.int().min(0), z.string().min(1)]).optional(),
  }),
  /** A maintenance page with status 200. */
  fault('html', {}),
  /** Random bytes that call themselves JSON. */
  fault('garbage', {}),
  /** The true answer, cut in half: `consistent` declares the length it sends, `content-length-mismatch` the full one. */
  fault('truncated', { framing: z.enum(['consistent', 'content-length-mismatch']).default('consistent') }),
  /** Drops the connection without doing anything. */
  fault('reset', {}),
  /** Carries the operation out, then drops the connection: the answer is lost. */
  fault('reset-after', {}),
  /** Carries the operation out, then keeps its answer back. */
  fault('slow-after', { ms }),
  /** Status 200 and no body. */
  fault('empty', {}),
  /** A body of so many bytes, or without end. */
  fault('huge', { bytes: z.int().min(1).optional() }),
  /** JSON that no operation answers. */
  fault('wrong-shape', {}),
  /** A failure told with status 200. */
  fault('error-envelope', {}),
]);

export type Fault = z.output<typeof faultSchema>;
export type FaultKind = Fault['kind'];
/** A fault as one writes it: members with a default may be left out. */
export type FaultInput = z.input<typeof faultSchema>;

export interface FaultSwitch {
  /** An operation id, or `*` for every mounted operation. */
  readonly target: string;
  /** `times` counts down as the fault is played. */
  readonly fault: Fault;
}

/** The fault switches of one simulator. A switch of an operation goes before that of `*`. */
export class Faults {
  private readonly switches = new Map<string, Fault>();

  constructor(private readonly operationIds: ReadonlySet<string>) {}

  /** Replaces the target's switch. Throws RangeError for an operation that is not mounted, ZodError for a bad fault. */
  set(target: string, input: FaultInput): void {
    this.requireTarget(target);
    this.switches.set(target, faultSchema.parse(input));
  }

  /** Clears one target's switch, or all. Throws RangeError for an operation that is not mounted. */
  clear(target?: string): void {
    if (target === undefined) return this.switches.clear();
    this.requireTarget(target);
    this.switches.delete(target);
  }

  list(): readonly FaultSwitch[] {
    return [...this.switches].map(([target, fault]) => ({ target, fault }));
  }

  /** The fault to play for a call of this operation, counted as played. */
  take(operationId: string): Fault | undefined {
    for (const target of [operationId, '*']) {
      const fault = this.switches.get(target);
      if (fault === undefined) continue;
      if (fault.times === 1) this.switches.delete(target);
      else if (fault.times !== undefined) this.switches.set(target, { ...fault, times: fault.times - 1 });
      return fault;
    }
    return undefined;
  }

  private requireTarget(target: string): void {
    if (target !== '*' && !this.operationIds.has(target)) {
      throw new RangeError(`${target} is not a mounted operation; name one of them, or *`);
    }
  }
}
