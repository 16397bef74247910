import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SignedValues } from '../../src/common/auth/signed-values.js';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { OutageNotices } from '../../src/modules/massive-warnings/outage-notices.service.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { until } from '../support/until.js';
import { fillSlot } from '../support/full-slot.js';
import { expectProblem } from '../support/problems.js';

const OPEN = 'webservice-cliente.service-orders.open';
const LIST = 'webservice-cliente.service-orders.list';
const BOOK = 'webservice-cliente.technical-agenda.book';
const TYPES = 'webservice-cliente.service-orders.list-types';
/** Marina's contract without an open order. */
const CONTRACT = 1283303;
const TIMEOUT_MS = 1_500;

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    VISIT_CLOSED_DAYS: 'NONE',
    WEBSERVICE_CLIENTE_ORDER_TYPES: 'REPAIR=7',
    WEBSERVICE_CLIENTE_TIMEOUT_MS: String(TIMEOUT_MS),
    SERVICE_ORDER_SETTLE_SECONDS: '1',
  });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(async () => {
  jest.restoreAllMocks();
  product.erp.faults.clear();
  const { serviceOrders } = product.erp.state;
  for (const order of serviceOrders.values()) {
    if (order.contractId === CONTRACT) order.status = 'FECHADO';
  }
  await product.dataSource.query('DELETE FROM irreversible_act');
  product.erp.journal.clear();
});

interface Opened {
  id: string | null;
  protocol: string | null;
  slot_confirmed: boolean;
  [field: string]: unknown;
}

const REPAIR = { contract_id: String(CONTRACT), service_order_type: 'REPAIR', description: 'Sem conexão desde ontem' };
const open = (caller: Caller, body: object, headers: Caller = {}) =>
  product
    .http()
    .post('/app/v1/service-orders')
    .set({ ...caller, ...headers })
    .send(body);
const days = (caller: Caller, query: Record<string, string | number>) =>
  product.http().get('/app/v1/service-orders/available-days').set(caller).query(query);

interface Day {
  date: string;
  shift: string;
  slot_id: string;
}
const firstDay = async (query: Record<string, string | number> = {}): Promise<Day> => {
  const all = { contractId: CONTRACT, serviceOrderType: 'REPAIR', ...query };
  const { items } = (await days(me, all).expect(200)).body as { items: Day[] };
  return items[0]!;
};
const openOrders = () =>
  [...product.erp.state.serviceOrders.values()].filter(
    ({ contractId, status }) => contractId === CONTRACT && status !== 'FECHADO',
  );

