import type { FindOptionsOrder, FindOptionsWhere } from 'typeorm';
import { RecordBook, type RecordKind } from '../admin/audited-records.service.js';
import type { ContentDesk } from './content-desk.service.js';
import type { ListContentQuery } from './content.dto.js';
import type { ContentEntity } from './content.entity.js';
import { windowConditions } from './content-window.js';
import type { PublishedRows } from './published-rows.js';

/** One kind of content: what administrators write of it, and what is shown of it now. */
export abstract class ContentBook<Row extends ContentEntity, Wanted, Dto extends object> extends RecordBook<
  Row,
  Wanted,
  Dto
> {
  private readonly published: PublishedRows<Row>;

  protected constructor(desk: ContentDesk, kind: RecordKind<Row, Wanted, Dto>) {
    super(desk.dataSource, desk.audit, kind);
    this.published = desk.publishedOf(kind.entity);
  }

  /** What is published and in its window, in the order it is shown. */
  open(): Promise<Row[]> {
    return this.published.open();
  }

  override create(adminId: string, wanted: Wanted): Promise<Dto> {
    return this.shownAnew(super.create(adminId, wanted));
  }

  override replace(adminId: string, id: string, wanted: Wanted): Promise<Dto> {
    return this.shownAnew(super.replace(adminId, id, wanted));
  }

  override remove(adminId: string, id: string): Promise<void> {
    return this.shownAnew(super.remove(adminId, id));
  }

  private async shownAnew<T>(change: Promise<T>): Promise<T> {
    const changed = await change;
    this.published.forget();
    return changed;
  }
}

/** What a list shows, as far as every kind of content has it: rows meet one of the conditions. */
export function contentConditions({ published, window }: ListContentQuery): FindOptionsWhere<ContentEntity>[] {
  const state = published === undefined ? {} : { published: published === 'true' };
  const windows = window === undefined ? [{}] : windowConditions(window, new Date());
  return windows.map((condition) => ({ ...condition, ...state }));
}

export function contentOrder({ sort }: ListContentQuery): FindOptionsOrder<ContentEntity> {
  switch (sort) {
    case '-startsAt':
      return { startsAt: 'DESC', id: 'ASC' };
    case '-updatedAt':
      return { updatedAt: 'DESC', id: 'ASC' };
    default:
      return { position: 'ASC', id: 'ASC' };
  }
}
