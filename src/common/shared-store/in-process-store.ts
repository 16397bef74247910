import { LRUCache } from 'lru-cache';
import { atMost } from '../growing-cache.js';
import { type Count, type Listener, SharedStore, type SharedStoreStatus } from './shared-store.js';

/** Above any honest number of callers in a window; the one not seen longest is forgotten first. */
const MAX_COUNTERS = 100_000;
const MAX_VALUES = 10_000;

interface Counter {
  count: number;
  /** Epoch milliseconds. */
  readonly endsAt: number;
}

interface Value {
  readonly text: string;
  readonly endsAt: number;
}

/** The store of an instance that is alone, or on its own for a while. */
export class InProcessStore extends SharedStore {
  readonly status: SharedStoreStatus = { medium: 'process', reachable: true, since: new Date() };
  private readonly counters = new LRUCache<string, Counter>(atMost(MAX_COUNTERS));
  private readonly values = new LRUCache<string, Value>(atMost(MAX_VALUES));
  private readonly listeners = new Map<string, Listener[]>();

  constructor(private readonly now: () => number = Date.now) {
    super();
  }

  async count(key: string, windowMs: number): Promise<Count> {
    const now = this.now();
    let counter = this.counters.get(key);
    if (counter === undefined || counter.endsAt <= now) {
      counter = { count: 0, endsAt: now + windowMs };
      this.counters.set(key, counter);
    }
    counter.count += 1;
    return { count: counter.count, remainingMs: counter.endsAt - now };
  }

  async read(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    const now = this.now();
    return keys.map((key) => {
      const value = this.values.get(key);
      return value !== undefined && value.endsAt > now ? value.text : undefined;
    });
  }

  async write(key: string, text: string, ttlMs: number): Promise<boolean> {
    this.values.set(key, { text, endsAt: this.now() + ttlMs });
    return true;
  }

  async announce(channel: string, message: string): Promise<boolean> {
    for (const listener of this.listeners.get(channel) ?? []) listener.heard(message);
    return true;
  }

  listen(channel: string, listener: Listener): void {
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), listener]);
  }
}
