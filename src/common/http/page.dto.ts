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

/** Which rows a page holds, as a database is asked for them. */
export interface PageBounds {
  readonly page: number;
  readonly size: number;
  /** Rows before the page. */
  readonly offset: number;
}

export function pageBounds({ page = 1, pageSize = DEFAULT_PAGE_SIZE }: PageQueryDto): PageBounds {
  return { page, size: pageSize, offset: (page - 1) * pageSize };
}

/** @param total items in all pages */
export const pageMembers = ({ page, size }: Pick<PageBounds, 'page' | 'size'>, total: number): PageDto => ({
  page,
  page_size: size,
  total,
  next: page * size < total ? page + 1 : null,
});

/** One page of a list that is whole in memory. */
export function pageOf<T>(all: readonly T[], query: PageQueryDto): PageDto & { items: T[] } {
  const bounds = pageBounds(query);
  return { items: all.slice(bounds.offset, bounds.offset + bounds.size), ...pageMembers(bounds, all.length) };
}
