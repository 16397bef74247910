import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { dataSourceOptions } from '../../common/persistence/data-source-options.js';
import { type CustomerFacts, STRANGER } from '../audience/audience-target.js';
import { RECORD_POPUP_VIEW, recordParameters, SELECT_POPUPS, selectionParameters } from './popup-selection.js';

const POPUPS = 3_000;
const CUSTOMERS = 200;
const CITIES = 300;
const APP = { platform: 'android', version: '3.9.0' };
const CUSTOMER = 'c0000000-0000-4000-8000-000000000001';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Name'?: string | undefined;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
}
const planNode: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  get Plans() {
    return z.array(planNode).optional();
  },
});
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: planNode })]) })]);

/** How the database goes about it, never how long it takes: that holds on every machine. */
describe('the plan', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource(
      dataSourceOptions({ url: database.url, poolSize: 1, statementTimeoutMs: 30_000 }),
    ).initialize();
    await dataSource.query(
      `INSERT INTO popup (title, body, screen, starts_at, ends_at, priority, blocking, target, cap, created_by)
       SELECT n, 'Texto', screen, now() - interval '1 hour' - n * interval '1 second',
              now() + CASE screen WHEN 'OVER' THEN interval '-1 minute' ELSE interval '1 day' END, n % 10, n % 10 = 0,
              CASE screen WHEN 'CITIES' THEN jsonb_build_object('cities', jsonb_build_array('CITY ' || n / 10 % ${CITIES}))
                          WHEN 'DOCUMENTS' THEN jsonb_build_object('document_hashes', jsonb_build_array('hash' || n))
                          ELSE '{}' END,
              '{"per_day": 3, "total": 50}', gen_random_uuid()
         FROM unnest(ARRAY['HOME', 'CITIES', 'DOCUMENTS', 'OVER']) AS screen, generate_series(1, ${POPUPS}) AS n
`,
    );
    await dataSource.query(
      `INSERT INTO customer_account (id, erp_customer_id, document, first_name)
       SELECT ('c0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, n::text, n::text, 'Ana'
         FROM generate_series(1, ${CUSTOMERS}) AS n`,
    );
    await dataSource.query(
      `INSERT INTO popup_view (customer_id, popup_id, action, day)
       SELECT account.id, popup.id, 'VIEWED', current_date - 1
         FROM customer_account AS account, (SELECT id FROM popup WHERE screen = 'HOME' ORDER BY id LIMIT 200) AS popup`,
    );
    await dataSource.query('VACUUM ANALYZE');
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function nodesOf(sql: string, parameters: readonly unknown[]): Promise<PlanNode[]> {
    const rows = await dataSource.query<unknown>(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, [...parameters]);
    const all = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(all)];
    return all(explained.parse(rows)[0]['QUERY PLAN'][0].Plan);
  }

  const select = (screen: string, facts: Partial<CustomerFacts> = {}): Promise<PlanNode[]> =>
    nodesOf(SELECT_POPUPS, selectionParameters(CUSTOMER, { ...STRANGER, ...facts }, { screen, app: APP, atOnce: 3 }));
  /** Rows of a table that were looked at. */
  const touched = (nodes: readonly PlanNode[], table: string): number =>
    nodes
      .filter((node) => node['Relation Name'] === table)
      .map((node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'])
      .reduce((sum, rows) => sum + rows, 0);
  const scanned = (nodes: readonly PlanNode[]): (string | undefined)[] =>
    nodes.filter((node) => /^(Seq|Bitmap Heap) Scan$/.test(node['Node Type'])).map((node) => node['Relation Name']);

  it.each<[string, number, string, Partial<CustomerFacts>]>([
    ['for everybody', 4, 'HOME', { documentHash: 'nobody', cities: ['CITY 1', 'CITY 2'] }],
    ['each for a city', 4, 'CITIES', { cities: ['CITY 7'] }],
    ['each for a city that is another', 0, 'CITIES', { cities: ['ELSEWHERE'] }],
    ['each for a document', 1, 'DOCUMENTS', { documentHash: 'hash77' }],
    ['that are over', 0, 'OVER', {}],
  ])('of choosing among thousands %s reads next to none of them', async (_, found, screen, facts) => {
    const nodes = await select(screen, facts);
    expect(nodes[0]?.['Actual Rows']).toBe(found);
    expect(scanned(nodes)).toEqual([]);
    expect(nodes.map((node) => node['Index Name'])).toContain('popup_reach_walk_idx');
    expect(touched(nodes, 'popup_reach')).toBeLessThanOrEqual(30);
    expect(touched(nodes, 'popup')).toBeLessThanOrEqual(30);
    expect(touched(nodes, 'popup_view')).toBeLessThanOrEqual(30);
  });

  it('of recording a showing reads the rows of the customer and the popup alone', async () => {
    const [popup] = await dataSource.query<{ id: string }[]>(`SELECT id FROM popup WHERE screen = 'HOME' ORDER BY id`);
    const nodes = await nodesOf(RECORD_POPUP_VIEW, recordParameters(CUSTOMER, STRANGER, popup?.id ?? '', 'VIEWED'));
    expect(scanned(nodes)).toEqual([]);
    const reads = nodes.filter((node) => node['Index Name'] !== undefined).map((node) => node['Index Name']);
    expect(reads.toSorted()).toEqual(['popup_pkey', 'popup_view_pkey']);
    expect(touched(nodes, 'popup')).toBe(1);
  });
});
