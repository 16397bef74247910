import { LRUCache } from 'lru-cache';

interface Entry {
  readonly value: NonNullable<unknown>;
  readonly storedAt: number;
  /** When it was last certain that its owner had not changed anything since `storedAt`. */
  readonly certainAt: number;
}

/** How long one call's answer may be reused. */
export interface CachePolicy {
  readonly ttlMs: number;
  /** How much longer it may stand in when the upstream fails. */
  readonly staleIfErrorMs?: number;
}

/**
 * Parsed answers of reads. Each entry belongs to an owner (a customer, or `shared`); a write on the owner's behalf
 * moves the owner to a new generation, which forgets all of its entries at once.
 */
export class AnswerCache {
  private readonly entries: LRUCache<string, Entry>;
  private readonly generations: LRUCache<string, number>;
  private nextGeneration = 1;
  private doubtedAt = -Infinity;

  constructor(
    maxEntries: number,
    private readonly now: () => number = Date.now,
  ) {
    const max = Math.max(1, maxEntries);
    this.entries = new LRUCache({ max });
    this.generations = new LRUCache({ max });
  }

  /** The key under which an owner's call is merged and cached now. */
  key(owner: string, call: string): string {
    let generation = this.generations.get(owner);
    if (generation === undefined) {
      generation = this.nextGeneration++;
      this.generations.set(owner, generation);
    }
    return `${generation}|${owner}|${call}`;
  }

  fresh(key: string, policy: CachePolicy): NonNullable<unknown> | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined || entry.certainAt < this.doubtedAt) return undefined;
    return this.now() - entry.storedAt < policy.ttlMs ? entry.value : undefined;
  }

  stale(key: string, policy: CachePolicy): { value: NonNullable<unknown>; asOf: Date } | undefined {
    const entry = this.entries.get(key);
    const bound = policy.ttlMs + (policy.staleIfErrorMs ?? 0);
    if (entry === undefined || this.now() - entry.storedAt >= bound) return undefined;
    return { value: entry.value, asOf: new Date(entry.storedAt) };
  }

  /** @param storedAt epoch milliseconds at which the upstream answered, when that was not now */
  store(key: string, value: NonNullable<unknown>, storedAt = this.now()): void {
    this.entries.set(key, { value, storedAt, certainAt: this.now() });
  }

  invalidate(owner: string): void {
    this.generations.set(owner, this.nextGeneration++);
  }

  /** From now on nothing that is here counts as fresh; it may still stand in when the upstream fails. */
  doubt(): void {
    this.doubtedAt = this.now();
  }
}
