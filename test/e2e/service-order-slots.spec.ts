import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const CONTRACT = 1283303;

let product: TestApplication;
let me: Caller;
let other: Caller;
let today: string;
beforeAll(async () => {
  product = await startTestApplication({ VISIT_CLOSED_DAYS: 'NONE' });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  today = todayInSaoPaulo();
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

interface Day {
  date: string;
  shift: string;
  slot_id: string;
}
const days = (caller: Caller, query: Record<string, string | number>) =>
  product.http().get('/app/v1/service-orders/available-days').set(caller).query(query);

describe('available days', () => {
  it('are the free shifts in the window, the earliest first, with what they are booked by', async () => {
    const { items } = (await days(me, { contractId: CONTRACT, serviceOrderType: 'REPAIR', limitDays: 4 }).expect(200))
      .body as { items: (Day & { period_label: string })[] };
    expect(items.length).toBeGreaterThan(2);
    expect(items[0]).toEqual({
      date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      shift: 'MANHA',
      period_label: '08h às 12h',
      slot_id: expect.stringMatching(/^[\w-]+\.[\w-]+$/),
    });
    const order = items.map(({ date, shift }) => `${date} ${shift}`);
    expect(order).toEqual([...order].sort());
    expect(items.every(({ date }) => date > today && date < addDays(todayInSaoPaulo(), 4))).toBe(true);
    // The afternoon of the second day is full.
    expect(order).not.toContain(`${addDays(todayInSaoPaulo(), 2)} TARDE`);
  });

  it('can be asked of one shift and from a day on', async () => {
    const from = addDays(todayInSaoPaulo(), 8);
    const { items } = (
      await days(me, { contractId: CONTRACT, serviceOrderType: 'REPAIR', shift: 'TARDE', from }).expect(200)
    ).body as { items: Day[] };
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ shift, date }) => shift === 'TARDE' && date >= from)).toBe(true);
  });

  it('are none where the provider plans no visits', async () => {
    const fresh = await startTestApplication();
    try {
      const { contracts } = fresh.erp.state;
      contracts.set(CONTRACT, { ...contracts.get(CONTRACT)!, technology: 'COBRE' });
      const { body } = await fresh
        .http()
        .get('/app/v1/service-orders/available-days')
        .query({ contractId: CONTRACT, serviceOrderType: 'REPAIR' })
        .set(await fresh.loginCustomer())
        .expect(200);
      expect(body).toEqual({ items: [] });
    } finally {
      await fresh.close();
    }
  });

  it('of an order to move are asked for both shifts', async () => {
    await product.http().get('/app/v1/service-orders').set(me).expect(200);
    product.erp.journal.clear();
    const { items } = (await days(me, { serviceOrderId: 940117, limitDays: 10 }).expect(200)).body as { items: Day[] };
    expect(new Set(items.map(({ shift }) => shift))).toEqual(new Set(['MANHA', 'TARDE']));
    expect(product.erp.journal.count('webservice-cliente.technical-agenda.list-slots')).toBe(2);
  });

  it.each([
    ['an unknown type', { contractId: CONTRACT, serviceOrderType: 'PARTY' }, 'serviceOrderType'],
    ['no type', { contractId: CONTRACT }, 'serviceOrderType'],
    ['nothing', {}, 'contractId'],
    ['a day that does not exist', { contractId: CONTRACT, serviceOrderType: 'REPAIR', from: '2026-02-31' }, 'from'],
    ['too many days', { contractId: CONTRACT, serviceOrderType: 'REPAIR', limitDays: 99 }, 'limitDays'],
    ['an odd shift', { contractId: CONTRACT, serviceOrderType: 'REPAIR', shift: 'NOITE' }, 'shift'],
  ] as const)('refuse %s', async (_, query, field) => {
    const answer = await days(me, query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
  });

  it('of foreign contracts and orders are not found, and nobody is asked', async () => {
    expectProblem(await days(other, { contractId: CONTRACT, serviceOrderType: 'REPAIR' }), 404, 'NOT_FOUND');
    expectProblem(await days(other, { serviceOrderId: 940117 }), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('are a problem while the ERP fails', async () => {
    product.erp.faults.set('webservice-cliente.technical-agenda.list-available-days', { kind: 'status', status: 500 });
    expectProblem(await days(me, { contractId: CONTRACT, serviceOrderType: 'REPAIR' }), 503, 'UPSTREAM_UNAVAILABLE');
  });
});

describe('bookings', () => {
  const bookings = (query: object) =>
    product.http().get('/app/v1/bookings/availability').set(product.channel).query(query);
  const PLACE = { cityId: 100, technologyId: 4, contractTypeId: 1, serviceOrderType: 'INSTALLATION' };

  it('tell the room at a place, without slots', async () => {
    const { items } = (await bookings(PLACE).expect(200)).body as { items: object[] };
    expect(items.length).toBeGreaterThan(0);
    expect(items[0]).toEqual({
      date: expect.any(String),
      shift: 'MANHA',
      period_label: '08h às 12h',
      places: expect.any(Number),
    });
    expect((await bookings({ ...PLACE, technologyId: 2 }).expect(200)).body).toEqual({ items: [] });
  });

  it('refuse odd places and callers without a key', async () => {
    expectProblem(await bookings({ ...PLACE, cityId: 'x' }), 400, 'VALIDATION_ERROR');
    expectProblem(await bookings({ ...PLACE, serviceOrderType: undefined }), 400, 'VALIDATION_ERROR');
    expectProblem(await product.http().get('/app/v1/bookings/availability').query(PLACE), 401, 'CHANNEL_KEY_REFUSED');
  });

  it('are a problem while the ERP fails', async () => {
    product.erp.faults.set('webservice-cliente.technical-agenda.list-available-days', { kind: 'html' });
    expectProblem(await bookings(PLACE), 502, 'UPSTREAM_BAD_RESPONSE');
  });
});
