import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/common/persistence/data-source-options.js';
import { revertLastMigration, runMigrations } from '../../src/common/persistence/sql-migrations.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const MIGRATION = '0021-act-settlement';

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await createTestDatabase();
  let reverted: string | undefined;
  while (reverted !== MIGRATION) reverted = await revertLastMigration({ url: database.url });
  dataSource = await new DataSource(
    dataSourceOptions({ url: database.url, poolSize: 2, statementTimeoutMs: 10_000 }),
  ).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const rows = (query: string): Promise<Record<string, unknown>[]> => dataSource.query(query);

/** Everything the ledgers of before hold, without what was made up when it was first written. */
const ledgers = async (): Promise<unknown> => ({
  contractActs: await rows('SELECT * FROM contract_act ORDER BY sent_at'),
  acceptances: await rows('SELECT * FROM contract_term_acceptance'),
  orderActs: await rows(
    `SELECT customer_id, subject, kind, state, details, service_order_id, begun_at, finished_at
     FROM service_order_act ORDER BY begun_at`,
  ),
  unlocks: await rows('SELECT * FROM trust_unlock ORDER BY requested_at'),
  negotiations: await rows('SELECT * FROM negotiation ORDER BY requested_at'),
  disputes: await rows('SELECT * FROM billing_dispute ORDER BY requested_at'),
  activations: await rows('SELECT * FROM sva_activation ORDER BY consented_at'),
});

