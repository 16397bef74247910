import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobScheduler } from '../../src/common/jobs/job-scheduler.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';
import { until } from '../support/until.js';

interface Warning {
  id: string;
  title: string;
  state: string;
  [member: string]: unknown;
}

const OVERVIEW = 'webservice-cliente.customer.read-overview';
const CONTRACT_READ = 'webservice-cliente.contract.read';
const OPEN_ORDER = 'webservice-cliente.service-orders.open';
/** Marina's, in Carmo, district Centro. */
const CARMO = '899059';
/** Marina's, in Conselheiro Lafaiete, district Novo Horizonte. */
const LAFAIETE = '1283299';
/** Roberto's, in Conselheiro Lafaiete too. */
const OTHERS = '311622';
const HOUR_MS = 3_600_000;

let product: TestApplication;
let admin: Caller;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({ CONNECTION_INTERIM_SECONDS: '30' });
  admin = await product.loginAdmin();
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(async () => {
  product.erp.faults.clear();
  product.erp.journal.clear();
  await product.dataSource.query('TRUNCATE massive_warning, message');
});

const hours = (count: number): string => new Date(Date.now() + count * HOUR_MS).toISOString();
const outage = (fields: object = {}) => ({
  kind: 'OUTAGE',
  severity: 'MAJOR',
  title: 'Fibra rompida',
  message: 'Fibra rompida no Centro de Carmo.',
  started_at: hours(-1),
  expected_end_at: hours(2),
  affected: { cities: ['Carmo'] },
  notify: false,
  ...fields,
});
const maintenance = (fields: object = {}) =>
  outage({
    kind: 'PLANNED_MAINTENANCE',
    severity: 'WARNING',
    title: 'Manutenção',
    started_at: hours(24),
    expected_end_at: hours(26),
    ...fields,
  });
const BASE = '/app/v1/admin/massive-warnings';
const create = (body: object, caller = admin) => product.http().post(BASE).set(caller).send(body);
const created = async (body: object): Promise<string> => ((await create(body).expect(201)).body as Warning).id;
const replace = (id: string, body: object) => product.http().put(`${BASE}/${id}`).set(admin).send(body);
const move = (id: string, state: unknown) => product.http().put(`${BASE}/${id}/state`).set(admin).send({ state });
const read = (id: string) => product.http().get(`${BASE}/${id}`).set(admin);
const list = (query: object = {}) => product.http().get(BASE).set(admin).query(query);
const titles = async (query: object): Promise<string[]> =>
  ((await list(query).expect(200)).body as { items: Warning[] }).items.map(({ title }) => title);
const warnings = (caller: Caller, query: object = {}) =>
  product.http().get('/app/v1/massive-warnings').set(caller).query(query);
const warned = async (caller: Caller, query: object = {}): Promise<string[]> =>
  ((await warnings(caller, query).expect(200)).body as { items: Warning[] }).items.map(({ title }) => title);
const badge = (caller: Caller, query: object = {}) =>
  product.http().get('/app/v1/customers/connection-status/has-notices').set(caller).query(query);
const audited = (requestId: string): Promise<Record<string, unknown>[]> =>
  product.dataSource.query('SELECT action, subject_id, before, after FROM audit_entry WHERE request_id = $1', [
    requestId,
  ]);

