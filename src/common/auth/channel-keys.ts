import { createHash, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const REMEMBERED_KEYS = 64;

/** The keys that apps and panels present in the `apiKey` header. Only digests are kept. */
export class ChannelKeys {
  private readonly digests: readonly Buffer[];
  /** Accepted keys, so that a busy channel is not hashed on every request. */
  private readonly accepted = new LRUCache<string, true>({ max: REMEMBERED_KEYS });

  constructor(keys: readonly string[]) {
    this.digests = keys.map(digest);
  }

  accepts(key: string): boolean {
    if (this.accepted.has(key)) return true;
    const candidate = digest(key);
    // Every key is compared, so that the time taken tells nothing of which one was near.
    const known = this.digests.map((expected) => timingSafeEqual(expected, candidate)).includes(true);
    if (known) this.accepted.set(key, true);
    return known;
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
