import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CustomerNotifications } from '../../src/modules/messages/customer-notifications.service.js';
import { type Caller, FIRST_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { resetErp } from '../support/erp.js';
import { customerIdOf, MARINA } from '../support/inbox.js';
import { expectProblem } from '../support/problems.js';
import { until } from '../support/until.js';

const SWITCH = 'webservice-cliente.customers.set-notices-switch';
const ATTENDANCES = 'webservice-cliente.service-orders.list';
const WITHDRAWAL = '/app/v1/messages/contact-withdrawal';
const CHANNELS = ['PUSH', 'EMAIL', 'SMS', 'WHATSAPP', 'PHONE'];

let product: TestApplication;
let me: Caller;
beforeAll(async () => {
  product = await startTestApplication({ PUSH_QUIET_HOURS: '0-0' });
}, 60_000);
afterAll(() => product.close());
beforeEach(async () => {
  resetErp(product.erp);
  await product.dataSource.query('TRUNCATE work_item, consent_record, message, push_notice, push_delivery');
  // Whose withdrawals were not counted yet.
  await product.dataSource.query('TRUNCATE customer_account CASCADE');
  me = await product.loginCustomer();
});

const withdraw = (body: object = {}, caller = me) => product.http().post(WITHDRAWAL).set(caller).send(body);
const consent = (...purposes: string[]) =>
  product
    .http()
    .put('/app/v1/customers/consents')
    .set(me)
    .send({ consents: purposes.map((purpose) => ({ purpose, granted: true, version: '1' })) })
    .expect(200);
const allowed = (channels: readonly string[]) => ({
  channels: CHANNELS.map((channel) => ({ channel, marketing_allowed: channels.includes(channel) })),
});
const ALL = ['MARKETING_PUSH', 'MARKETING_EMAIL', 'MARKETING_MESSAGES', 'MARKETING_PHONE'];
const told = () => product.erp.journal.calls(SWITCH).map(({ body }) => body);
const works = (): Promise<{ state: string }[]> =>
  product.dataSource.query(`SELECT state FROM work_item WHERE topic = 'messages.contact-withdrawal'`);
const settled = () => until(async () => (await works()).every(({ state }) => state === 'done'));

describe('withdrawing contact', () => {
  it('ends every channel when none is named, and is told to the ERP', async () => {
    await consent(...ALL);
    const answer = await withdraw(undefined, { ...me, 'x-app-platform': 'ios' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(allowed([]));
    expect(answer.headers['cache-control']).toBe('no-store');
    await settled();
    expect(told()).toEqual([{ idAtendimento: MARINA, recebeNotificacoes: false }]);
    expect(product.erp.state.customerRecords.of(MARINA).receivesNotices).toBe(false);
    const log: object[] = await product.dataSource.query(
      `SELECT purpose, channel FROM consent_record WHERE NOT granted ORDER BY purpose`,
    );
    expect(log).toEqual([...ALL].sort().map((purpose) => ({ purpose, channel: 'ios' })));
  });

  it('takes a request without a body for all', async () => {
    await consent(...ALL);
    const answer = await product.http().post(WITHDRAWAL).set(me);
    expect({ status: answer.status, body: answer.body as unknown }).toEqual({ status: 200, body: allowed([]) });
  });

  it('ends the named channels, and leaves the others as they are', async () => {
    await consent(...ALL);
    expect((await withdraw({ channels: ['EMAIL', 'PHONE'] }).expect(200)).body).toEqual(
      allowed(['PUSH', 'SMS', 'WHATSAPP']),
    );
    expect((await withdraw({ channels: ['SMS'] }).expect(200)).body).toEqual(allowed(['PUSH']));
  });

  it('is a decision also of whom nobody had asked', async () => {
    expect((await withdraw({ channels: ['PUSH'] }).expect(200)).body).toEqual(allowed([]));
    const { body } = await product.http().get('/app/v1/customers/consents').set(me).expect(200);
    expect((body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({ purpose: 'MARKETING_PUSH', granted: false, needs_decision: false }),
    );
  });

  it('can be done again, and taken back by a new consent', async () => {
    await withdraw().expect(200);
    expect((await withdraw().expect(200)).body).toEqual(allowed([]));
    await settled();
    expect(await product.dataSource.query('SELECT id FROM consent_record')).toHaveLength(4);
    await consent('MARKETING_PUSH');
    expect((await withdraw({ channels: ['EMAIL'] }).expect(200)).body).toEqual(allowed(['PUSH']));
  });

  it.each([
    { channels: [] },
    { channels: ['FAX'] },
    { channels: ['PUSH', 'PUSH'] },
    { channels: 'PUSH' },
    { channels: [null] },
  ])('is refused for %j', async (body) => {
    expectProblem(await withdraw(body), 400, 'VALIDATION_ERROR');
    expect(await works()).toEqual([]);
  });

  it('is not to be had without end', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 22; time += 1) statuses.push((await withdraw({ channels: ['PUSH'] })).status);
    expect(statuses).toContain(429);
    await settled();
  });

  it('stands at once though the ERP is down, which is told when it is back', async () => {
    await consent(...ALL);
    product.erp.faults.set(SWITCH, { kind: 'status', status: 500 });
    expect((await withdraw().expect(200)).body).toEqual(allowed([]));
    await until(async () => (await works()).some(({ state }) => state === 'ready') && told().length > 0);
    product.erp.faults.clear();
    await product.dataSource.query('UPDATE work_item SET run_at = now()');
    await settled();
    expect(product.erp.state.customerRecords.of(MARINA).receivesNotices).toBe(false);
    expect((await withdraw({ channels: ['PUSH'] }).expect(200)).body).toEqual(allowed([]));
  });

  it('keeps the next offer from being pushed, and nothing that concerns the service', async () => {
    await product
      .http()
      .post('/app/v1/events/firebase/session')
      .set(me)
      .send({
        app_instance_id: 'instance-of-marina',
        platform: 'android',
        app_version: '1.0.0',
        push_token: 'token-of-marina-1234',
      })
      .expect(200);
    await consent('MARKETING_PUSH');
    await withdraw({ channels: ['PUSH'] }).expect(200);
    const customerId = await customerIdOf(product, FIRST_CUSTOMER.document);
    for (const category of ['MARKETING', 'TRANSACTIONAL'] as const) {
      await product.dataSource.transaction((manager) =>
        product.app.get(CustomerNotifications).notify(manager, {
          customerId,
          kind: category === 'MARKETING' ? 'OFFER' : 'VISIT',
          title: category,
          body: 'Abra o aplicativo.',
          category,
          dedupeKey: category,
          push: true,
        }),
      );
    }
    const ends = (): Promise<{ category: string; state: string; reason: string | null }[]> =>
      product.dataSource.query(
        `SELECT notice.category, delivery.state, delivery.reason FROM push_delivery AS delivery
         JOIN push_notice AS notice ON notice.id = delivery.notice_id ORDER BY notice.category`,
      );
    await until(async () => (await ends()).every(({ state }) => state !== 'QUEUED' && state !== 'SENDING'));
    expect(await ends()).toEqual([
      { category: 'MARKETING', state: 'SUPPRESSED', reason: 'NO_CONSENT' },
      // It gets as far as the push service, which these tests have none of.
      { category: 'TRANSACTIONAL', state: 'SUPPRESSED', reason: 'NO_PUSH_SERVICE' },
    ]);
  });

  it('is of a customer', async () => {
    expectProblem(await withdraw({}, product.channel), 401, 'UNAUTHENTICATED');
  });
});

describe('where attendances name the switch', () => {
  let elsewhere: TestApplication;
  let caller: Caller;
  beforeAll(async () => {
    elsewhere = await startTestApplication({ WEBSERVICE_CLIENTE_CONTACT_SWITCH_ID: 'latest-attendance' });
    caller = await elsewhere.loginCustomer();
  }, 60_000);
  afterAll(() => elsewhere.close());

  const states = (): Promise<{ state: string; last_error: string | null }[]> =>
    elsewhere.dataSource.query(`SELECT state, last_error FROM work_item WHERE topic = 'messages.contact-withdrawal'`);

  it('the ERP is told of the customer’s latest', async () => {
    await elsewhere.http().post(WITHDRAWAL).set(caller).expect(200);
    await until(() => elsewhere.erp.journal.count(SWITCH) > 0);
    const orders = [...elsewhere.erp.state.serviceOrders.values()];
    const own = orders.filter(({ contractId }) => elsewhere.erp.state.contracts.get(contractId)?.customerId === MARINA);
    expect(elsewhere.erp.journal.calls(SWITCH)[0]?.body).toEqual({
      idAtendimento: Math.max(...own.map(({ id }) => id)),
      recebeNotificacoes: false,
    });
  });

  it('the ERP is not told of somebody else’s when there is none', async () => {
    await elsewhere.dataSource.query('TRUNCATE work_item');
    elsewhere.erp.state.serviceOrders.clear();
    elsewhere.erp.journal.clear();
    await elsewhere.http().post(WITHDRAWAL).set(caller).expect(200);
    await until(async () => (await states()).some(({ state }) => state === 'dead'));
    expect(await states()).toEqual([{ state: 'dead', last_error: 'no-attendance' }]);
    expect(elsewhere.erp.journal.count(ATTENDANCES)).toBe(1);
    expect(elsewhere.erp.journal.count(SWITCH)).toBe(0);
  });
});