describe('where contracts are served', () => {
  const known = (): Promise<unknown> =>
    product.dataSource.query('SELECT DISTINCT city FROM customer_contract_fact WHERE city IS NOT NULL ORDER BY city');

  // First, while nothing of it is known.
  it('is left open while the provider does not tell, and is not asked for again at once', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer();
      await fresh.dataSource.query('TRUNCATE massive_warning');
      const post = (body: object, who: Caller) => fresh.http().post(BASE).set(who).send(body).expect(201);
      const their = await fresh.loginAdmin();
      await post(outage({ title: 'Carmo' }), their);
      await post(outage({ title: 'rede', affected: { whole_network: true } }), their);
      await post(outage({ title: 'contrato', affected: { contracts: [CARMO] } }), their);
      for (const operation of [OVERVIEW, CONTRACT_READ])
        fresh.erp.faults.set(operation, { kind: 'status', status: 500 });
      fresh.erp.journal.clear();
      const ask = async (): Promise<string[]> => {
        const { body } = await fresh.http().get('/app/v1/massive-warnings').set(caller).expect(200);
        return (body as { items: Warning[] }).items.map(({ title }) => title).toSorted();
      };
      expect(await ask()).toEqual(['contrato', 'rede']);
      const asked = fresh.erp.journal.calls().length;
      expect(asked).toBeGreaterThan(0);
      expect(await ask()).toEqual(['contrato', 'rede']);
      expect(fresh.erp.journal.calls()).toHaveLength(asked);
    } finally {
      await fresh.close();
    }
  });

  it('is read once for each contract, by however many requests', async () => {
    await product.dataSource.query(
      'UPDATE customer_contract_fact SET city = NULL, district = NULL, place_learnt_at = NULL',
    );
    await created(outage());
    await Promise.all(Array.from({ length: 5 }, () => badge(me).expect(200)));
    expect(product.erp.journal.count(CONTRACT_READ)).toBe(3);
    expect(await known()).toEqual([{ city: 'CARMO' }, { city: 'CONSELHEIRO LAFAIETE' }]);
    product.erp.journal.clear();
    expect((await badge(me).expect(200)).body).toMatchObject({ count: 1 });
    expect(await warned(me)).toEqual(['Fibra rompida']);
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

describe('warnings', () => {
  beforeEach(async () => {
    await Promise.all([badge(me).expect(200), badge(other).expect(200)]);
    product.erp.journal.clear();
  });

  it('reach whom they touch, with nobody else’s contracts', async () => {
    const id = await created(
      outage({
        affected: {
          cities: ['Ouro Preto'],
          districts: [{ city: 'conselheiro lafaiéte', district: 'NOVO  horizonte' }],
          contracts: [CARMO, OTHERS, '77'],
          olt: 'OLT-9',
        },
      }),
    );
    const answer = await warnings(me).expect(200);
    expect(answer.body).toEqual({
      items: [
        {
          id,
          kind: 'OUTAGE',
          severity: 'MAJOR',
          title: 'Fibra rompida',
          message: 'Fibra rompida no Centro de Carmo.',
          state: 'acknowledged',
          started_at: expect.stringMatching(/-03:00$/),
          expected_end_at: expect.stringMatching(/-03:00$/),
          affected: {
            whole_network: false,
            cities: ['Ouro Preto'],
            districts: [{ city: 'conselheiro lafaiéte', district: 'NOVO  horizonte' }],
            contracts: expect.arrayContaining([CARMO, LAFAIETE, '1283303']),
          },
        },
      ],
      page: 1,
      page_size: 20,
      total: 1,
      next: null,
    });
    expect(answer.text).not.toContain(OTHERS);
    expect(answer.text).not.toContain('OLT-9');
    expect((await warnings(other).expect(200)).body).toMatchObject({ items: [{ affected: { contracts: [OTHERS] } }] });
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('are of one contract when it is named', async () => {
    await created(outage());
    expect(await warned(me, { contractId: CARMO })).toEqual(['Fibra rompida']);
    expect(await warned(me, { contractId: LAFAIETE })).toEqual([]);
    expect(await warned(other)).toEqual([]);
  });

  it('of a cancelled contract are none', async () => {
    await created(outage());
    await product.dataSource.query(`UPDATE customer_contract_fact SET status = 'CANCELADO' WHERE contract_id = $1`, [
      CARMO,
    ]);
    try {
      expect(await warned(me)).toEqual([]);
      expect(await warned(me, { contractId: CARMO })).toEqual([]);
    } finally {
      await product.dataSource.query(`UPDATE customer_contract_fact SET status = 'HABILITADO' WHERE contract_id = $1`, [
        CARMO,
      ]);
    }
  });

  it('are listed from the gravest down, page by page', async () => {
    await created(maintenance());
    await created(outage({ title: 'B', severity: 'MINOR' }));
    await created(outage({ title: 'A', severity: 'CRITICAL' }));
    await created(outage({ title: 'D', kind: 'DEGRADATION', severity: 'MINOR' }));
    await created(outage({ title: 'C', severity: 'MINOR', started_at: hours(-2) }));
    expect(await warned(me)).toEqual(['A', 'B', 'C', 'D', 'Manutenção']);
    const answer = await warnings(me, { page: 2, pageSize: 2 }).expect(200);
    expect(answer.body).toMatchObject({
      page: 2,
      page_size: 2,
      total: 5,
      next: 3,
      items: [{ title: 'C' }, { title: 'D' }],
    });
    expect(await warned(me, { page: 4, pageSize: 2 })).toEqual([]);
  });

  it('end with their state, information also with its time', async () => {
    const id = await created(outage());
    await created(outage({ title: 'Aviso', kind: 'INFORMATION', severity: 'WARNING' }));
    await move(id, 'inProgress').expect(200);
    expect(await warned(me)).toEqual(['Fibra rompida', 'Aviso']);
    await move(id, 'resolved').expect(200);
    expect(await warned(me)).toEqual(['Aviso']);
    await product.dataSource.query(`UPDATE massive_warning SET expected_end_at = now() WHERE kind = 'INFORMATION'`);
    expect(await warned(me)).toEqual([]);
  });

  it('are counted for a badge that is kept for a minute', async () => {
    expect((await badge(me).expect(200)).body).toEqual({ has_notices: false, count: 0, highest_severity: null });
    await created(maintenance());
    await created(outage());
    const answer = await badge(me).expect(200);
    expect(answer.body).toEqual({ has_notices: true, count: 2, highest_severity: 'MAJOR' });
    expect(answer.headers['cache-control']).toBe('private, max-age=60');
    const tag = answer.headers['etag'] ?? '';
    expect(tag).toMatch(/^W\//);
    expect((await badge({ ...me, 'if-none-match': tag })).status).toBe(304);
    expect((await badge(me, { contractId: LAFAIETE }).expect(200)).body).toMatchObject({ count: 0 });
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('of foreign contracts are not found, and nobody is asked', async () => {
    for (const contractId of [OTHERS, '1']) {
      expectProblem(await warnings(me, { contractId }), 404, 'NOT_FOUND');
      expectProblem(await badge(me, { contractId }), 404, 'NOT_FOUND');
    }
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it.each([
    ['contractId', { contractId: 'x' }],
    ['page', { page: 0 }],
    ['pageSize', { pageSize: 101 }],
  ])('refuse a wrong %s', async (field, query) => {
    const answer = await warnings(me, query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });
});

describe('what an outage stops', () => {
  const repair = (contractId: string) => ({
    contract_id: contractId,
    service_order_type: 'REPAIR',
    description: 'Sem conexão desde ontem',
  });
  const openOrder = (body: object, caller = me) => product.http().post('/app/v1/service-orders').set(caller).send(body);
  const anomaly = (contractId: string) =>
    product.http().get('/app/v1/service-orders/check-anomaly').set(me).query({ contractId });
  const connection = (contractId: string) =>
    product.http().get('/app/v1/customers/connection-status').set(me).query({ contractId });

  it('is a repair in its district', async () => {
    await created(outage({ affected: { districts: [{ city: 'Conselheiro Lafaiete', district: 'Novo Horizonte' }] } }));
    const answer = await openOrder(repair('1283303'));
    expectProblem(answer, 409, 'MASSIVE_OUTAGE');
    expect(answer.body).toMatchObject({
      detail: 'Fibra rompida no Centro de Carmo.',
      expected_resolution_at: expect.any(String),
    });
    expect(product.erp.journal.count(OPEN_ORDER)).toBe(0);
    expect((await anomaly('1283303').expect(200)).body).toMatchObject({
      kind: 'MASSIVE_OUTAGE',
      message: 'Fibra rompida no Centro de Carmo.',
      can_open_order: false,
    });
    expect((await anomaly(CARMO).expect(200)).body).not.toMatchObject({ kind: 'MASSIVE_OUTAGE' });
  });

  it('is not a repair elsewhere, nor one during a degradation or before a maintenance', async () => {
    await created(outage());
    await created(maintenance({ affected: { whole_network: true } }));
    await created(outage({ kind: 'DEGRADATION', affected: { whole_network: true } }));
    await openOrder(repair('1283303')).expect(201);
    expect((await anomaly(LAFAIETE).expect(200)).body).not.toMatchObject({ kind: 'PLANNED_MAINTENANCE' });
  });

  it('is the connection of whoever is not heard', async () => {
    await created(outage({ severity: 'MINOR' }));
    await created(maintenance({ started_at: hours(-1), expected_end_at: hours(1), severity: 'CRITICAL' }));
    expect((await connection(CARMO).expect(200)).body).toMatchObject({
      status: 'OUTAGE',
      reasons: [{ code: 'OUTAGE_IN_AREA', message: 'Fibra rompida no Centro de Carmo.' }],
      actions: ['WAIT'],
      expected_resolution_at: expect.stringMatching(/-03:00$/),
    });
    expect((await connection(LAFAIETE).expect(200)).body).not.toMatchObject({ status: 'OUTAGE' });
  });

  it('includes maintenance that has begun', async () => {
    await created(maintenance({ started_at: hours(-1), expected_end_at: hours(1) }));
    expect((await anomaly(CARMO).expect(200)).body).toMatchObject({ kind: 'PLANNED_MAINTENANCE' });
    expect((await connection(CARMO).expect(200)).body).toMatchObject({ status: 'OUTAGE' });
  });
});

describe('administrators', () => {
  it('create warnings, which are acknowledged then, and audited without contracts', async () => {
    const body = outage({
      affected: { districts: [{ city: 'Carmo', district: 'Centro' }], contracts: [CARMO], olt: 'OLT-1' },
    });
    const answer = await create(body).set('x-request-id', 'audited-warning').expect(201);
    expect(answer.body).toEqual({
      id: expect.any(String),
      kind: 'OUTAGE',
      severity: 'MAJOR',
      title: 'Fibra rompida',
      message: 'Fibra rompida no Centro de Carmo.',
      state: 'acknowledged',
      started_at: expect.stringMatching(/-03:00$/),
      expected_end_at: expect.stringMatching(/-03:00$/),
      resolved_at: null,
      closed_at: null,
      closed_by: null,
      affected: {
        whole_network: false,
        cities: [],
        districts: [{ city: 'Carmo', district: 'Centro' }],
        contracts: [CARMO],
        olt: 'OLT-1',
      },
      notify: false,
      episode: 1,
      created_at: expect.stringMatching(/-03:00$/),
      updated_at: expect.stringMatching(/-03:00$/),
    });
    const { id } = answer.body as Warning;
    expect((await read(id).expect(200)).body).toEqual(answer.body);
    const entries = await audited('audited-warning');
    expect(entries).toMatchObject([
      { action: 'massive-warning.created', subject_id: id, before: null, after: { affected: { contracts_count: 1 } } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(CARMO);
  });

  it('replace what a warning says, not its state', async () => {
    const id = await created(outage());
    await move(id, 'inProgress').expect(200);
    const answer = await replace(id, outage({ title: 'Outra', affected: { cities: ['Ibaté'] } }))
      .set('x-request-id', 'replaced-warning')
      .expect(200);
    expect(answer.body).toMatchObject({ title: 'Outra', state: 'inProgress', affected: { cities: ['Ibaté'] } });
    expect(await warned(me)).toEqual([]);
    expect(await audited('replaced-warning')).toMatchObject([
      { action: 'massive-warning.replaced', before: { title: 'Fibra rompida' }, after: { title: 'Outra' } },
    ]);
  });

  it('move warnings as the standard says', async () => {
    const id = await created(outage());
    const states = async (...wanted: string[]): Promise<unknown[]> => {
      const answers = [];
      for (const state of wanted) answers.push((await move(id, state)).status);
      return answers;
    };
    // The second of two taps changes nothing.
    expect(await states('inProgress', 'inProgress', 'acknowledged', 'resolved')).toEqual([200, 200, 409, 200]);
    expect((await read(id)).body).toMatchObject({ state: 'resolved', resolved_at: expect.any(String), episode: 1 });
    expect(await states('acknowledged', 'inProgress')).toEqual([409, 200]);
    expect((await read(id)).body).toMatchObject({ state: 'inProgress', resolved_at: null, episode: 2 });
    expect(await states('closed')).toEqual([200]);
    expect((await read(id)).body).toMatchObject({ state: 'closed', closed_at: expect.any(String), closed_by: 'ADMIN' });
    const refused = await move(id, 'inProgress');
    expectProblem(refused, 409, 'WARNING_STATE_REFUSED');
    expect(refused.body).toMatchObject({ state: 'closed' });
    expectProblem(await replace(id, outage()), 409, 'WARNING_STATE_REFUSED');
    const moves = await product.dataSource.query(
      `SELECT before->>'state' AS "from", after->>'state' AS "to" FROM audit_entry
        WHERE subject_id = $1 AND action = 'massive-warning.moved' ORDER BY id`,
      [id],
    );
    expect(moves).toEqual([
      { from: 'acknowledged', to: 'inProgress' },
      { from: 'inProgress', to: 'resolved' },
      { from: 'resolved', to: 'inProgress' },
      { from: 'inProgress', to: 'closed' },
    ]);
  });

  it('move a warning once, however many at the same time', async () => {
    const id = await created(outage());
    const answers = await Promise.all(Array.from({ length: 4 }, () => move(id, 'resolved')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await Promise.all(Array.from({ length: 4 }, () => move(id, 'inProgress')));
    expect((await read(id)).body).toMatchObject({ state: 'inProgress', episode: 2 });
  });

  it('list warnings by state, kind and city', async () => {
    const id = await created(outage({ title: 'A', started_at: hours(-3) }));
    await created(maintenance({ title: 'B', affected: { districts: [{ city: 'Carmo', district: 'Centro' }] } }));
    await created(outage({ title: 'C', affected: { cities: ['São Carlos'] }, started_at: hours(-2) }));
    await created(outage({ title: 'D', affected: { whole_network: true } }));
    await move(id, 'resolved').expect(200);
    expect(await titles({})).toEqual(['B', 'D', 'C', 'A']);
    expect(await titles({ sort: 'startedAt' })).toEqual(['A', 'C', 'D', 'B']);
    expect((await titles({ sort: '-updatedAt' }))[0]).toBe('A');
    expect(await titles({ state: 'resolved' })).toEqual(['A']);
    expect(await titles({ kind: 'PLANNED_MAINTENANCE' })).toEqual(['B']);
    expect(await titles({ city: 'carmo' })).toEqual(['B', 'D', 'A']);
    expect(await titles({ city: 'sao carlos', state: 'acknowledged' })).toEqual(['D', 'C']);
    expect(await titles({ city: 'Carm' })).toEqual(['D']);
    expect((await list({ pageSize: 3, page: 2 })).body).toMatchObject({ total: 4, page: 2, next: null });
  });

  it('remove warnings', async () => {
    const id = await created(outage());
    await product.http().delete(`${BASE}/${id}`).set(admin).set('x-request-id', 'removed-warning').expect(204);
    expectProblem(await read(id), 404, 'NOT_FOUND');
    expect(await audited('removed-warning')).toMatchObject([{ action: 'massive-warning.removed', after: null }]);
  });

  it('do not find what is not there', async () => {
    for (const id of [randomUUID(), 'nothing']) {
      expectProblem(await read(id), 404, 'NOT_FOUND');
      expectProblem(await replace(id, outage()), 404, 'NOT_FOUND');
      expectProblem(await move(id, 'closed'), 404, 'NOT_FOUND');
      expectProblem(await product.http().delete(`${BASE}/${id}`).set(admin), 404, 'NOT_FOUND');
    }
  });

  it.each<[string, object, string]>([
    ['an unknown kind', { kind: 'STORM' }, 'kind'],
    ['an unknown severity', { severity: 'HIGH' }, 'severity'],
    ['a blank title', { title: ' ' }, 'title'],
    ['a long title', { title: 'x'.repeat(81) }, 'title'],
    ['a message the database cannot hold', { message: 'a\0' }, 'message'],
    ['a start without offset', { started_at: '2026-12-01T08:00:00' }, 'started_at'],
    ['an outage that lies ahead', { started_at: hours(1) }, 'started_at'],
    ['an end before the start', { expected_end_at: hours(-2) }, 'expected_end_at'],
    ['an end that is none', { expected_end_at: 'soon' }, 'expected_end_at'],
    ['maintenance without an end', { kind: 'PLANNED_MAINTENANCE', expected_end_at: null }, 'expected_end_at'],
    ['information without an end', { kind: 'INFORMATION', expected_end_at: null }, 'expected_end_at'],
    ['no area', { affected: undefined }, 'affected'],
    ['an empty area', { affected: { cities: [] } }, 'affected'],
    ['an area of an OLT only', { affected: { olt: 'OLT-1' } }, 'affected'],
    ['the whole network with a city', { affected: { whole_network: true, cities: ['Carmo'] } }, 'affected'],
    ['a blank city', { affected: { cities: [''] } }, 'affected.cities'],
    ['a district without its city', { affected: { districts: [{ district: 'Centro' }] } }, 'affected.districts.0.city'],
    ['a contract that is none', { affected: { contracts: ['x1'] } }, 'affected.contracts'],
    ['telling in words', { notify: 'yes' }, 'notify'],
    ['no word on telling', { notify: undefined }, 'notify'],
  ])('are refused %s', async (_what, fields, field) => {
    const answer = await create(outage(fields));
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    const { errors } = answer.body as { errors: { field: string }[] };
    expect(errors.map((error) => error.field)).toContain(field);
    expect(await titles({})).toEqual([]);
  });

  it.each([
    ['state', { state: 'open' }],
    ['kind', { kind: 'outage' }],
    ['city', { city: '' }],
    ['sort', { sort: 'title' }],
    ['page', { page: 0 }],
  ])('are refused a list by a wrong %s', async (field, query) => {
    const answer = await list(query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('are refused a state that is none', async () => {
    const id = await created(outage());
    expectProblem(await move(id, 'held'), 400, 'VALIDATION_ERROR');
    expectProblem(await move(id, undefined), 400, 'VALIDATION_ERROR');
  });

  it('take an outage of unknown length', async () => {
    const answer = await create(outage({ expected_end_at: null })).expect(201);
    expect(answer.body).toMatchObject({ expected_end_at: null });
  });

  it('need the role', async () => {
    await product.dataSource.query("UPDATE admin_user SET roles = '{operations}'");
    try {
      const powerless = await product.loginAdmin();
      expectProblem(await create(outage(), powerless), 403, 'FORBIDDEN');
      expectProblem(await product.http().get(BASE).set(powerless), 403, 'FORBIDDEN');
    } finally {
      await product.dataSource.query("UPDATE admin_user SET roles = '{operations,warnings:write}'");
    }
  });
});

describe('telling customers', () => {
  interface Told {
    title: string;
    customers: number;
  }
  const told = (): Promise<Told[]> =>
    product.dataSource.query<Told[]>(
      `SELECT title, count(DISTINCT customer_id)::int AS customers FROM message WHERE kind = 'SERVICE'
        GROUP BY title ORDER BY min(created_at), title`,
    );
  const atRest = (): Promise<void> =>
    until(async () => {
      const rows: unknown[] = await product.dataSource.query(
        `SELECT 1 FROM work_item WHERE topic = 'massive-warnings.notices' AND state <> 'done'`,
      );
      return rows.length === 0;
    });
  const LAFAIETE_CITY = { affected: { cities: ['Conselheiro Lafaiete'] }, notify: true };

  it('of a beginning and an end, each once', async () => {
    const id = await created(outage(LAFAIETE_CITY));
    await atRest();
    expect(await told()).toEqual([{ title: 'Fibra rompida', customers: 2 }]);
    await move(id, 'inProgress').expect(200);
    await replace(id, outage({ ...LAFAIETE_CITY, message: 'Ainda sem previsão.' })).expect(200);
    await atRest();
    expect(await told()).toEqual([{ title: 'Fibra rompida', customers: 2 }]);
    await move(id, 'resolved').expect(200);
    await atRest();
    expect(await told()).toEqual([
      { title: 'Fibra rompida', customers: 2 },
      { title: 'Resolvido: Fibra rompida', customers: 2 },
    ]);
    await move(id, 'inProgress').expect(200);
    await atRest();
    const rows = await product.dataSource.query('SELECT 1 FROM message');
    expect(rows).toHaveLength(6);
  });

  it('of an end goes on when the warning is closed right after', async () => {
    const id = await created(outage(LAFAIETE_CITY));
    await move(id, 'resolved').expect(200);
    await move(id, 'closed').expect(200);
    await atRest();
    expect((await told()).at(-1)).toEqual({ title: 'Resolvido: Fibra rompida', customers: 2 });
  });

  it('of what is called off stops', async () => {
    const id = await created(outage({ ...LAFAIETE_CITY, notify: false }));
    await move(id, 'closed').expect(200);
    await atRest();
    expect(await told()).toEqual([]);
  });

  it('reaches those whom a wider area adds', async () => {
    const id = await created(outage({ affected: { contracts: [OTHERS] }, notify: true }));
    await atRest();
    expect(await told()).toEqual([{ title: 'Fibra rompida', customers: 1 }]);
    await replace(
      id,
      outage({
        notify: true,
        affected: { contracts: [OTHERS], districts: [{ city: 'Carmo', district: 'Centro' }] },
      }),
    ).expect(200);
    await atRest();
    expect(await told()).toEqual([{ title: 'Fibra rompida', customers: 2 }]);
    expect(await product.dataSource.query('SELECT 1 FROM message')).toHaveLength(2);
  });

  it('is left alone without notify, until it is switched on', async () => {
    const id = await created(outage({ ...LAFAIETE_CITY, notify: false }));
    await atRest();
    expect(await told()).toEqual([]);
    await replace(id, outage(LAFAIETE_CITY)).expect(200);
    await atRest();
    expect(await told()).toEqual([{ title: 'Fibra rompida', customers: 2 }]);
  });

  it('goes on from batch to batch', async () => {
    await product.dataSource.query(
      `WITH account AS (
         INSERT INTO customer_account (erp_customer_id, document, first_name)
         SELECT 'many-' || n, 'many-' || n, 'Ana' FROM generate_series(1, 450) AS n RETURNING id)
       INSERT INTO customer_contract_fact (customer_id, contract_id, status, city)
       SELECT id, contract, 'HABILITADO', 'PAULISTAS' FROM account, unnest(ARRAY['a', 'b']) AS contract`,
    );
    try {
      await created(outage({ notify: true, affected: { cities: ['Paulistas'], contracts: [OTHERS] } }));
      await atRest();
      expect(await told()).toEqual([{ title: 'Fibra rompida', customers: 451 }]);
      expect(await product.dataSource.query('SELECT 1 FROM message')).toHaveLength(451);
      const batches = await product.dataSource.query(
        `SELECT 1 FROM work_item WHERE topic = 'massive-warnings.notices' AND payload->>'warning_id' =
           (SELECT id::text FROM massive_warning)`,
      );
      expect(batches).toHaveLength(3);
    } finally {
      await product.dataSource.query(`DELETE FROM customer_account WHERE erp_customer_id LIKE 'many-%'`);
    }
  });
});

describe('expiry', () => {
  const expire = async (): Promise<unknown> => {
    await product.http().post('/app/v1/admin/jobs/massive-warnings.expiry/run').set(admin).expect(202);
    await product.app.get(JobScheduler).idle();
    const { body } = await product.http().get('/app/v1/admin/jobs').set(admin).expect(200);
    const { items } = body as { items: { id: string; last_run: { result: unknown } | null }[] };
    return items.find(({ id }) => id === 'massive-warnings.expiry')?.last_run?.result;
  };
  const age = (id: string, columns: string): Promise<unknown> =>
    product.dataSource.query(`UPDATE massive_warning SET ${columns} WHERE id = $1`, [id]);

  it('closes what nobody touched since its time was over', async () => {
    const forgotten = await created(outage());
    const attended = await created(outage());
    const endless = await created(outage({ expected_end_at: null }));
    const information = await created(outage({ kind: 'INFORMATION' }));
    const ahead = await created(maintenance());
    const past = "started_at = now() - interval '3 days', expected_end_at = now() - interval '7 hours'";
    await age(forgotten, `${past}, updated_at = now() - interval '2 days'`);
    await age(attended, past);
    await age(endless, "started_at = now() - interval '3 days', updated_at = now() - interval '49 hours'");
    await age(information, 'expected_end_at = now()');
    await age(ahead, "updated_at = now() - interval '30 days'");
    expect(await expire()).toEqual({ expired: 3, closed: 0 });
    const states = await Promise.all([forgotten, attended, endless, information, ahead].map((id) => read(id)));
    expect(states.map(({ body }) => (body as Warning).state)).toEqual([
      'closed',
      'acknowledged',
      'closed',
      'closed',
      'acknowledged',
    ]);
    expect(states[0]?.body).toMatchObject({ closed_by: 'EXPIRY', closed_at: expect.any(String), resolved_at: null });
  });

  it('closes what is resolved for long', async () => {
    const id = await created(outage());
    await move(id, 'resolved').expect(200);
    expect(await expire()).toEqual({ expired: 0, closed: 0 });
    await age(id, "resolved_at = now() - interval '25 hours'");
    expect(await expire()).toEqual({ expired: 0, closed: 1 });
    expect((await read(id)).body).toMatchObject({ state: 'closed', closed_by: 'EXPIRY' });
  });
});
