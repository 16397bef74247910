import { z } from 'zod';

/** Counts what no longer fits a schema without breaking the request where the rest is usable. */
export interface DriftSink {
  dropped(count: number): void;
}

let current: DriftSink | undefined;

/** Runs a synchronous parse with `sink` told of every item that a `lenientList` drops. */
export function withDriftSink<T>(sink: DriftSink, parse: () => T): T {
  const outer = current;
  current = sink;
  try {
    return parse();
  } finally {
    current = outer;
  }
}

const itemSchemas = new WeakMap<object, z.ZodType>();

/** What the items of a `lenientList` are read as; the list's own input takes anything. For documentation. */
export const lenientItem = (list: object): z.ZodType | undefined => itemSchemas.get(list);

/** A list that drops, and counts, malformed items. Not for lists whose amounts are summed: there every item counts. */
export const lenientList = <A>(item: z.ZodType<A>): z.ZodType<A[]> => {
  const list = z.array(z.unknown());
  itemSchemas.set(list, item);
  return list.transform((items) => {
    const kept: A[] = [];
    for (const candidate of items) {
      const result = item.safeParse(candidate);
      if (result.success) kept.push(result.data);
    }
    if (kept.length < items.length) current?.dropped(items.length - kept.length);
    return kept;
  });
};
