import { z } from 'zod';
import { lenientList } from '../core/drift.js';

/** Ten rows a page when `limit` is absent, a hundred at most; `offset` counts rows, from 0. */
const LARGEST_PAGE = 100;

/** The query parameters every list takes. */
export const paging = {
  limit: z.int().min(1).max(LARGEST_PAGE).optional(),
  offset: z.int().min(0).optional(),
};

/** One page of a list, and how many rows there are in all; malformed rows are dropped and counted. */
export const pageOf = <A>(item: z.ZodType<A>) =>
  z
    .object({ items: lenientList(item), totalCount: z.number().int().nonnegative().nullish().catch(null) })
    .transform(({ items, totalCount }) => ({ items, total: totalCount ?? null }));
