import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, businessDayOnOrAfter, type PlainDate, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { JobScheduler } from '../../src/common/jobs/job-scheduler.js';
import {
  type Caller,
  type Credentials,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { resetErp } from '../support/erp.js';

const BILLS = 'webservice-cliente.customer-bills.list-all';
const ORDERS = 'webservice-cliente.service-orders.list';
/** Marina's, one that is due in nine days and one that was due twelve days ago. */
const OPEN_BILL = 8768702;
const OVERDUE_BILL = 8768701;
/** Marina's order with a visit in three days, in the afternoon. */
const ORDER = 940117;

interface Message {
  kind: string;
  title: string;
  body: string;
}

let product: TestApplication;
let me: Caller;
let admin: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    DUE_REMINDER_DAYS: '-5,0,1,2,3,4,5,6',
    ROUND_PAUSE_MS: '0',
    VISIT_CLOSED_DAYS: 'NONE',
  });
  admin = await product.loginAdmin();
  me = await product.loginCustomer();
  await product.loginCustomer(OTHER_CUSTOMER);
}, 60_000);
afterAll(() => product.close());
beforeEach(async () => {
  resetErp(product.erp);
  // Overdue for days, of the other customer.
  product.erp.state.payBill(8769102, todayInSaoPaulo());
  await product.dataSource.query('TRUNCATE customer_round, message CASCADE');
});

const bill = (id: number) => product.erp.state.bills.get(id)!;
const moveBill = (id: number, dueDate: PlainDate): void => void Object.assign(bill(id), { dueDate });
/** The last day before today on which a bill could be due and paid: from the next day on it is overdue. */
function lastBusinessDay(): PlainDate {
  let day = addDays(todayInSaoPaulo(), -1);
  while (businessDayOnOrAfter(day) !== day) day = addDays(day, -1);
  return day;
}

async function run(id: string): Promise<unknown> {
  await product.http().post(`/app/v1/admin/jobs/${id}/run`).set(admin).expect(202);
  await product.app.get(JobScheduler).idle();
  const { body } = await product.http().get('/app/v1/admin/jobs').set(admin).expect(200);
  const { items } = body as { items: { id: string; last_run: { outcome: string; result: unknown } | null }[] };
  const last = items.find((job) => job.id === id)?.last_run;
  return last?.outcome === 'succeeded' ? last.result : last;
}
/** What this product told, beside the ERP's own notices. */
const messages = (customer: Credentials, kind: string): Promise<Message[]> =>
  product.dataSource.query(
    `SELECT message.kind, message.title, message.body FROM message
       JOIN customer_account ON customer_account.id = message.customer_id
      WHERE source = 'APP' AND document = $1 AND kind = $2 ORDER BY title`,
    [customer.document, kind],
  );
const titles = async (customer: Credentials, kind: string): Promise<string[]> =>
  (await messages(customer, kind)).map(({ title }) => title);

