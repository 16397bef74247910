// Measures the selection and the recording of popups where there are a hundred thousand of them on one screen and ten
// million showings. Works on a scratch database of the server at DATABASE_URL (whose user may create one and is a
// superuser), or of an embedded one; takes some minutes and 3 GB. `--small` is a hundredth of it.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { runMigrations } from '../src/common/persistence/sql-migrations.js';
import { type CustomerFacts, STRANGER } from '../src/modules/audience/audience-target.js';
import {
  RECORD_POPUP_VIEW,
  recordParameters,
  SELECT_POPUPS,
  selectionParameters,
} from '../src/modules/popups/popup-selection.js';
import { openMigrationDatabase, runCommand } from '../scripts/migration-database.js';
import { quantile, table } from './report.js';

const SIZE = process.argv.includes('--small')
  ? { popups: 1_000, customers: 1_000, viewsEach: 100 }
  : { popups: 100_000, customers: 100_000, viewsEach: 100 };
const ROUNDS = 500;
const WARM_UP = 50;
const CITIES = 500;
const DISMISSED = 500;
const CONNECTIONS = 16;
const APP = { platform: 'android', version: '3.9.0' };
const AT_ONCE = 3;
/** Conditions of plans go on for long. */
const LONGEST_LINE = 140;

/** Every screen holds as many popups: for everybody, each for one document, each for one city, and over. */
const FILL_POPUPS = `
  INSERT INTO popup (id, title, body, screen, starts_at, ends_at, priority, blocking, target, cap, created_by)
  SELECT md5(screen || n)::uuid, 'Popup ' || n, repeat('Texto do popup. ', 20), screen,
         now() - interval '1 day' - n * interval '1 second',
         CASE screen WHEN 'OVER' THEN now() - interval '1 hour' ELSE now() + interval '30 days' END,
         n % 100, n % 10 = 0,
         CASE screen WHEN 'DOCUMENTS' THEN jsonb_build_object('document_hashes', jsonb_build_array('document-' || n))
                     WHEN 'CITIES' THEN jsonb_build_object('cities', jsonb_build_array('CITY ' || n / 10 % ${CITIES}))
                     ELSE '{}' END,
         '{"per_day": 3, "total": 50}', gen_random_uuid()
    FROM unnest(ARRAY['HOME', 'DOCUMENTS', 'CITIES', 'OVER']) AS screen, generate_series(1, $1::integer) AS n`;
const FILL_CUSTOMERS = `
  INSERT INTO customer_account (id, erp_customer_id, document, first_name)
  SELECT md5('customer' || n)::uuid, n::text, 'bench-' || n, 'Ana' FROM generate_series(1, $1::integer) AS n`;
const FILL_VIEWS = `
  INSERT INTO popup_view (customer_id, popup_id, action, day, times)
  SELECT md5('customer' || c)::uuid, md5('HOME' || 1 + (c::bigint * 7919 + v * 104729) % $3::integer)::uuid, 'VIEWED',
         current_date - (1 + v % 60), 1
    FROM generate_series($1::integer, $2::integer) AS c, generate_series(1, $4::integer) AS v
   ORDER BY 1, 2
  ON CONFLICT DO NOTHING`;
/** One customer who is tired of them. */
const DISMISS_THE_BEST = `
  INSERT INTO popup_view (customer_id, popup_id, action, day)
  SELECT md5('customer1')::uuid, id, 'DISMISSED', current_date - 1
    FROM (SELECT id FROM popup WHERE screen = 'HOME' AND NOT blocking
           ORDER BY priority DESC, starts_at DESC, id LIMIT ${DISMISSED}) AS best
  ON CONFLICT DO NOTHING`;
const FILL_STATISTICS = `
  INSERT INTO popup_statistic (popup_id, day, slot, shown, customers, new_customers)
  SELECT popup_id, day, 0, sum(times), count(*), count(*) FROM popup_view WHERE action = 'VIEWED' GROUP BY 1, 2`;

interface Statement {
  readonly name: string;
  readonly sql: string;
  /** @param round counts from 0 */
  readonly parameters: (round: number) => unknown[];
  /** Rows it answers: whatever finds nothing by mistake is fast. */
  readonly answers: number;
}

const customer = (n: number): string => `customer${1 + (n % SIZE.customers)}`;

/** What a customer is known by, worked out by the server as the rows were. */
async function idsOf(client: pg.Client, names: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT md5(name)::uuid::text AS id FROM unnest($1::text[]) WITH ORDINALITY AS named (name, place) ORDER BY place',
    [names],
  );
  return rows.map(({ id }) => id);
}

function selection(
  name: string,
  answers: number,
  screen: string,
  ids: readonly string[],
  facts: Partial<CustomerFacts> = {},
): Statement {
  const known = { ...STRANGER, documentHash: 'nobody', ...facts };
  return {
    name,
    answers,
    sql: SELECT_POPUPS,
    parameters: (round) =>
      selectionParameters(ids[round % ids.length] ?? '', known, { screen, app: APP, atOnce: AT_ONCE }),
  };
}

