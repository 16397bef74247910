import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, type PlainDate, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { fillSlot } from '../support/full-slot.js';
import { expectProblem } from '../support/problems.js';
import { until } from '../support/until.js';

const LIST = 'webservice-cliente.service-orders.list';
const BOOK = 'webservice-cliente.technical-agenda.book';
const CANCEL_VISIT = 'webservice-cliente.technical-agenda.cancel-visit';
const CLOSE = 'webservice-cliente.service-orders.close';
const LOG = 'webservice-cliente.service-orders.register-log';
const RATE = 'webservice-cliente.service-orders.rate';
const RATINGS = 'webservice-cliente.service-orders.list-ratings';
/** Marina's order with a visit in three days, in the afternoon. */
const ORDER = 940117;
/** Marina's installation, concluded. */
const ENDED = 871203;
const TIMEOUT_MS = 1_500;

let product: TestApplication;
let me: Caller;
let other: Caller;
let original: object;
let inDays: (offset: number) => PlainDate;
beforeAll(async () => {
  product = await startTestApplication({
    VISIT_CLOSED_DAYS: 'NONE',
    VISIT_CUTOFF_HOUR: '0',
    VISIT_MAX_RESCHEDULES: '2',
    WEBSERVICE_CLIENTE_LOG_USER_ID: '77',
    WEBSERVICE_CLIENTE_TIMEOUT_MS: String(TIMEOUT_MS),
    SERVICE_ORDER_SETTLE_SECONDS: '1',
  });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  for (const caller of [me, other]) await product.http().get('/app/v1/service-orders').set(caller).expect(200);
  original = { ...order() };
  inDays = (offset) => addDays(todayInSaoPaulo(), offset);
});
afterAll(() => product.close());
beforeEach(async () => {
  product.erp.faults.clear();
  Object.assign(order(), original);
  await product.dataSource.query('DELETE FROM irreversible_act');
  await product.dataSource.query('DELETE FROM service_order_confirmation');
  await product.dataSource.query('DELETE FROM service_order_rating');
  await product.dataSource.query('DELETE FROM field_control_task');
  await product.dataSource.query('DELETE FROM field_control_order');
  product.erp.state.serviceDesk.ratings.clear();
  product.erp.state.serviceDesk.logs.length = 0;
  product.erp.journal.clear();
});

const order = (id = ORDER) => product.erp.state.serviceOrders.get(id)!;
const at = (path: string, id: number | string = ORDER) => `/app/v1/service-orders/${id}/${path}`;
const put = (caller: Caller, path: string, body: object, id?: number | string) =>
  product.http().put(at(path, id)).set(caller).send(body);
const post = (caller: Caller, path: string, body: object, id?: number | string) =>
  product.http().post(at(path, id)).set(caller).send(body);

interface Day {
  date: string;
  shift: string;
  slot_id: string;
}
const daysFrom = async (from: string): Promise<Day[]> => {
  const query = { serviceOrderId: ORDER, from, limitDays: 20 };
  const { body } = await product.http().get('/app/v1/service-orders/available-days').set(me).query(query).expect(200);
  return (body as { items: Day[] }).items;
};
/** Slots after the visit, on different days. */
const laterDays = async (): Promise<Day[]> => (await daysFrom(inDays(4))).filter(({ shift }) => shift === 'MANHA');
const earlierDays = async (): Promise<Day[]> => {
  const { body } = await product.http().get(at('anticipate/available-days')).set(me).expect(200);
  return (body as { items: Day[] }).items;
};
/** The field service reports the visit of an order. */
async function report(status: string, id = ORDER): Promise<void> {
  await product.dataSource.query(
    `INSERT INTO field_control_order (id, identifier, read_at) VALUES ('fc-order', $1, now())`,
    [String(id)],
  );
  await product.dataSource.query(
    `INSERT INTO field_control_employee (id, name, read_at) VALUES ('fc-employee', 'JOAO TESTE', now())
     ON CONFLICT DO NOTHING`,
  );
  await product.dataSource.query(
    `INSERT INTO field_control_task (id, order_id, status, scheduled_date, employee_id, read_at)
     VALUES ('fc-task', 'fc-order', $1, current_date, 'fc-employee', now())`,
    [status],
  );
}
const unsettled = (): Promise<unknown[]> =>
  product.dataSource.query(`SELECT kind, state FROM irreversible_act WHERE settled_at IS NULL`);

