import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** Paging of a list; pages count from 1. */
export class PageQueryDto {
  /** @example 1 */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page?: number;

  /** @example 20 */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  pageSize?: number;
}

export const DEFAULT_PAGE_SIZE = 20;

/** The members every paged list has beside its `items`. */
export class PageDto {
  /** @example 1 */
  page!: number;

  /** @example 20 */
  page_size!: number;

  /** Items in all pages */
  total!: number;

  /** The next page, or null on the last */
  next!: number | null;
}

/** One page of a list that is whole in memory. */
export function pageOf<T>(all: readonly T[], query: PageQueryDto): PageDto & { items: T[] } {
  const page = query.page ?? 1;
  const size = query.pageSize ?? DEFAULT_PAGE_SIZE;
  const items = all.slice((page - 1) * size, page * size);
  return { items, page, page_size: size, total: all.length, next: page * size < all.length ? page + 1 : null };
}
