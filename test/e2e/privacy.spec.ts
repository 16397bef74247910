import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PersonalDataSources } from '../../src/modules/privacy/personal-data-sources.service.js';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const CONSENTS = '/app/v1/customers/consents';
const EXPORT = '/app/v1/customers/privacy/export';
const ERASURE = '/app/v1/customers/privacy/erasure';

interface Export {
  complete: boolean;
  sources: { name: string; available: boolean; records: Record<string, unknown>[] }[];
}
interface Erasure {
  sources: { name: string; outcome: string; erased: number; kept: number; reason: string | null }[];
}

let product: TestApplication;
let first: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  first = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
}, 60_000);
afterAll(() => product.close());

const consents = (caller = first) => product.http().get(CONSENTS).set(caller);
const decide = (decisions: object[], caller = first) =>
  product.http().put(CONSENTS).set(caller).send({ consents: decisions });
const recorded = async (): Promise<object[]> =>
  product.dataSource.query('SELECT purpose, version, granted, channel FROM consent_record ORDER BY id');

describe('consents', () => {
  it('are undecided at first', async () => {
    const { items } = (await consents().expect(200)).body as { items: { purpose: string }[] };
    expect(items.map(({ purpose }) => purpose)).toEqual([
      'MARKETING_PUSH',
      'MARKETING_EMAIL',
      'MARKETING_MESSAGES',
      'MARKETING_PHONE',
      'IN_APP_OFFERS',
      'USAGE_ANALYTICS',
      'PARTNER_OFFERS',
    ]);
    for (const item of items) expect(item).toMatchObject({ granted: null, decided_at: null, needs_decision: true });
  });

  it('are logged with version and channel, and never changed', async () => {
    const push = { purpose: 'MARKETING_PUSH', version: '1' };
    const device = { ...first, 'x-app-platform': 'android' };
    const granted = await decide([{ ...push, granted: true }], device).expect(200);
    expect(granted.body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({
          purpose: 'MARKETING_PUSH',
          granted: true,
          needs_decision: false,
          decided_at: expect.stringMatching(/-03:00$/),
        }),
      ]),
    });
    // Once more is nothing new.
    await decide([{ ...push, granted: true }]).expect(200);
    await decide([{ ...push, granted: false }]).expect(200);
    expect(await recorded()).toEqual([
      { ...push, granted: true, channel: 'android' },
      { ...push, granted: false, channel: 'app' },
    ]);
    await expect(product.dataSource.query('UPDATE consent_record SET granted = true')).rejects.toThrow('append-only');
    await expect(product.dataSource.query('DELETE FROM consent_record')).rejects.toThrow('append-only');
  });

  it('to an older text, or to nothing, are refused whole', async () => {
    const before = await recorded();
    expectProblem(
      await decide([
        { purpose: 'PARTNER_OFFERS', granted: true, version: '1' },
        { purpose: 'MARKETING_EMAIL', granted: true, version: '0' },
      ]),
      409,
      'CONSENT_OUTDATED',
    );
    expectProblem(await decide([]), 400, 'VALIDATION_ERROR');
    expectProblem(await decide([{ purpose: 'OTHER', granted: true, version: '1' }]), 400, 'VALIDATION_ERROR');
    expectProblem(await decide([{ purpose: 'MARKETING_PUSH', version: '1' }]), 400, 'VALIDATION_ERROR');
    expect(await recorded()).toEqual(before);
  });

  it('are each customer’s own', async () => {
    const { items } = (await consents(other).expect(200)).body as { items: { granted: boolean | null }[] };
    expect(items.every(({ granted }) => granted === null)).toBe(true);
    expectProblem(await consents(product.channel), 401, 'UNAUTHENTICATED');
  });
});