it('carries every act over, and back, with what stands on it', async () => {
  await dataSource.query(`
    INSERT INTO customer_account (id, erp_customer_id, document, first_name)
    VALUES ('00000000-0000-4000-8000-000000000001', '1', '11144477735', 'Ana');
    INSERT INTO contract_act (id, customer_id, contract_id, kind, state, request, outcome, sent_at, settled_at)
    SELECT gen_random_uuid(), '00000000-0000-4000-8000-000000000001', contract, kind, state, '{"toId":"5"}', outcome,
           now() - age * interval '1 day', CASE WHEN state IN ('done', 'failed') THEN now() END
    FROM (VALUES ('1', 'DUE_DATE_CHANGE', 'done', '{"toDay":5}'::jsonb, 9), ('1', 'DUE_DATE_CHANGE', 'failed', NULL, 8),
                 ('1', 'DUE_DATE_CHANGE', 'sending', NULL, 7), ('1', 'TERM_ACCEPTANCE', 'uncertain', NULL, 6),
                 ('2', 'COLLECT_CALLS', 'uncertain', NULL, 5), ('2', 'ADDRESS_CHANGE', 'done', '{"registered":true}', 4),
                 ('2', 'TEMPORARY_SUSPENSION', 'done', '{"suspended":true}', 3))
         AS act (contract, kind, state, outcome, age);
    INSERT INTO contract_term_acceptance (act_id, term_version, document_sha256, ip_address, accepted_at)
    SELECT id, '1', repeat('0', 64), '192.0.2.1', now() FROM contract_act WHERE kind = 'TERM_ACCEPTANCE';
    INSERT INTO service_order_act (customer_id, subject, kind, state, details, service_order_id, begun_at, finished_at)
    SELECT '00000000-0000-4000-8000-000000000001', subject, kind, state, details::jsonb, ordered,
           now() - age * interval '1 day', CASE WHEN state = 'done' THEN now() END
    FROM (VALUES
      ('contract:1:REPAIR', 'OPEN', 'sent', '{"contractId":"1","type":"REPAIR","reference":"77","opened":null}', NULL, 9),
      ('contract:2:REPAIR', 'OPEN', 'done',
       '{"contractId":"2","type":"REPAIR","opened":{"id":"5","protocol":"9","visitBooked":true}}', '5', 8),
      ('contract:3:REPAIR', 'OPEN', 'unfinished',
       '{"contractId":"3","type":"REPAIR","opened":{"id":null,"protocol":"9","visitBooked":false}}', NULL, 7),
      ('order:5', 'RESCHEDULE', 'done', '{"orderId":"5"}', '5', 6),
      ('order:5', 'CANCEL', 'unfinished', '{"orderId":"5"}', '5', 5))
      AS act (subject, kind, state, details, ordered, age);
    INSERT INTO trust_unlock (customer_id, contract_id, state, oldest_bill_id, valid_until, requested_at, settled_at)
    SELECT '00000000-0000-4000-8000-000000000001', contract, state, '11', until::date, now() - age * interval '1 day',
           CASE WHEN state NOT IN ('pending', 'uncertain') THEN now() END
    FROM (VALUES ('1', 'ended', '2026-01-01', 9), ('1', 'not_done', NULL, 8), ('1', 'active', '2026-12-01', 7),
                 ('2', 'uncertain', NULL, 6), ('3', 'pending', NULL, 5)) AS act (contract, state, until, age);
    INSERT INTO negotiation (customer_id, contract_id, offer_hash, bill_ids, parcels, total_cents, state, requested_at,
                             settled_at)
    SELECT '00000000-0000-4000-8000-000000000001', '1', decode(lpad(age::text, 64, '0'), 'hex'), '{11,12}',
           '[{"number":1}]', 22000, state, now() - age * interval '1 day',
           CASE WHEN state NOT IN ('pending', 'uncertain') THEN now() END
    FROM (VALUES ('done', 9), ('not_done', 8), ('uncertain', 7)) AS act (state, age);
    INSERT INTO billing_dispute (customer_id, invoice_id, contract_id, invoice_amount_cents, amount_cents, reason,
                                 description, state, protocol, requested_at, answer_due_at, settled_at)
    SELECT '00000000-0000-4000-8000-000000000001', invoice, '1', 1000, 500, 'OTHER', 'Não reconheço', state, protocol,
           now() - age * interval '1 day', now(), CASE WHEN protocol IS NOT NULL THEN now() END
    FROM (VALUES ('11', 'closed', '901', 9), ('11', 'open', '902', 8), ('12', 'uncertain', NULL, 7),
                 ('13', 'pending', NULL, 6)) AS act (invoice, state, protocol, age);
    INSERT INTO sva (id, name, description, provider, resource, activation_url, included, price_cents, erp_service_id)
    SELECT 'sva-' || number, 'Serviço', 'Um serviço', 'NEO', 'r', 'https://sva.example', number = 1,
           CASE number WHEN 1 THEN 0 ELSE 990 END, CASE number WHEN 1 THEN NULL ELSE '214' END
    FROM generate_series(1, 3) AS number;
    INSERT INTO sva_activation (customer_id, contract_id, sva_id, state, accepted_price_cents, consented_at,
                                consent_address, erp_charge_id, settled_at)
    SELECT '00000000-0000-4000-8000-000000000001', '1', sva, state, price, now() - age * interval '1 day', '192.0.2.1',
           charge, CASE WHEN state IN ('done', 'failed') THEN now() END
    FROM (VALUES ('sva-1', 'done', 0, NULL, 9), ('sva-2', 'failed', 990, NULL, 8), ('sva-2', 'done', 990, '646', 7),
                 ('sva-3', 'uncertain', 990, NULL, 6)) AS act (sva, state, price, charge, age);
    INSERT INTO work_item (topic, payload) VALUES ('svas.settle', '{}'), ('something.else', '{}')`);
  const before = await ledgers();

  expect(await runMigrations({ url: database.url })).toContain(MIGRATION);
  const acts = await rows('SELECT kind, subject, state, outcome FROM irreversible_act ORDER BY kind, sent_at');
  expect(acts.filter(({ kind }) => kind === 'contract.due-date-change').map(({ state }) => state)).toEqual([
    'done',
    'not_done',
    'sent',
  ]);
  expect(
    acts.filter(({ kind }) => kind === 'service-order.opening').map(({ state, outcome }) => [state, outcome]),
  ).toEqual([
    ['sent', null],
    ['done', { id: '5', protocol: '9', visitBooked: true }],
    ['unfinished', { id: null, protocol: '9', visitBooked: false }],
  ]);
  expect(acts.filter(({ kind }) => kind === 'finance.trust-unlock')).toMatchObject([
    { subject: 'finance.trust-unlock:1', state: 'done', outcome: { validUntil: '2026-01-01' } },
    { state: 'not_done', outcome: null },
    { state: 'done', outcome: { validUntil: '2026-12-01' } },
    { subject: 'finance.trust-unlock:2', state: 'uncertain' },
    { state: 'sent' },
  ]);
  expect(acts.filter(({ kind }) => kind === 'sva.charge')).toHaveLength(3);
  expect(
    await rows("SELECT DISTINCT request FROM irreversible_act WHERE kind = 'finance.negotiation' AND state = 'done'"),
  ).toEqual([
    {
      request: {
        contractId: '1',
        offerHash: '9'.padStart(64, '0'),
        billIds: ['11', '12'],
        parcels: [{ number: 1 }],
        totalCents: 22_000,
      },
    },
  ]);
  expect(await rows('SELECT state FROM trust_unlock ORDER BY requested_at')).toEqual([
    { state: 'ended' },
    { state: 'active' },
  ]);
  expect(
    await rows("SELECT 1 FROM contract_term_acceptance JOIN irreversible_act ON id = act_id WHERE state = 'uncertain'"),
  ).toHaveLength(1);
  // Whatever is not settled is looked after; what had nothing to do with it is left alone.
  expect(await rows('SELECT topic, count(*)::int FROM work_item GROUP BY topic ORDER BY topic')).toEqual([
    { topic: 'acts.settle', count: (await rows('SELECT 1 FROM irreversible_act WHERE settled_at IS NULL')).length },
    { topic: 'something.else', count: 1 },
  ]);

  let reverted: string | undefined;
  while (reverted !== MIGRATION) reverted = await revertLastMigration({ url: database.url });
  expect(await ledgers()).toEqual(before);
  await runMigrations({ url: database.url });
});
