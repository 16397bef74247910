import { Injectable } from '@nestjs/common';
import {
  DataSource,
  type EntityManager,
  type EntityTarget,
  type FindOptionsOrder,
  type FindOptionsWhere,
  type QueryDeepPartialEntity,
} from 'typeorm';
import { z } from 'zod';
import { type PageDto, pageBounds, pageMembers, type PageQueryDto } from '../../common/http/page.dto.js';
import { isUniqueViolation } from '../../common/persistence/error-code.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from './audit-log.service.js';

const insertedKey = z.object({ id: z.string() });

/** What administrators keep rows of, and how it is named, written and shown. */
export interface RecordKind<Row extends { id: string }, Wanted, Dto extends object> {
  /** What the audit log calls it (`banner`); its acts are `banner.created`, `banner.replaced` and `banner.removed`. */
  readonly name: string;
  readonly entity: EntityTarget<Row>;
  /**
   * The columns that a request fills.
   *
   * @param adminId who asks
   * @throws Problem VALIDATION_ERROR for what the fields do not show one by one.
   */
  readonly columnsOf: (wanted: Wanted, adminId: string) => QueryDeepPartialEntity<Row>;
  readonly toDto: (row: Row) => Dto;
  /** What the audit log keeps of it; the DTO when left out. Without personal data and secrets. */
  readonly toAudit?: (row: Row) => object;
  /**
   * Within the transaction, with the row locked, before it is replaced or removed.
   *
   * @param columns what it is replaced by; null when it is removed
   * @throws Problem when that must not be.
   */
  readonly beforeChange?: (
    manager: EntityManager,
    row: Row,
    change: 'replaced' | 'removed',
    columns: QueryDeepPartialEntity<Row> | null,
  ) => Promise<void>;
  /** Within the transaction, after the row was written and before its audit entry. */
  readonly afterWrite?: (manager: EntityManager, row: Row) => Promise<void>;
}

/** A page as a list asks for it. */
export interface RecordPage<Row> {
  readonly query: PageQueryDto;
  readonly where?: FindOptionsWhere<Row> | FindOptionsWhere<Row>[];
  /** Ends in a column that no two rows share. */
  readonly order: FindOptionsOrder<Row>;
}

/** Rows of one kind that administrators list, read, make, replace and remove; every change with its audit entry. */
export class RecordBook<Row extends { id: string }, Wanted, Dto extends object> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly kind: RecordKind<Row, Wanted, Dto>,
  ) {}

  async list({ query, where = {}, order }: RecordPage<Row>): Promise<PageDto & { items: Dto[] }> {
    const bounds = pageBounds(query);
    const [rows, total] = await this.dataSource
      .getRepository(this.kind.entity)
      .findAndCount({ where, order, skip: bounds.offset, take: bounds.size });
    return { items: rows.map(this.kind.toDto), ...pageMembers(bounds, total) };
  }

  /** @throws Problem NOT_FOUND */
  async get(id: string): Promise<Dto> {
    return this.kind.toDto(await this.read(this.dataSource.manager, id));
  }

  /** @throws Problem VALIDATION_ERROR, or DUPLICATE when there is one like it. */
  create(adminId: string, wanted: Wanted): Promise<Dto> {
    const columns = this.kind.columnsOf(wanted, adminId);
    return this.changing(async (manager) => {
      // Inserted, not saved: an id that the request gives must not be that of another row.
      const { identifiers } = await manager.insert(this.kind.entity, columns);
      const { id } = insertedKey.parse(identifiers[0]);
      return this.written(manager, adminId, 'created', id, null);
    });
  }

  /** @throws Problem VALIDATION_ERROR, NOT_FOUND, or DUPLICATE when there is another like it. */
  replace(adminId: string, id: string, wanted: Wanted): Promise<Dto> {
    const columns = this.kind.columnsOf(wanted, adminId);
    return this.changing(async (manager) => {
      const before = await this.read(manager, id, 'pessimistic_write');
      await this.kind.beforeChange?.(manager, before, 'replaced', columns);
      const audited = this.audited(before);
      // Assigned, not merged: a JSON column is replaced as a whole.
      await manager.save(Object.assign(before, columns));
      return this.written(manager, adminId, 'replaced', id, audited);
    });
  }

  /** @throws Problem NOT_FOUND */
  remove(adminId: string, id: string): Promise<void> {
    return this.changing(async (manager) => {
      const before = await this.read(manager, id, 'pessimistic_write');
      await this.kind.beforeChange?.(manager, before, 'removed', null);
      const audited = this.audited(before);
      await manager.remove(before);
      await this.append(manager, adminId, 'removed', id, audited, null);
    });
  }

  private async changing<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      if (isUniqueViolation(error)) throw new Problem(problems.duplicate);
      throw error;
    }
  }

  private async written(
    manager: EntityManager,
    adminId: string,
    act: string,
    id: string,
    before: object | null,
  ): Promise<Dto> {
    const row = await this.read(manager, id);
    await this.kind.afterWrite?.(manager, row);
    await this.append(manager, adminId, act, id, before, this.audited(row));
    return this.kind.toDto(row);
  }

  private async read(manager: EntityManager, id: string, lock?: 'pessimistic_write'): Promise<Row> {
    const asked = manager.createQueryBuilder(this.kind.entity, 'row').whereInIds(id);
    const row = await (lock === undefined ? asked : asked.setLock(lock)).getOne();
    if (row === null) throw new Problem(problems.notFound);
    return row;
  }

  private audited(row: Row): object {
    return (this.kind.toAudit ?? this.kind.toDto)(row);
  }

  private append(
    manager: EntityManager,
    adminId: string,
    act: string,
    subjectId: string,
    before: object | null,
    after: object | null,
  ): Promise<void> {
    const { name } = this.kind;
    return this.audit.append(
      { adminId, action: `${name}.${act}`, subjectKind: name, subjectId, before, after },
      manager,
    );
  }
}

/** Opens the book of a kind of record. */
@Injectable()
export class AuditedRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  of<Row extends { id: string }, Wanted, Dto extends object>(
    kind: RecordKind<Row, Wanted, Dto>,
  ): RecordBook<Row, Wanted, Dto> {
    return new RecordBook(this.dataSource, this.audit, kind);
  }
}
