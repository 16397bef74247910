import type { DataSource, EntityManager } from 'typeorm';
import { z } from 'zod';
import { hiddenColumns, type PersonalDataTable } from './personal-data-inventory.js';
import type { ErasureAnswer, PersonalDataSource } from './personal-data-sources.service.js';

/** More than any customer has in a table; what is over it is not exported in one answer. */
const MOST_ROWS = 10_000;

const exported = z.array(z.object({ row: z.record(z.string(), z.unknown()) }));
const counted = z.tuple([z.object({ count: z.number() })]);

/** What a table of the inventory holds about a customer; its SQL is ours and takes the customer's id only. */
export class TablePersonalData implements PersonalDataSource {
  readonly name: string;
  readonly title: string;
  private readonly whose: string;

  constructor(
    private readonly declared: PersonalDataTable,
    private readonly dataSource: DataSource,
  ) {
    this.name = declared.table;
    this.title = declared.title;
    this.whose = declared.whose ?? 'customer_id = $1';
  }

  async export(customerId: string): Promise<object[]> {
    const { table } = this.declared;
    const rows: unknown = await this.dataSource.query(
      `SELECT to_jsonb(held) - $2::text[] AS row FROM ${table} AS held WHERE ${this.whose} LIMIT ${MOST_ROWS}`,
      [customerId, hiddenColumns(this.declared)],
    );
    return exported.parse(rows).map(({ row }) => row);
  }

  async erase(customerId: string, manager: EntityManager): Promise<ErasureAnswer> {
    const { table, deleted = 'true', blanked = [], reason } = this.declared;
    const answer: unknown = await manager.query(`DELETE FROM ${table} WHERE ${this.whose} AND (${deleted})`, [
      customerId,
    ]);
    const erased = Array.isArray(answer) ? Number(answer[1]) : 0;
    const rows: unknown = await manager.query(`SELECT count(*)::integer AS count FROM ${table} WHERE ${this.whose}`, [
      customerId,
    ]);
    const [{ count: kept }] = counted.parse(rows);
    if (kept === 0) return { erased, kept };
    if (blanked.length > 0) {
      const assignments = blanked.map((column) => `${column} = NULL`).join(', ');
      await manager.query(`UPDATE ${table} SET ${assignments} WHERE ${this.whose}`, [customerId]);
    }
    if (reason === undefined) throw new TypeError(`rows of ${table} are kept without a reason`);
    return { erased, kept, reason };
  }
}