describe('opening', () => {
  it('gives protocol and visit, and the order can be acted upon', async () => {
    const day = await firstDay();
    const { body } = await open(me, { ...REPAIR, slot_id: day.slot_id, contact_phone: '(22) 99999-0001' }).expect(201);
    const opened = body as Opened;
    const [order] = openOrders();
    expect(opened).toEqual({
      id: String(order!.id),
      protocol: order!.protocol,
      type: 'REPAIR',
      status: 'ST_OS_AGENDADA',
      slot_confirmed: true,
      expected_installation_date: day.date,
      expected_installation_turn: 'Manhã',
      expected_attendance_period: '08h às 12h',
    });
    expect(order).toMatchObject({ visitOn: day.date, typeId: 7 });
    expect(product.erp.journal.calls(OPEN)[0]?.body).toMatchObject({
      descricao: 'Sem conexão desde ontem\nTelefone para contato: +5522999990001',
    });
    await days(me, { serviceOrderId: opened.id! }).expect(200);
  });

  it('without a slot leaves the visit to the provider', async () => {
    const { body } = await open(me, REPAIR).expect(201);
    expect(body).toMatchObject({ status: 'ST_OS_CRIADA', slot_confirmed: false, expected_installation_date: null });
    expect(product.erp.journal.count(BOOK)).toBe(0);
  });

  it('looks the type up with the customer’s own credential where none is configured', async () => {
    await open(me, { ...REPAIR, service_order_type: 'PICKUP' }).expect(201);
    expect(product.erp.journal.count(TYPES)).toBe(1);
    expect(openOrders()[0]).toMatchObject({ serviceKind: 'RETIRADA' });
  });

  it('keeps the protocol when the slot was lost meanwhile', async () => {
    const day = await firstDay();
    const giveBack = fillSlot(product.erp.state, day);
    const { body } = await open(me, { ...REPAIR, slot_id: day.slot_id }).expect(201);
    giveBack();
    expect(body).toMatchObject({
      protocol: expect.any(String),
      status: 'ST_OS_CRIADA',
      slot_confirmed: false,
      expected_installation_date: null,
    });
  });

  it('keeps the protocol when booking fails, and says so when its answer was lost but the slot is booked', async () => {
    const day = await firstDay();
    product.erp.faults.set(BOOK, { kind: 'status', status: 401 });
    const refused = await open(me, { ...REPAIR, slot_id: day.slot_id }).expect(201);
    expect(refused.body).toMatchObject({ slot_confirmed: false });
    openOrders()[0]!.status = 'FECHADO';
    product.erp.faults.set(BOOK, { kind: 'reset-after' });
    const lost = await open(me, { ...REPAIR, slot_id: day.slot_id }).expect(201);
    expect(lost.body).toMatchObject({ slot_confirmed: true, expected_installation_date: day.date });
  });

  it('is refused while an order of the type is open', async () => {
    const first = (await open(me, REPAIR).expect(201)).body as Opened;
    const answer = await open(me, REPAIR);
    expectProblem(answer, 409, 'OS_ALREADY_OPEN');
    expect(answer.body).toMatchObject({ os_id: first.id, protocol: first.protocol });
    expect(product.erp.journal.count(OPEN)).toBe(1);
    expect(await product.dataSource.query(`SELECT 1 FROM irreversible_act WHERE state <> 'done'`)).toEqual([]);
  });

  it('is refused during a massive outage, unless forced', async () => {
    const notices = product.app.get(OutageNotices, { strict: false });
    jest.spyOn(notices, 'inForce').mockResolvedValue([
      {
        kind: 'MASSIVE_OUTAGE',
        message: 'Fibra rompida no Centro.',
        startedAt: new Date(),
        expectedResolutionAt: null,
      },
    ]);
    const answer = await open(me, REPAIR);
    expectProblem(answer, 409, 'MASSIVE_OUTAGE');
    expect(answer.body).toMatchObject({ detail: 'Fibra rompida no Centro.', expected_resolution_at: null });
    expect(product.erp.journal.count(OPEN)).toBe(0);
    await open(me, { ...REPAIR, force: true }).expect(201);
  });

  it('does not wait for outages that nobody can tell of', async () => {
    const notices = product.app.get(OutageNotices, { strict: false });
    jest.spyOn(notices, 'inForce').mockRejectedValue(new Error('no feed'));
    await open(me, REPAIR).expect(201);
  });

  it('is refused for a cancelled contract', async () => {
    const fresh = await startTestApplication();
    try {
      fresh.erp.state.contracts.get(CONTRACT)!.status = 'CANCELADO';
      const answer = await fresh
        .http()
        .post('/app/v1/service-orders')
        .set(await fresh.loginCustomer())
        .send(REPAIR);
      expectProblem(answer, 422, 'CONTRACT_NOT_SERVICEABLE');
      expect(fresh.erp.journal.count(OPEN)).toBe(0);
    } finally {
      await fresh.close();
    }
  });

  it.each([
    ['no contract', { contract_id: undefined }, 'contract_id'],
    ['an odd contract', { contract_id: 'abc' }, 'contract_id'],
    ['an internal kind', { service_order_type: 'INTERNAL' }, 'service_order_type'],
    ['no description', { description: '  ' }, 'description'],
    ['an endless description', { description: 'x'.repeat(1_001) }, 'description'],
    ['a phone that is none', { contact_phone: '0000000000' }, 'contact_phone'],
    ['a slot that was never offered', { slot_id: 'invented.slot' }, 'slot_id'],
    ['force in words', { force: 'yes' }, 'force'],
  ])('refuses %s', async (_, change, field) => {
    const answer = await open(me, { ...REPAIR, ...change });
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect(product.erp.journal.count(OPEN)).toBe(0);
  });

  it('refuses a slot of another purpose, and one that is too old', async () => {
    const { slot_id: ofAnother } = await firstDay({ contractId: 899059 });
    expectProblem(await open(me, { ...REPAIR, slot_id: ofAnother }), 400, 'VALIDATION_ERROR');
    const [customer]: { id: string }[] = await product.dataSource.query(
      `SELECT id FROM customer_account WHERE document = '11144477735'`,
    );
    const offered = {
      for: `contract:${CONTRACT}:REPAIR`,
      slot: { itemId: '7601390', date: addDays(todayInSaoPaulo(), 1), shift: 'MORNING' },
    };
    const tooOld = product.app.get(SignedValues).sign('visit-slot', customer!.id, offered, -1);
    expectProblem(await open(me, { ...REPAIR, slot_id: tooOld }), 410, 'SLOT_GONE');
    expect(product.erp.journal.count(OPEN)).toBe(0);
  });

  it('on a foreign contract is not found, and nobody is asked', async () => {
    expectProblem(await open(other, REPAIR), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('needs a customer', async () => {
    expectProblem(await open(product.channel, REPAIR), 401, 'UNAUTHENTICATED');
  });

  it('that the ERP refuses stands in nobody’s way', async () => {
    product.erp.faults.set(OPEN, { kind: 'status', status: 400 });
    expect((await open(me, REPAIR)).status).toBeGreaterThanOrEqual(400);
    expect(await product.dataSource.query('SELECT 1 FROM irreversible_act WHERE settled_at IS NULL')).toEqual([]);
    product.erp.faults.clear();
    await open(me, REPAIR).expect(201);
  });

  it('by two taps at once opens one order', async () => {
    product.erp.faults.set(OPEN, { kind: 'latency', ms: 200 });
    const answers = await Promise.all([open(me, REPAIR), open(me, REPAIR)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expectProblem(refused, 409, 'OS_ALREADY_OPEN');
    expect(product.erp.journal.count(OPEN)).toBe(1);
    expect(openOrders()).toHaveLength(1);
  });

  it('is answered again for its Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'opening-1' };
    const first = await open(me, REPAIR, key).expect(201);
    const again = await open(me, REPAIR, key).expect(201);
    expect(again.text).toBe(first.text);
    expect(product.erp.journal.count(OPEN)).toBe(1);
  });
});

describe('an opening whose answer was lost', () => {
  it.each([
    ['reset-after', { kind: 'reset-after' }],
    ['slow-after', { kind: 'slow-after', ms: TIMEOUT_MS + 500 }],
    ['truncated', { kind: 'truncated' }],
  ] as const)('is found by reading (%s), and goes on', async (_, fault) => {
    const day = await firstDay();
    product.erp.faults.set(OPEN, { ...fault, times: 1 });
    const { body } = await open(me, { ...REPAIR, slot_id: day.slot_id }).expect(201);
    expect(body).toMatchObject({ id: String(openOrders()[0]!.id), slot_confirmed: true });
    expect(product.erp.journal.count(OPEN)).toBe(1);
  });

  it('and cannot be read either is uncertain; the repetition is told the truth without a second order', async () => {
    const day = await firstDay();
    const before = product.erp.journal.count(LIST);
    product.erp.faults.set(OPEN, { kind: 'slow-after', ms: TIMEOUT_MS + 300, times: 1 });
    const pending = open(me, { ...REPAIR, slot_id: day.slot_id });
    const answer = pending.then((value) => value);
    await until(() => product.erp.journal.count(OPEN) === 1 && product.erp.journal.count(LIST) > before);
    product.erp.faults.set(LIST, { kind: 'status', status: 503 });
    expectProblem(await answer, 504, 'OUTCOME_UNCERTAIN');
    expect(openOrders()).toHaveLength(1);
    product.erp.faults.clear();
    const again = await open(me, { ...REPAIR, slot_id: day.slot_id }).expect(201);
    expect(again.body).toMatchObject({ id: String(openOrders()[0]!.id), slot_confirmed: true });
    expect(product.erp.journal.count(OPEN)).toBe(1);
    expect(openOrders()).toHaveLength(1);
  });

  it('is finished without the customer', async () => {
    const day = await firstDay();
    product.erp.faults.set(OPEN, { kind: 'slow-after', ms: TIMEOUT_MS + 300, times: 1 });
    const answer = open(me, { ...REPAIR, slot_id: day.slot_id }).then((value) => value);
    await until(() => product.erp.journal.count(OPEN) === 1);
    product.erp.faults.set(LIST, { kind: 'status', status: 503 });
    expectProblem(await answer, 504, 'OUTCOME_UNCERTAIN');
    product.erp.faults.clear();
    await until(() => openOrders()[0]?.visitOn === day.date);
    expect(product.erp.journal.count(OPEN)).toBe(1);
  });

  it('and never happened is made at last', async () => {
    product.erp.faults.set(OPEN, { kind: 'reset', times: 1 });
    expectProblem(await open(me, REPAIR), 504, 'OUTCOME_UNCERTAIN');
    expect(openOrders()).toEqual([]);
    await product.dataSource.query(`UPDATE irreversible_act SET sent_at = sent_at - interval '1 hour'`);
    await open(me, REPAIR).expect(201);
    expect(openOrders()).toHaveLength(1);
  });

  it('but told its protocol is finished once the list tells the order', async () => {
    const day = await firstDay();
    const before = product.erp.journal.count(LIST);
    product.erp.faults.set(OPEN, { kind: 'latency', ms: 300, times: 1 });
    const answer = open(me, { ...REPAIR, slot_id: day.slot_id }).then((value) => value);
    await until(() => product.erp.journal.count(OPEN) === 1 && product.erp.journal.count(LIST) > before);
    product.erp.faults.set(LIST, { kind: 'status', status: 503 });
    expect((await answer).body).toMatchObject({ id: null, protocol: openOrders()[0]!.protocol, slot_confirmed: false });
    product.erp.faults.clear();
    await until(() => openOrders()[0]?.visitOn === day.date);
    expect(product.erp.journal.count(OPEN)).toBe(1);
  });
});
