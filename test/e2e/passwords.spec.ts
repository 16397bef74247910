import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import { setTimeout as pause } from 'node:timers/promises';
import type { CustomerPrincipal } from '../../src/common/auth/principal.js';
import { UpstreamCredentials } from '../../src/common/auth/upstream-credentials.js';
import { type Caller, FIRST_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const CHANGE = 'webservice-cliente.customer-password.change';
const SMS = 'webservice-cliente.customer-password.reset-by-sms';
const LOG_IN = 'webservice-cliente.customer.log-in';
const NEXT = 'Girassol amarelo 7';
const STRANGER = '39053344705';
const { document, password: CURRENT } = FIRST_CUSTOMER;

let product: TestApplication;
beforeAll(async () => {
  product = await startTestApplication({
    WEBSERVICE_CLIENTE_TIMEOUT_MS: '800',
    PASSWORD_MAX_AGE_DAYS: '90',
    PASSWORD_RECOVERY_WITHOUT_CODE: 'provider-sms',
  });
});
afterAll(() => product.close());

let me: Caller;
beforeEach(async () => {
  product.erp.faults.clear();
  customer().password = CURRENT;
  await product.dataSource.query('TRUNCATE customer_account, password_act, login_failure CASCADE');
  me = await product.loginCustomer();
  product.erp.journal.clear();
});

const customer = () => product.erp.state.customerOfDocument(document)!;
const update = (next = NEXT, current: string = CURRENT, who = me) =>
  product.http().put('/app/v1/customers/password').set(who).send({ current_password: current, new_password: next });
const stands = (who: Caller) => product.http().get('/app/v1/customers/auth/verify').set(who);
const check = (who = me) => product.http().get('/app/v1/app-settings/password-update/check').set(who);
/** As the access guard would hand it out. */
const principalOf = (who: Caller): CustomerPrincipal => {
  const claims = jsonwebtoken.decode(who['authorization']!.slice(7), { json: true })!;
  return {
    audience: 'customer',
    customerId: claims.sub!,
    sessionId: claims['sid'] as string,
    expiresAt: claims.exp!,
    credentialKey: claims['ck'] as string,
  };
};
const credentialOf = (who: Caller) => product.app.get(UpstreamCredentials).of(principalOf(who));

describe('changing the password', () => {
  it('ends the other sessions, and this one goes on with the new credential', async () => {
    const other = await product.loginCustomer();
    await update().expect(204);
    expect(customer().password).toBe(NEXT);
    expectProblem(await stands(other), 401, 'UNAUTHENTICATED');
    await stands(me).expect(200);
    await expect(credentialOf(me)).resolves.toEqual({ user: document, password: NEXT });
    await expect(credentialOf(other)).rejects.toMatchObject({ kind: { code: 'UPSTREAM_CREDENTIALS_REQUIRED' } });
    const [row] = await product.dataSource.query<{ sealed: number }[]>(
      'SELECT count(sealed_credential)::integer AS sealed FROM customer_session',
    );
    expect(row?.sealed).toBe(1);
  });

  it('refuses a wrong current password, and locks after five', async () => {
    for (let count = 0; count < 5; count += 1) {
      expectProblem(await update(NEXT, 'wrong'), 422, 'CURRENT_PASSWORD_WRONG');
    }
    const asked = product.erp.journal.count(CHANGE);
    const locked = await update();
    expectProblem(locked, 423, 'ACCOUNT_LOCKED');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    expect(product.erp.journal.count(CHANGE)).toBe(asked);
    expect(customer().password).toBe(CURRENT);
  });

  it.each([
    ['short', 'Ab1!xyz', 'TOO_SHORT'],
    ['the document', document, 'DOCUMENT'],
    ['the birth date', '15/03/1988', 'BIRTH_DATE'],
    ['common', 'flamengo2025', 'COMMON'],
    ['the current one', CURRENT, 'SAME_AS_CURRENT'],
  ])('refuses one that is %s', async (_, next, rule) => {
    const refused = await update(next);
    expectProblem(refused, 422, 'PASSWORD_REFUSED');
    expect(refused.body).toMatchObject({ rule });
    expect(product.erp.journal.count(CHANGE)).toBe(0);
  });

  it.each([
    ['no current password', { new_password: NEXT }, 'current_password'],
    ['no new password', { current_password: CURRENT }, 'new_password'],
    ['more than one line', { current_password: CURRENT, new_password: 'two\nlines of it' }, 'new_password'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await product.http().put('/app/v1/customers/password').set(me).send(body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(field);
  });

  it('needs a customer', async () => {
    const admin = await product.loginAdmin();
    for (const who of [product.channel, admin]) expectProblem(await update(NEXT, CURRENT, who), 401, 'UNAUTHENTICATED');
  });

  it('gives one change to two taps at once', async () => {
    product.erp.faults.set(CHANGE, { kind: 'latency', ms: 200 });
    const both = await Promise.all([update(), update()]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(product.erp.journal.count(CHANGE)).toBe(1);
  });

  it('reads what became of it when the answer is lost', async () => {
    product.erp.faults.set(CHANGE, { kind: 'reset-after', times: 1 });
    await update().expect(204);
    expect(product.erp.journal.count(CHANGE)).toBe(1);
    await expect(credentialOf(me)).resolves.toMatchObject({ password: NEXT });
  });

  it('is uncertain while that cannot be read, and certain at the next try', async () => {
    product.erp.faults.set(CHANGE, { kind: 'slow-after', ms: 1_000, times: 1 });
    product.erp.faults.set(LOG_IN, { kind: 'status', status: 500 });
    expectProblem(await update(), 504, 'OUTCOME_UNCERTAIN');
    product.erp.faults.clear();
    await pause(300);
    await update().expect(204);
    expect(product.erp.journal.count(CHANGE)).toBe(1);
    await expect(credentialOf(me)).resolves.toMatchObject({ password: NEXT });
  });

  it('is made at the next try when it never reached the ERP', async () => {
    product.erp.faults.set(CHANGE, { kind: 'reset', times: 1 });
    expectProblem(await update(), 504, 'OUTCOME_UNCERTAIN');
    await update().expect(204);
    expect(product.erp.journal.count(CHANGE)).toBe(2);
    expect(customer().password).toBe(NEXT);
  });

  it('works in a session whose credential is gone, and brings it back', async () => {
    await product.dataSource.query('UPDATE customer_session SET sealed_credential = NULL');
    await expect(credentialOf(me)).rejects.toMatchObject({
      kind: { code: 'UPSTREAM_CREDENTIALS_REQUIRED', status: 428 },
    });
    await update().expect(204);
    await expect(credentialOf(me)).resolves.toMatchObject({ password: NEXT });
  });

  it('logs neither password', async () => {
    await update().expect(204);
    const text = JSON.stringify(product.logs);
    for (const secret of [CURRENT, NEXT, encodeURIComponent(NEXT), document]) expect(text).not.toContain(secret);
  });
});

describe('whether a password must be changed', () => {
  it('is no by itself, with the day it ends', async () => {
    const answer = await check().expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      must_update: false,
      reason: 'NONE',
      deadline: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('is yes for the password that was handed out, until it is changed', async () => {
    customer().password = document;
    me = await product.loginCustomer({ document, password: document });
    expect((await check()).body).toEqual({ must_update: true, reason: 'DEFAULT_PASSWORD', deadline: null });
    await update(NEXT, document).expect(204);
    expect((await check()).body).toMatchObject({ must_update: false, reason: 'NONE' });
  });

  it('is yes for an old one', async () => {
    await product.dataSource.query(`UPDATE customer_account SET password_changed_at = '2020-01-01T12:00:00Z'`);
    expect((await check()).body).toEqual({ must_update: true, reason: 'EXPIRED', deadline: '2020-03-31' });
  });

  it('is yes when the provider orders it, until it was changed since', async () => {
    const admin = await product.loginAdmin();
    const order = (body: object) =>
      product.http().put('/app/v1/app-settings/force-password-update').set(admin).send(body).expect(200);
    await order({ enabled: true, grace_until: '2030-01-31' });
    expect((await check()).body).toEqual({ must_update: true, reason: 'FORCED', deadline: '2030-01-31' });
    await update().expect(204);
    expect((await check()).body).toMatchObject({ must_update: false, reason: 'NONE' });
    await order({ enabled: false });
  });

  it('needs a customer', async () => {
    expectProblem(await check(product.channel), 401, 'UNAUTHENTICATED');
  });
});

describe('a recovery that the provider carries out', () => {
  const recover = (who: string) =>
    product.http().post('/app/v1/customers/password/recovery').set(product.channel).send({ document: who });
  const sent = async (count: number): Promise<void> => {
    for (let waited = 0; waited < 5_000 && product.erp.journal.count(SMS) < count; waited += 25) await pause(25);
    expect(product.erp.journal.count(SMS)).toBe(count);
  };

  it('answers everybody alike, and has a new password sent to a customer', async () => {
    const answers = [await recover(document), await recover(STRANGER)];
    for (const { status, body } of answers) {
      expect({ status, body: body as unknown }).toEqual({
        status: 202,
        body: {
          status: 'REQUESTED',
          challenge_id: null,
          destination_masked: null,
          expires_in: null,
          resend_after: null,
        },
      });
    }
    await sent(2);
    expect(customer().password).not.toBe(CURRENT);
  });

  it('is not repeated when the answer is lost', async () => {
    product.erp.faults.set(SMS, { kind: 'reset-after', times: 1 });
    await recover(document).expect(202);
    await sent(1);
    const open = async (): Promise<unknown[]> =>
      product.dataSource.query(`SELECT id FROM work_item WHERE state IN ('ready', 'running')`);
    for (let waited = 0; waited < 5_000 && (await open()).length > 0; waited += 25) await pause(25);
    // Done, and not waiting for another try.
    expect(await open()).toEqual([]);
    await sent(1);
  });

  it('is limited by document', async () => {
    const who = '52998224725';
    for (let count = 0; count < 5; count += 1) await recover(who).expect(202);
    expectProblem(await recover(who), 429, 'TOO_MANY_REQUESTS');
  });
});
