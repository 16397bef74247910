import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const REGISTER = 'webservice-cliente.prospects.register';
const ORIGINS = 'webservice-cliente.sales-catalogue.list-commercial-origins';
const REFERRALS = '/app/v1/customers/referrals';
const FRIEND = { name: 'Carlos Lima', phone: '(22) 98888-7777', cep: '28640-000', consent: true };

interface Coupon {
  coupon: string;
  share_url: string;
  reward_text: string;
}

let product: TestApplication;
let first: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    REFERRAL_SHARE_URL: 'https://www.example.com/indicacao?cupom={coupon}',
    REFERRAL_REWARD_TEXT: 'Um mês grátis.',
  });
  first = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
}, 60_000);
afterAll(() => product.close());
beforeEach(async () => {
  product.erp.faults.clear();
  await settled();
  await product.dataSource.query('TRUNCATE referral');
  product.erp.journal.clear();
});

const refer = (body: object = FRIEND, caller = first) => product.http().post(REFERRALS).set(caller).send(body);
const coupon = async (caller = first): Promise<Coupon> =>
  (await product.http().post(`${REFERRALS}/coupon`).set(caller).expect(200)).body as Coupon;

/** Waits until no referral waits for its turn. */
async function settled(): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 25) {
    const open: unknown[] = await product.dataSource.query(
      "SELECT id FROM work_item WHERE topic = 'referrals.register' AND (state = 'running' OR (state = 'ready' AND run_at <= now()))",
    );
    if (open.length === 0) return;
    await pause(25);
  }
}
const stateOf = async (): Promise<{ state: string; prospect_id: string | null }[]> =>
  product.dataSource.query('SELECT state, prospect_id FROM referral');

describe('the coupon', () => {
  it('is the customer’s own and stays', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => coupon()));
    const [{ coupon: code, share_url: url }] = answers as [Coupon, Coupon, Coupon];
    expect(code).toMatch(/^[2-9ABCDEFGHJKMNPQRSTVWXYZ]{8}$/);
    expect(new Set(answers.map((answer) => answer.coupon)).size).toBe(1);
    expect(url).toBe(`https://www.example.com/indicacao?cupom=${code}`);
    expect((await coupon(other)).coupon).not.toBe(code);
  });

  it('tells the reward also when the provider does not', async () => {
    product.erp.faults.set(ORIGINS, { kind: 'status', status: 503 });
    expect((await coupon()).reward_text).not.toBe('');
  });

  it('is for logged-in customers', async () => {
    expectProblem(await product.http().post(`${REFERRALS}/coupon`).set(product.channel), 401, 'UNAUTHENTICATED');
  });
});

describe('referring a friend', () => {
  it('registers a prospect, once', async () => {
    const answer = await refer().expect(201);
    const { coupon: code } = await coupon();
    expect(answer.body).toEqual({
      id: expect.any(String),
      coupon: code,
      share_url: expect.stringContaining(code),
      reward_text: expect.any(String),
    });
    await settled();
    const calls = product.erp.journal.calls(REGISTER);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.body).toMatchObject({
      nome: 'CARLOS LIMA',
      telefoneMovel: '22988887777',
      observacaoProspecto: expect.stringContaining(code),
    });
    expect(await stateOf()).toEqual([{ state: 'REGISTERED', prospect_id: expect.stringMatching(/^\d+$/) }]);
    const list = await product.http().get(REFERRALS).set(first).expect(200);
    expect(list.body).toMatchObject({
      total: 1,
      items: [{ name: 'Carlos', phone_masked: '(22) *****-7777', status: 'REGISTERED' }],
    });
    expect((await product.http().get(REFERRALS).set(other).expect(200)).body).toMatchObject({ total: 0 });
  });

  it('records the friend’s consent', async () => {
    await refer().expect(201);
    const rows: unknown[] = await product.dataSource.query('SELECT consent_version, consented_at FROM referral');
    expect(rows).toEqual([{ consent_version: '1', consented_at: expect.any(Date) }]);
    for (const consent of [false, undefined, 'true']) {
      expectProblem(await refer({ ...FRIEND, phone: '22988881111', consent }), 400, 'VALIDATION_ERROR');
    }
  });

  it('refuses one’s own number, a customer’s, and one that was referred', async () => {
    await product.http().get('/app/v1/customers/phones').set(other).expect(200);
    expectProblem(await refer({ ...FRIEND, phone: '22 99999-0001' }), 409, 'OWN_PHONE');
    expectProblem(await refer({ ...FRIEND, phone: '31 99999-0002' }), 409, 'ALREADY_CUSTOMER');
    await refer().expect(201);
    expectProblem(await refer(), 409, 'ALREADY_REFERRED');
    expectProblem(await refer(FRIEND, other), 409, 'ALREADY_REFERRED');
    await product.dataSource.query("UPDATE referral SET created_at = now() - interval '91 days'");
    await refer(FRIEND, other).expect(201);
  });

  it('takes one of two at once', async () => {
    const answers = await Promise.all([refer(), refer(FRIEND, other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('gives a repeated request its first answer', async () => {
    const keyed = () => refer().set('idempotency-key', 'referral-1');
    const answer = await keyed().expect(201);
    expect((await keyed().expect(201)).body).toEqual(answer.body);
  });

  it('asks for a name and a number', async () => {
    expectProblem(await refer({ ...FRIEND, name: ' ' }), 400, 'VALIDATION_ERROR');
    expectProblem(await refer({ ...FRIEND, phone: '123' }), 400, 'VALIDATION_ERROR');
    expectProblem(await refer({ ...FRIEND, cep: 'x' }), 400, 'VALIDATION_ERROR');
    expectProblem(await refer(FRIEND, product.channel), 401, 'UNAUTHENTICATED');
  });

  it('sends a lost registration no second time, and finds it by reading', async () => {
    product.erp.faults.set(REGISTER, { kind: 'reset-after' });
    await refer({ ...FRIEND, name: 'Ana Perdida' }).expect(201);
    await settled();
    for (let tries = 0; tries < 100 && (await stateOf())[0]?.state !== 'REGISTERED'; tries++) {
      await product.dataSource.query("UPDATE work_item SET run_at = now() WHERE state = 'ready'");
      await pause(50);
    }
    expect(await stateOf()).toEqual([{ state: 'REGISTERED', prospect_id: expect.stringMatching(/^\d+$/) }]);
    expect(product.erp.journal.count(REGISTER)).toBe(1);
  });
});
