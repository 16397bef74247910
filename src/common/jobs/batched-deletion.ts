import type { DataSource } from 'typeorm';

const BATCH = 5_000;

/**
 * Deletes rows a batch at a time, so that no statement holds many locks or outlives its time limit.
 * @param condition SQL over the table's own columns, never built from input
 * @returns how many rows were deleted.
 */
export async function deleteInBatches(
  dataSource: DataSource,
  table: string,
  condition: string,
  signal: AbortSignal,
): Promise<number> {
  for (let deleted = 0; ;) {
    signal.throwIfAborted();
    const answer: unknown = await dataSource.query(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))`,
    );
    // TypeORM answers a DELETE with its rows and their count.
    const count = Array.isArray(answer) ? Number(answer[1]) : 0;
    deleted += count;
    if (count < BATCH) return deleted;
  }
}