describe('rescheduling', () => {
  it('moves the visit and leaves a line in the ERP’s log', async () => {
    const [day] = await laterDays();
    const { body } = await put(me, 'reschedule', { slot_id: day!.slot_id, reason: 'Viagem' }).expect(200);
    expect(body).toMatchObject({
      id: String(ORDER),
      status: 'ST_OS_AGENDADA',
      visit: { date: day!.date, shift: 'Manhã', period: '08h às 12h' },
    });
    expect(order()).toMatchObject({ visitOn: day!.date, shift: 'MANHA' });
    await until(() => product.erp.state.serviceDesk.logs.length === 1);
    expect(product.erp.state.serviceDesk.logs[0]).toMatchObject({
      orderId: ORDER,
      userId: 77,
      action: expect.stringMatching(/^VISITA REMARCADA .*Viagem$/),
    });
  });

  it('is refused for the slot it has, and for one that was taken meanwhile', async () => {
    const [first, second] = await laterDays();
    await put(me, 'reschedule', { slot_id: first!.slot_id }).expect(200);
    expectProblem(await put(me, 'reschedule', { slot_id: first!.slot_id }), 422, 'SAME_SLOT');
    const giveBack = fillSlot(product.erp.state, second!);
    const gone = await put(me, 'reschedule', { slot_id: second!.slot_id });
    giveBack();
    expectProblem(gone, 410, 'SLOT_GONE');
    expect(await unsettled()).toEqual([]);
  });

  it('is refused past the limit', async () => {
    const [first, second, third] = await laterDays();
    await put(me, 'reschedule', { slot_id: first!.slot_id }).expect(200);
    await put(me, 'reschedule', { slot_id: second!.slot_id }).expect(200);
    const answer = await put(me, 'reschedule', { slot_id: third!.slot_id });
    expectProblem(answer, 409, 'NOT_RESCHEDULABLE');
    expect(answer.body).toMatchObject({ reason: 'LIMIT' });
    expect(product.erp.journal.count(BOOK)).toBe(2);
  });

  it('is refused on the visit’s own day, once begun, and after the end', async () => {
    const [day] = await laterDays();
    const refused = async (reason: string) => {
      const answer = await put(me, 'reschedule', { slot_id: day!.slot_id });
      expectProblem(answer, 409, 'NOT_RESCHEDULABLE');
      expect(answer.body).toMatchObject({ reason });
    };
    order().visitOn = todayInSaoPaulo();
    await refused('CUTOFF');
    Object.assign(order(), original);
    order().status = 'SOLUCIONADO';
    await refused('ENDED');
    Object.assign(order(), original);
    await report('IN_PROGRESS');
    await refused('STARTED');
    expect(product.erp.journal.count(BOOK)).toBe(0);
  });

  it.each([
    ['no slot', {}, 'slot_id'],
    ['an invented slot', { slot_id: 'a.b' }, 'slot_id'],
    ['an endless reason', { slot_id: 'a.b', reason: 'x'.repeat(501) }, 'reason'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await put(me, 'reschedule', body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('refuses a slot of another customer', async () => {
    const [day] = await laterDays();
    expectProblem(await put(other, 'reschedule', { slot_id: day!.slot_id }, 940233), 400, 'VALIDATION_ERROR');
  });

  it('by two taps at once is one act, and both are told the truth', async () => {
    const [day] = await laterDays();
    product.erp.faults.set(BOOK, { kind: 'latency', ms: 200 });
    const answers = await Promise.all([1, 2].map(() => put(me, 'reschedule', { slot_id: day!.slot_id })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(product.erp.journal.count(BOOK)).toBe(1);
  });

  it.each([
    ['reset-after', { kind: 'reset-after', times: 1 }],
    ['slow-after', { kind: 'slow-after', ms: TIMEOUT_MS + 500, times: 1 }],
  ] as const)('with a lost answer (%s) is found by reading', async (_, fault) => {
    const [day] = await laterDays();
    product.erp.faults.set(BOOK, fault);
    await put(me, 'reschedule', { slot_id: day!.slot_id }).expect(200);
    expect(product.erp.journal.count(BOOK)).toBe(1);
  });

  it('with a lost answer that nothing tells of is uncertain, then done once', async () => {
    const [day, another] = await laterDays();
    product.erp.faults.set(BOOK, { kind: 'reset', times: 1 });
    expectProblem(await put(me, 'reschedule', { slot_id: day!.slot_id }), 504, 'OUTCOME_UNCERTAIN');
    await product.dataSource.query(`UPDATE irreversible_act SET sent_at = now() + interval '1 hour'`);
    expectProblem(await put(me, 'reschedule', { slot_id: another!.slot_id }), 504, 'OUTCOME_UNCERTAIN');
    expect(product.erp.journal.count(BOOK)).toBe(1);
    // It was carried out late: the repetition is told so.
    const [, booked] = [...product.erp.state.agenda].find(
      ([, { date, shift }]) => date === day!.date && shift === day!.shift,
    )!;
    Object.assign(order(), { visitOn: booked.date, shift: booked.shift, visitItemId: booked.id });
    await put(me, 'reschedule', { slot_id: day!.slot_id }).expect(200);
    expect(product.erp.journal.count(BOOK)).toBe(1);
  });

  it('is settled without the customer', async () => {
    const [day] = await laterDays();
    product.erp.faults.set(BOOK, { kind: 'slow-after', ms: TIMEOUT_MS + 300, times: 1 });
    const answer = put(me, 'reschedule', { slot_id: day!.slot_id }).then((value) => value);
    await until(() => product.erp.journal.count(BOOK) === 1);
    product.erp.faults.set(LIST, { kind: 'status', status: 503 });
    expectProblem(await answer, 504, 'OUTCOME_UNCERTAIN');
    product.erp.faults.clear();
    await until(async () => (await unsettled()).length === 0);
    expect(order().visitOn).toBe(day!.date);
  });
});

describe('bringing forward', () => {
  it('offers the days before the visit only', async () => {
    const days = await earlierDays();
    expect(days.length).toBeGreaterThan(0);
    expect(days.every(({ date }) => date >= inDays(1) && date < inDays(3))).toBe(true);
    order().visitOn = inDays(1);
    expect(await earlierDays()).toEqual([]);
    order().visitOn = null;
    expect(await earlierDays()).toEqual([]);
  });

  it('moves the visit to an earlier day', async () => {
    const [day] = await earlierDays();
    const { body } = await post(me, 'anticipate', { slot_id: day!.slot_id }).expect(200);
    expect(body).toMatchObject({ visit: { date: day!.date } });
    expect(order().visitOn).toBe(day!.date);
  });

  it('refuses later slots, and orders that cannot be moved', async () => {
    const [later] = await laterDays();
    expectProblem(await post(me, 'anticipate', { slot_id: later!.slot_id }), 422, 'NOT_EARLIER');
    const [day] = await earlierDays();
    await report('IN_PROGRESS');
    expectProblem(await post(me, 'anticipate', { slot_id: day!.slot_id }), 409, 'NOT_RESCHEDULABLE');
    expectProblem(await post(me, 'anticipate', {}), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.count(BOOK)).toBe(0);
  });

  it('is answered again for its Idempotency-Key', async () => {
    const [day] = await earlierDays();
    const keyed = { ...me, 'idempotency-key': 'earlier-1' };
    const first = await post(keyed, 'anticipate', { slot_id: day!.slot_id }).expect(200);
    expect((await post(keyed, 'anticipate', { slot_id: day!.slot_id }).expect(200)).text).toBe(first.text);
    expect(product.erp.journal.count(BOOK)).toBe(1);
  });
});

describe('cancelling', () => {
  const cancel = (reason: unknown = 'A conexão voltou') => put(me, 'cancel', { reason });

  it('calls the visit off and closes the attendance; again it changes nothing', async () => {
    const { body } = await cancel().expect(200);
    expect(body).toMatchObject({
      id: String(ORDER),
      status: 'ST_OS_CANCELADA',
      visit: null,
      attendance_closed: true,
    });
    expect(order()).toMatchObject({ status: 'FECHADO', visitOn: null });
    expect((await cancel().expect(200)).body).toMatchObject({ status: 'ST_OS_CANCELADA', attendance_closed: true });
    expect(product.erp.journal.count(CANCEL_VISIT)).toBe(1);
    expect(product.erp.journal.count(CLOSE)).toBe(1);
  });

  it('by two taps at once is one act', async () => {
    product.erp.faults.set(CANCEL_VISIT, { kind: 'latency', ms: 150 });
    const answers = await Promise.all([cancel(), cancel()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(product.erp.journal.count(CANCEL_VISIT)).toBe(1);
    expect(product.erp.journal.count(CLOSE)).toBe(1);
  });

  it('is refused once begun and after the end', async () => {
    order().status = 'SOLUCIONADO';
    expectProblem(await cancel(), 409, 'NOT_CANCELLABLE');
    Object.assign(order(), original);
    await report('IN_PROGRESS');
    expectProblem(await cancel(), 409, 'NOT_CANCELLABLE');
    expect(product.erp.journal.count(CANCEL_VISIT)).toBe(0);
    expect(await unsettled()).toEqual([]);
  });

  it('closes the attendance later when that fails', async () => {
    product.erp.faults.set(CLOSE, { kind: 'status', status: 400 });
    expect((await cancel().expect(200)).body).toMatchObject({
      status: 'ST_OS_CANCELADA',
      attendance_closed: false,
    });
    expect(order()).toMatchObject({ status: 'PENDENTE', visitOn: null });
    expect((await cancel().expect(200)).body).toMatchObject({ attendance_closed: false });
    product.erp.faults.clear();
    await until(() => order().status === 'FECHADO');
    await until(async () => (await unsettled()).length === 0);
    expect(product.erp.journal.count(CANCEL_VISIT)).toBe(1);
  });

  it('with lost answers is found by reading', async () => {
    product.erp.faults.set(CANCEL_VISIT, { kind: 'reset-after', times: 1 });
    product.erp.faults.set(CLOSE, { kind: 'reset-after', times: 1 });
    expect((await cancel().expect(200)).body).toMatchObject({ attendance_closed: true });
    expect(order().status).toBe('FECHADO');
    expect(product.erp.journal.count(CANCEL_VISIT)).toBe(1);
    expect(product.erp.journal.count(CLOSE)).toBe(1);
  });

  it('with a lost answer that nothing tells of is uncertain, and finished once it shows', async () => {
    product.erp.faults.set(CANCEL_VISIT, { kind: 'slow-after', ms: TIMEOUT_MS + 300, times: 1 });
    const answer = cancel().then((value) => value);
    await until(() => product.erp.journal.count(CANCEL_VISIT) === 1);
    product.erp.faults.set(LIST, { kind: 'status', status: 503 });
    expectProblem(await answer, 504, 'OUTCOME_UNCERTAIN');
    product.erp.faults.clear();
    await until(() => order().status === 'FECHADO');
    expect(product.erp.journal.count(CANCEL_VISIT)).toBe(1);
  });

  it('asks for a reason', async () => {
    expectProblem(await cancel('  '), 400, 'VALIDATION_ERROR');
    expectProblem(await cancel(null), 400, 'VALIDATION_ERROR');
  });

  it('fails when the ERP does, and nothing is kept of it', async () => {
    product.erp.faults.set(LIST, { kind: 'status', status: 503 });
    expectProblem(await cancel(), 503, 'UPSTREAM_UNAVAILABLE');
    expect(await unsettled()).toEqual([]);
  });
});

describe('confirmation', () => {
  const confirm = (confirmed: unknown, origin: unknown = 'APP') => put(me, 'confirmation', { confirmed, origin });

  it('is kept, shown by the status, and logged at the ERP', async () => {
    const { body } = await confirm(true).expect(200);
    expect(body).toEqual({
      service_order_id: String(ORDER),
      confirmed: true,
      visit_date: inDays(3),
      date_confirmation: expect.stringMatching(/-03:00$/),
      origin_confirmation: 'APP',
      offer_reschedule: false,
    });
    const check = await product
      .http()
      .get('/app/v1/service-orders/check?serviceOrderType=REPAIR&contractId=1283299')
      .set(me)
      .expect(200);
    expect(check.body).toMatchObject({ status: 'ST_OS_CONFIRMADA', origin_confirmation: 'APP' });
    await until(() => product.erp.state.serviceDesk.logs.length === 1);
  });

  it('given again changes nothing; another word does', async () => {
    const first = await confirm(true, 'PUSH').expect(200);
    expect((await confirm(true, 'WHATSAPP').expect(200)).body).toEqual(first.body);
    const { body } = await confirm(false).expect(200);
    expect(body).toMatchObject({ confirmed: false, origin_confirmation: 'APP', offer_reschedule: true });
    await until(() => product.erp.state.serviceDesk.logs.length === 2);
  });

  it('stands although the ERP’s log fails, which is tried again', async () => {
    product.erp.faults.set(LOG, { kind: 'status', status: 400, times: 1 });
    await confirm(true).expect(200);
    expect(await product.dataSource.query('SELECT confirmed FROM service_order_confirmation')).toEqual([
      { confirmed: true },
    ]);
  });

  it('is refused without a visit, once begun and after the end', async () => {
    order().visitOn = null;
    expectProblem(await confirm(true), 409, 'NOT_CONFIRMABLE');
    Object.assign(order(), original);
    order().status = 'SOLUCIONADO';
    expectProblem(await confirm(true), 409, 'NOT_CONFIRMABLE');
    Object.assign(order(), original);
    await report('IN_PROGRESS');
    expectProblem(await confirm(true), 409, 'NOT_CONFIRMABLE');
  });

  it('refuses odd words', async () => {
    expectProblem(await confirm('yes'), 400, 'VALIDATION_ERROR');
    expectProblem(await confirm(true, 'EMAIL'), 400, 'VALIDATION_ERROR');
  });
});

describe('the status', () => {
  it('names the technician whom the field service reported', async () => {
    await report('IN_PROGRESS');
    const { body } = await product
      .http()
      .get('/app/v1/service-orders/check?serviceOrderType=REPAIR&contractId=1283299')
      .set(me)
      .expect(200);
    expect(body).toMatchObject({
      status: 'ST_OS_EM_EXECUCAO',
      technician: { name: 'JOAO TESTE', photo_url: null },
      can_cancel: false,
    });
  });
});

describe('rating', () => {
  const rate = (body: object, id = ENDED) => post(me, 'rating', body, id);

  it('is taken once and handed to the ERP', async () => {
    const { body } = await rate({ technician: 9.25, resolution: 10 }).expect(201);
    expect(body).toEqual({
      service_order_id: String(ENDED),
      technician: 9.25,
      resolution: 10,
      rated_at: expect.stringMatching(/-03:00$/),
    });
    await until(() => product.erp.state.serviceDesk.ratings.has(ENDED));
    expect(product.erp.state.serviceDesk.ratings.get(ENDED)).toEqual({ technician: 9.25, resolution: 10 });
    expectProblem(await rate({ technician: 1, resolution: 1 }), 409, 'ALREADY_RATED');
  });

  it('that was given elsewhere stands', async () => {
    product.erp.state.serviceDesk.ratings.set(ENDED, { technician: 8, resolution: 8 });
    expectProblem(await rate({ technician: 1, resolution: 1 }), 409, 'ALREADY_RATED');
    expect(product.erp.journal.count(RATE)).toBe(0);
  });

  it('by two taps at once is taken once', async () => {
    product.erp.faults.set(RATINGS, { kind: 'latency', ms: 100 });
    const answers = await Promise.all([3, 4].map((mark) => rate({ technician: mark, resolution: mark })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is for visits that were made', async () => {
    expectProblem(await rate({ technician: 5, resolution: 5 }, ORDER), 409, 'NOT_RATEABLE');
  });

  it.each([
    { technician: 10.01, resolution: 5 },
    { technician: -1, resolution: 5 },
    { technician: 5.123, resolution: 5 },
    { technician: 5 },
    { technician: '5', resolution: 5 },
  ])('refuses %j', async (marks) => {
    expectProblem(await rate(marks), 400, 'VALIDATION_ERROR');
  });

  it('fails while the ERP cannot tell of earlier ones', async () => {
    product.erp.faults.set(RATINGS, { kind: 'status', status: 503 });
    expectProblem(await rate({ technician: 5, resolution: 5 }), 503, 'UPSTREAM_UNAVAILABLE');
  });
});

describe('a foreign order', () => {
  it.each([
    ['put', 'reschedule', { slot_id: 'a.b' }],
    ['put', 'cancel', { reason: 'x' }],
    ['put', 'confirmation', { confirmed: true, origin: 'APP' }],
    ['post', 'anticipate', { slot_id: 'a.b' }],
    ['post', 'rating', { technician: 5, resolution: 5 }],
    ['get', 'anticipate/available-days', undefined],
  ] as const)('is not found, and nobody is asked: %s %s', async (method, path, body) => {
    for (const id of [ORDER, 123, 'abc']) {
      expectProblem(await product.http()[method](at(path, id)).set(other).send(body), 404, 'NOT_FOUND');
    }
    expectProblem(await product.http()[method](at(path)).set(product.channel).send(body), 401, 'UNAUTHENTICATED');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});