describe('the record of personal data', () => {
  it('names every table that has a customer in it', async () => {
    const tables: { name: string }[] = await product.dataSource.query(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'customer_id'`,
    );
    const sources = new Set(
      product.app
        .get(PersonalDataSources)
        .all()
        .map(({ name }) => name),
    );
    // Field Control's own id of a customer.
    const ours = tables.map(({ name }) => name).filter((name) => name !== 'field_control_order');
    expect(ours.filter((name) => !sources.has(name))).toEqual([]);
  });
});

describe('the export', () => {
  const exported = async (caller = first): Promise<Export> =>
    (await product.http().get(EXPORT).set(caller).expect(200)).body as Export;
  const recordsOf = (body: Export, name: string) => body.sources.find((source) => source.name === name)?.records;

  it('holds everything of the customer, and nothing of another', async () => {
    for (const caller of [first, other]) {
      await product.http().get('/app/v1/customers/emails').set(caller).expect(200);
      await product.http().post('/app/v1/customers/referrals/coupon').set(caller).expect(200);
    }
    const friend = { name: 'Carlos Lima', phone: '22988887777', consent: true };
    await product.http().post('/app/v1/customers/referrals').set(first).set('idempotency-key', 'k').send(friend);
    const body = await exported();
    expect(body.complete).toBe(true);
    expect(recordsOf(body, 'customer_account')).toEqual([
      expect.objectContaining({ document: FIRST_CUSTOMER.document, first_name: 'MARINA' }),
    ]);
    for (const name of ['customer_session', 'customer_contact', 'owned_resource', 'consent_record']) {
      expect(recordsOf(body, name)?.length).toBeGreaterThan(0);
    }
    for (const name of ['provider.contracts', 'provider.bills', 'provider.service-orders']) {
      expect(recordsOf(body, name)?.length).toBeGreaterThan(0);
    }
    expect(recordsOf(body, 'idempotency_record')).toHaveLength(1);
    const text = JSON.stringify(body);
    expect(text).toContain('marina.teste@example.com');
    expect(text).not.toContain('roberto');
    expect(text).not.toContain(OTHER_CUSTOMER.document);
    // Neither bytes nor secrets, nor the friend.
    expect(text).not.toMatch(/\\\\x[0-9a-f]{8}|sealed|"[a-z_]*hash"/);
    expect(recordsOf(body, 'referral')).toEqual([expect.not.objectContaining({ friend_phone: expect.anything() })]);
  });

  it('is a file that nobody keeps', async () => {
    const answer = await product.http().get(EXPORT).set(first).expect(200);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-disposition': 'attachment; filename="meus-dados.json"',
    });
    expectProblem(await product.http().get(EXPORT).set(product.channel), 401, 'UNAUTHENTICATED');
  });

  it('says what could not be read', async () => {
    const failing = product.app.get(PersonalDataSources).all()[0]!;
    const read = jest.spyOn(failing, 'export').mockRejectedValueOnce(new Error('away'));
    const body = await exported(other).finally(() => read.mockRestore());
    expect(body.complete).toBe(false);
    expect(body.sources.find(({ name }) => name === failing.name)).toMatchObject({ available: false, records: [] });
  });

  it('is not to be had without end', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 12; time++) statuses.push((await product.http().get(EXPORT).set(first)).status);
    expect(statuses).toContain(429);
  });
});

describe('erasure', () => {
  it('has to be meant', async () => {
    expectProblem(await product.http().post(ERASURE).set(first).send({}), 400, 'VALIDATION_ERROR');
    expectProblem(
      await product.http().post(ERASURE).set(product.channel).send({ confirm: true }),
      401,
      'UNAUTHENTICATED',
    );
  });

  it('erases everywhere, tells what is kept and why, and ends every session', async () => {
    const elsewhere = await product.loginCustomer();
    const rows: { id: string }[] = await product.dataSource.query(
      'SELECT id FROM customer_account WHERE document = $1',
      [FIRST_CUSTOMER.document],
    );
    const id = rows[0]?.id;
    const answer = (await product.http().post(ERASURE).set(first).send({ confirm: true }).expect(200)).body as Erasure;
    const outcomeOf = (name: string) => answer.sources.find((source) => source.name === name);
    for (const name of ['customer_account', 'customer_contact', 'owned_resource', 'referral', 'idempotency_record']) {
      expect(outcomeOf(name)).toMatchObject({ outcome: 'ERASED', kept: 0, reason: null });
    }
    expect(outcomeOf('customer_session')).toMatchObject({ outcome: 'KEPT', reason: expect.stringContaining('12.965') });
    expect(outcomeOf('consent_record')).toMatchObject({ outcome: 'KEPT', reason: expect.stringContaining('13.709') });
    for (const name of ['provider.contracts', 'provider.bills', 'provider.service-orders']) {
      expect(outcomeOf(name)).toMatchObject({ outcome: 'KEPT', reason: expect.stringContaining('13.709') });
    }
    for (const { kept, reason } of answer.sources) expect(kept > 0).toBe(reason !== null);

    for (const caller of [first, elsewhere]) {
      expectProblem(await consents(caller), 401, 'UNAUTHENTICATED');
    }
    const kept = JSON.stringify(
      await product.dataSource.query(
        'SELECT * FROM customer_account a LEFT JOIN customer_session s ON s.customer_id = a.id WHERE a.id = $1',
        [id],
      ),
    );
    expect(kept).not.toContain(FIRST_CUSTOMER.document);
    expect(kept).not.toContain('MARINA');
    // The other customer's is untouched.
    await consents(other).expect(200);
  });

  it('leaves a customer who comes back a new one', async () => {
    first = await product.loginCustomer();
    const { items } = (await consents().expect(200)).body as { items: { granted: boolean | null }[] };
    expect(items.every(({ granted }) => granted === null)).toBe(true);
    const contracts = await product.http().get('/app/v1/customers/contracts').set(first).expect(200);
    expect((contracts.body as { items: unknown[] }).items.length).toBeGreaterThan(0);
  });
});