async function fill(client: pg.Client): Promise<void> {
  const started = performance.now();
  await client.query(FILL_POPUPS, [SIZE.popups]);
  // Rows by the million: nothing of what they refer to is looked up.
  await client.query("SET session_replication_role = replica; SET work_mem = '256MB'");
  await client.query('DROP INDEX popup_view_popup_idx');
  await client.query(FILL_CUSTOMERS, [SIZE.customers]);
  for (let first = 1; first <= SIZE.customers; first += 10_000) {
    const last = Math.min(first + 9_999, SIZE.customers);
    await client.query(FILL_VIEWS, [first, last, SIZE.popups, SIZE.viewsEach]);
  }
  await client.query(DISMISS_THE_BEST);
  await client.query(FILL_STATISTICS);
  await client.query('CREATE INDEX popup_view_popup_idx ON popup_view (popup_id)');
  await client.query('RESET session_replication_role; RESET work_mem');
  await client.query('VACUUM ANALYZE');
  const { rows } = await client.query<{ views: string }>('SELECT count(*) AS views FROM popup_view');
  const seconds = Math.round((performance.now() - started) / 1_000);
  say(`4 screens of ${SIZE.popups} popups, ${rows[0]?.views} showings, made in ${seconds} s`);
}

async function timesOf(client: pg.Client, { name, sql, parameters, answers }: Statement): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const values = parameters(round);
    const started = performance.now();
    const { rowCount } = await client.query(sql, values);
    if (rowCount !== answers) throw new Error(`"${name}" answers ${rowCount} rows, not ${answers}`);
    if (round >= WARM_UP) times.push(performance.now() - started);
  }
  return times.sort((one, other) => one - other);
}

const row = (name: string, ascending: readonly number[]): string[] => [
  name,
  ...[0.5, 0.99].map((share) => quantile(ascending, share).toFixed(2)),
];

async function explain(client: pg.Client, { name, sql, parameters }: Statement): Promise<void> {
  await client.query('BEGIN');
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ${sql}`,
    parameters(0),
  );
  await client.query('ROLLBACK');
  say(`\n${name}\n${rows.map((line) => line['QUERY PLAN'].slice(0, LONGEST_LINE)).join('\n')}`);
}

/** Many connections at once, one statement after the other in each. */
async function together(url: string, { sql, parameters }: Statement): Promise<{ times: number[]; perSecond: number }> {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(url)));
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(
    clients.map(async (client, place) => {
      for (let round = 0; round < ROUNDS; round++) {
        const values = parameters(round * CONNECTIONS + place);
        const begun = performance.now();
        await client.query(sql, values);
        times.push(performance.now() - begun);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  await Promise.all(clients.map((client) => client.end()));
  return { times: times.sort((one, other) => one - other), perSecond: times.length / seconds };
}

async function measure(url: string): Promise<void> {
  const client = await connect(url);
  await fill(client);
  const ids = await idsOf(
    client,
    Array.from({ length: Math.min(2_000, SIZE.customers - 1) }, (_, n) => customer(n + 1)),
  );
  const [tired = ''] = await idsOf(client, ['customer1']);
  const popups = await idsOf(
    client,
    Array.from({ length: SIZE.popups }, (_, n) => `HOME${n + 1}`),
  );
  const selections = [
    selection('select: all for everybody', AT_ONCE + 1, 'HOME', ids),
    selection(`select: the best ${DISMISSED} dismissed`, AT_ONCE + 1, 'HOME', [tired]),
    selection('select: each for one document', 1, 'DOCUMENTS', ids, { documentHash: 'document-77' }),
    selection('select: each for a city, some for this one', AT_ONCE + 1, 'CITIES', ids, { cities: ['CITY 7'] }),
    selection('select: each for a city, none for this one', 0, 'CITIES', ids, { cities: ['ELSEWHERE'] }),
    selection('select: all over', 0, 'OVER', ids),
  ];
  const records: Statement[] = [
    {
      name: 'record: showings of many popups',
      answers: 1,
      sql: RECORD_POPUP_VIEW,
      parameters: (round) =>
        recordParameters(ids[round % ids.length] ?? '', STRANGER, popups[(round * 31) % popups.length] ?? '', 'VIEWED'),
    },
    {
      name: 'record: showings of one popup',
      answers: 1,
      sql: RECORD_POPUP_VIEW,
      parameters: (round) => recordParameters(ids[round % ids.length] ?? '', STRANGER, popups[0] ?? '', 'VIEWED'),
    },
  ];
  for (const statement of [...selections, ...records]) await explain(client, statement);
  const rows: string[][] = [];
  for (const statement of [...selections, ...records]) rows.push(row(statement.name, await timesOf(client, statement)));
  for (const statement of records) {
    const { times, perSecond } = await together(url, statement);
    rows.push(row(`${statement.name}, ${CONNECTIONS} connections (${Math.round(perSecond)} a second)`, times));
  }
  say(`\n${table(['', 'p50 ms', 'p99 ms'], rows)}`);
  await client.end();
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

await runCommand(async () => {
  const scratchDir = await mkdtemp(join(tmpdir(), 'popups-bench-'));
  const server = await openMigrationDatabase(scratchDir);
  const name = `popups_bench_${randomBytes(6).toString('hex')}`;
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const owner = await connect(server.url);
  try {
    await owner.query(`CREATE DATABASE ${name}`);
    await runMigrations({ url: url.href });
    await measure(url.href);
  } finally {
    await owner.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await owner.end();
    await server.stop();
    await rm(scratchDir, { recursive: true, force: true });
  }
});
