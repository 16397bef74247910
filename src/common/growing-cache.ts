/**
 * Options of an LRUCache of so many entries that takes room as it fills. By `max` it takes all of it at once: 2 MB for
 * 50,000 entries with a time to live, in every instance, full or not.
 */
export const atMost = (entries: number) => ({ maxSize: entries, sizeCalculation: () => 1 }) as const;