describe('reminders of bills', () => {
  it('are given once on their day, in the inbox and without the amount', async () => {
    moveBill(OPEN_BILL, addDays(todayInSaoPaulo(), 5));
    expect(await run('reminders.due-dates')).toMatchObject({ visited: 2, failed: 0, complete: true, reminded: 1 });
    expect(await titles(FIRST_CUSTOMER, 'BILL')).toEqual(['Sua fatura vence em 5 dias']);
    const [message] = await messages(FIRST_CUSTOMER, 'BILL');
    expect(message?.body).not.toContain('R$');
    // Whoever was visited today is not visited again, nor told again by a new round.
    expect(await run('reminders.due-dates')).toMatchObject({ visited: 0, reminded: 0 });
    await product.dataSource.query('TRUNCATE customer_round');
    expect(await run('reminders.due-dates')).toMatchObject({ visited: 2, reminded: 0 });
    expect(await titles(FIRST_CUSTOMER, 'BILL')).toHaveLength(1);
  });

  it('of a debt hold what the regulator wants in them', async () => {
    moveBill(OVERDUE_BILL, lastBusinessDay());
    expect(await run('reminders.due-dates')).toMatchObject({ reminded: 1 });
    const [debt] = await messages(FIRST_CUSTOMER, 'DEBT');
    expect(debt?.body).toMatch(/R\$/);
    expect(debt?.body).toMatch(/suspens/);
    expect(debt?.body).toMatch(/rescindido/);
    expect(debt?.body).toMatch(/órgãos de proteção ao crédito/);
    expect(debt?.body).toMatch(/horas/);
  });

  it('are not given of what was paid meanwhile', async () => {
    moveBill(OPEN_BILL, todayInSaoPaulo());
    product.erp.state.payBill(OPEN_BILL, todayInSaoPaulo());
    expect(await run('reminders.due-dates')).toMatchObject({ reminded: 0 });
  });

  it('wait for an ERP that is down', async () => {
    moveBill(OPEN_BILL, todayInSaoPaulo());
    product.erp.faults.set(BILLS, { kind: 'status', status: 500 });
    expect(await run('reminders.due-dates')).toMatchObject({ visited: 0, failed: 2, complete: false, reminded: 0 });
    product.erp.faults.clear();
    expect(await titles(FIRST_CUSTOMER, 'BILL')).toEqual([]);
  });
});

describe('reminders of visits', () => {
  const visit = (fields: object) => Object.assign(product.erp.state.serviceOrders.get(ORDER)!, fields);

  it('ask on the day before, once', async () => {
    visit({ visitOn: addDays(todayInSaoPaulo(), 1) });
    expect(await run('reminders.visits')).toMatchObject({ visited: 2, reminded: 1 });
    await product.dataSource.query('TRUNCATE customer_round');
    expect(await run('reminders.visits')).toMatchObject({ reminded: 0 });
    expect(await titles(FIRST_CUSTOMER, 'VISIT')).toEqual(['Sua visita técnica é amanhã']);
    expect(await titles(OTHER_CUSTOMER, 'VISIT')).toEqual([]);
  });

  it('do not ask who has answered', async () => {
    visit({ visitOn: addDays(todayInSaoPaulo(), 1) });
    await product.http().get('/app/v1/service-orders').set(me).expect(200);
    await product
      .http()
      .put(`/app/v1/service-orders/${ORDER}/confirmation`)
      .set(me)
      .send({ confirmed: true, origin: 'APP' })
      .expect(200);
    expect(await run('reminders.visits')).toMatchObject({ reminded: 0 });
  });

  it('wait for an ERP that is down', async () => {
    visit({ visitOn: addDays(todayInSaoPaulo(), 1) });
    product.erp.faults.set(ORDERS, { kind: 'garbage' });
    expect(await run('reminders.visits')).toMatchObject({ visited: 0, failed: 2, complete: false });
  });
});

describe('reminders of trust unlocks', () => {
  const unlock = async (contractId: string, validUntil: PlainDate, state = 'active'): Promise<void> => {
    await product.dataSource.query(
      `INSERT INTO trust_unlock (customer_id, contract_id, state, valid_until)
       SELECT id, $1, $2, $3 FROM customer_account WHERE document = $4`,
      [contractId, state, validUntil, OTHER_CUSTOMER.document],
    );
  };

  it('are given on the day before and on the last day', async () => {
    const today = todayInSaoPaulo();
    await unlock('1', today);
    await unlock('2', addDays(today, 1));
    await unlock('3', addDays(today, 2));
    await unlock('4', today, 'ended');
    expect(await run('reminders.trust-expiry')).toEqual({ reminded: 2 });
    expect(await run('reminders.trust-expiry')).toEqual({ reminded: 0 });
    expect(await titles(OTHER_CUSTOMER, 'TRUST_UNLOCK')).toEqual([
      'Seu acesso em confiança termina amanhã',
      'Seu acesso em confiança termina hoje',
    ]);
  });
});
