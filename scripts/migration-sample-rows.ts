import pg from 'pg';
import { z } from 'zod';
import { MIGRATION_TABLE } from '../src/common/persistence/data-source-options.js';

const columnSchema = z.object({
  table_name: z.string(),
  column_name: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  default_expression: z.string().nullable(),
  max_length: z.number().nullable(),
  enum_value: z.string().nullable(),
});
const checkSchema = z.object({ table_name: z.string(), expression: z.string(), columns: z.array(z.string()) });
const referenceSchema = z.object({
  table_name: z.string(),
  column_name: z.string(),
  foreign_table: z.string(),
  foreign_column: z.string(),
});
type Column = z.infer<typeof columnSchema>;
type Check = z.infer<typeof checkSchema>;
type Reference = z.infer<typeof referenceSchema>;

const COLUMNS = `
  SELECT c.table_name, c.column_name, c.is_nullable = 'YES' AS nullable, c.column_default AS default_expression,
         c.character_maximum_length AS max_length, format_type(a.atttypid, a.atttypmod) AS type,
         (SELECT e.enumlabel FROM pg_enum e WHERE e.enumtypid = a.atttypid ORDER BY e.enumsortorder LIMIT 1) AS enum_value
    FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    JOIN pg_attribute a ON a.attrelid = format('%I.%I', c.table_schema, c.table_name)::regclass
                       AND a.attname = c.column_name
   WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> '${MIGRATION_TABLE}'
     AND c.is_generated = 'NEVER' AND c.identity_generation IS DISTINCT FROM 'ALWAYS'
   ORDER BY c.table_name, c.ordinal_position`;
const CHECKS = `
  SELECT r.relname AS table_name, pg_get_expr(k.conbin, k.conrelid) AS expression,
         ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = k.conrelid AND attnum = ANY (k.conkey)) AS columns
    FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid
   WHERE k.contype = 'c' AND k.connamespace = 'public'::regnamespace`;
const REFERENCES = `
  SELECT r.relname AS table_name, a.attname AS column_name, f.relname AS foreign_table, b.attname AS foreign_column
    FROM pg_constraint k
    JOIN pg_class r ON r.oid = k.conrelid
    JOIN pg_class f ON f.oid = k.confrelid
    CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair (own, other)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own
    JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.other
   WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace`;

const TEXTS = [
  'sample',
  '1',
  'BR',
  'sample@example.com',
  'https://example.com/sample',
  '2026-01-15',
  '2026-01',
  '12345678',
  '12345678901',
  '12345678000195',
  '+5511987654321',
  '1.2.3',
  '0'.repeat(32),
  '0'.repeat(44),
  '0'.repeat(47),
  '0'.repeat(48),
  '0'.repeat(64),
  '{}',
];

/**
 * Puts one plausible row into every table of the public schema, referenced tables first.
 *
 * @returns the number of tables that now hold a row.
 * @throws Error when no sample row satisfies a table's constraints.
 */
export async function insertSampleRows(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const columns = z.array(columnSchema).parse((await client.query(COLUMNS)).rows);
    const checks = z.array(checkSchema).parse((await client.query(CHECKS)).rows);
    const references = z.array(referenceSchema).parse((await client.query(REFERENCES)).rows);
    const byTable = Map.groupBy(columns, (column) => column.table_name);
    const filled = new Set<string>();
    while (filled.size < byTable.size) {
      const next = [...byTable].find(
        ([table, own]) => !filled.has(table) && own.every((column) => isFillable(column, references, filled)),
      );
      if (next === undefined) throw new Error('tables refer to each other in a circle of NOT NULL columns');
      const [table, own] = next;
      await insertRow(client, table, own, checks, references, filled);
      filled.add(table);
    }
    return filled.size;
  } finally {
    await client.end();
  }
}

function isFillable(column: Column, references: Reference[], filled: Set<string>): boolean {
  return column.nullable || referencesOf(column, references).every((reference) => filled.has(reference.foreign_table));
}

function referencesOf(column: Column, references: Reference[]): Reference[] {
  return references.filter(
    (reference) => reference.table_name === column.table_name && reference.column_name === column.column_name,
  );
}

