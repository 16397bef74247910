import type { IncomingHttpHeaders } from 'node:http';

export interface JournalEntry {
  /** ISO 8601, by the simulator's clock. */
  readonly at: string;
  /** `null`: no such route, or no handler for it. */
  readonly operationId: string | null;
  readonly method: string;
  /** As requested, with the query. */
  readonly path: string;
  /** `null` until answered, and for ever when the connection was dropped or left hanging. */
  readonly status: number | null;
  /** The kind of the fault that was played. */
  readonly fault?: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed when it is JSON; `{ bytes }` for large or other bodies. */
  readonly body?: unknown;
}

export type OpenEntry = { -readonly [K in keyof JournalEntry]: JournalEntry[K] };

const KEPT_CALLS = 1_000;

/** The calls a simulator received: the last thousand in full, all of them counted. */
export class Journal {
  private entries: OpenEntry[] = [];
  private readonly counted = new Map<string | null, number>();

  /** Remembers a call; what it came to is written into the entry later. */
  open(entry: OpenEntry): OpenEntry {
    this.entries.push(entry);
    if (this.entries.length > KEPT_CALLS) this.entries.shift();
    this.counted.set(entry.operationId, this.count(entry.operationId) + 1);
    return entry;
  }

  /** Oldest first; of one operation when an id is given. */
  calls(operationId?: string): readonly JournalEntry[] {
    return this.entries.filter((entry) => operationId === undefined || entry.operationId === operationId);
  }

  /** How often an operation was called since the last clear, however many calls are still kept. */
  count(operationId: string | null): number {
    return this.counted.get(operationId) ?? 0;
  }

  clear(): void {
    this.entries = [];
    this.counted.clear();
  }
}
