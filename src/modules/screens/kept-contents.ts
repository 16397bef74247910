import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/growing-cache.js';
import type { SectionContent } from './screen-builder.js';
import type { SectionType } from './section-registry.js';

interface Kept<T extends SectionType> {
  readonly content: SectionContent<T>;
  readonly readAt: Date;
}

/** The last good contents of one section, in memory and bounded: each stands in when the section cannot be read. */
export class KeptContents<T extends SectionType> {
  private readonly kept: LRUCache<string, Kept<T>> | undefined;

  /** @param milliseconds for which a content may stand in; 0 keeps none */
  constructor({ entries, milliseconds }: { readonly entries: number; readonly milliseconds: number }) {
    this.kept = milliseconds === 0 ? undefined : new LRUCache({ ...atMost(entries), ttl: milliseconds });
  }

  store(key: string, content: SectionContent<T>): void {
    this.kept?.set(key, { content, readAt: new Date() });
  }

  /** As stale content. */
  find(key: string): SectionContent<T> | undefined {
    const kept = this.kept?.get(key);
    return kept === undefined ? undefined : { ...kept.content, state: 'stale', asOf: kept.readAt };
  }
}