/** The server itself picks, from the candidates of all columns, a combination that passes every check. */
async function insertRow(
  client: pg.Client,
  table: string,
  columns: Column[],
  checks: Check[],
  references: Reference[],
  filled: Set<string>,
): Promise<void> {
  const tableChecks = checks.filter((check) => check.table_name === table);
  const sources = columns.map((column) => {
    const checked = tableChecks.filter((check) => check.columns.includes(column.column_name));
    const candidates = candidatesOf(column, checked, referencesOf(column, references), filled);
    const few = checked.length === 0 ? candidates.slice(0, 1) : candidates;
    const name = pg.escapeIdentifier(column.column_name);
    return `(VALUES ${few.map((value) => `((${value})::${column.type})`).join(', ')}) AS ${name} (${name})`;
  });
  const names = columns.map((column) => pg.escapeIdentifier(column.column_name));
  // A check names a column bare; the source's alias would shadow it as a whole row, so each is brought up first.
  const selected = names.map((name) => `${name}.${name} AS ${name}`);
  const conditions = tableChecks.map((check) => `(${check.expression}) IS NOT FALSE`);
  await client.query(
    `INSERT INTO ${pg.escapeIdentifier(table)} (${names.join(', ')})
     SELECT ${names.join(', ')} FROM (SELECT ${selected.join(', ')} FROM ${sources.join(' CROSS JOIN ')}) AS candidate
      WHERE ${conditions.length === 0 ? 'true' : conditions.join(' AND ')} LIMIT 1
     ON CONFLICT DO NOTHING`,
  );
  const held = await client.query(`SELECT 1 FROM ${pg.escapeIdentifier(table)} LIMIT 1`);
  if (held.rowCount === 0) throw new Error(`no sample row satisfies the constraints of table ${table}`);
}

/** SQL expressions to try for a column, the likeliest first; literals of the checks themselves are the best guesses. */
function candidatesOf(column: Column, checks: Check[], references: Reference[], filled: Set<string>): string[] {
  const reference = references.find(({ foreign_table }) => filled.has(foreign_table));
  const nulls = column.nullable ? ['NULL'] : [];
  if (reference !== undefined) {
    const [foreign, key] = [reference.foreign_table, reference.foreign_column].map((name) => pg.escapeIdentifier(name));
    return [`(SELECT ${key} FROM ${foreign} LIMIT 1)`, ...nulls];
  }
  if (references.length > 0) return ['NULL'];
  const defaults = column.default_expression === null ? [] : [column.default_expression];
  const quoted = checks.flatMap((check) =>
    [...check.expression.matchAll(/'((?:[^']|'')*)'/g)].map(([literal]) => literal),
  );
  return [...defaults, ...valuesOf(column, quoted), ...nulls];
}

const NUMBERS = ['1', '0', '10', '28', '100', '2026', '-1'];

/** Digits that fit before the point: `numeric(4,2)` holds two. */
function wholeDigitsOf(type: string): number {
  const [, precision, scale = '0'] = /^numeric\((\d+)(?:,(\d+))?\)$/.exec(type) ?? [];
  return precision === undefined ? Number.POSITIVE_INFINITY : Number(precision) - Number(scale);
}

function valuesOf(column: Column, quoted: string[]): string[] {
  if (column.enum_value !== null) return [pg.escapeLiteral(column.enum_value)];
  const type = column.type.replace(/\(.*?\)/, '');
  if (type.endsWith('[]')) return ["'{}'", `ARRAY[${valuesOf({ ...column, type: type.slice(0, -2) }, [])[0]}]`];
  switch (type) {
    case 'text':
    case 'citext':
    case 'character varying':
    case 'character': {
      const limit = column.max_length ?? Number.POSITIVE_INFINITY;
      return [...quoted, ...TEXTS.map((text) => pg.escapeLiteral(text))].filter((text) => text.length - 2 <= limit);
    }
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'numeric':
    case 'real':
    case 'double precision':
      return NUMBERS.filter((text) => text.replace('-', '').length <= wholeDigitsOf(column.type));
    case 'boolean':
      return ['true', 'false'];
    case 'uuid':
      return ['gen_random_uuid()'];
    case 'json':
    case 'jsonb':
      return ["'{}'", "'[]'"];
    case 'bytea':
      return [
        "'\\x00'",
        `decode(repeat('00', 12), 'hex')`,
        `decode(repeat('00', 16), 'hex')`,
        `decode(repeat('00', 32), 'hex')`,
      ];
    case 'date':
    case 'timestamp with time zone':
    case 'timestamp without time zone':
      return ['now()', "now() + interval '1 day'", "now() - interval '1 day'"];
    case 'time without time zone':
    case 'time with time zone':
      return ["'12:00'", "'13:00'"];
    case 'interval':
      return ["'1 hour'"];
    case 'inet':
    case 'cidr':
      return ["'192.0.2.1'"];
    case 'tsvector':
      return ["to_tsvector('simple', 'sample')"];
    default:
      if (column.nullable || column.default_expression !== null) return [];
      throw new Error(`no sample value known for ${column.table_name}.${column.column_name} of type ${column.type}`);
  }
}
