import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FIRST_CUSTOMER, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { CodeReceiver, verificationOf } from '../support/code-receiver.js';
import { expectProblem } from '../support/problems.js';

const FIND = 'webservice-cliente.customer.find-overview';
const RESET = 'webservice-cliente.customers.reset-app-password';
const CHANGE = 'webservice-cliente.customer-password.change';
const LOG_IN = 'webservice-cliente.customer.log-in';
const STRANGER = '39053344705';
const NEW_PASSWORD = 'Girassol amarelo 7';
const { document } = FIRST_CUSTOMER;

let receiver: CodeReceiver;
let product: TestApplication;
beforeAll(async () => {
  receiver = await CodeReceiver.start();
  product = await startTestApplication({ ...receiver.variables, WEBSERVICE_CLIENTE_TIMEOUT_MS: '800' });
});
afterAll(async () => {
  await product.close();
  await receiver.close();
});
beforeEach(async () => {
  product.erp.faults.clear();
  customer().password = FIRST_CUSTOMER.password;
  await product.dataSource.query('TRUNCATE customer_account, password_act, one_time_code_challenge CASCADE');
  product.erp.journal.clear();
});

const customer = () => product.erp.state.customerOfDocument(document)!;
const post = (path: string, body: object) =>
  product.http().post(`/app/v1/customers/${path}`).set(product.channel).send(body);
const logIn = (password: string, who: string = document) => post('auth', { document: who, password });
const verified = (purpose: 'FIRST_ACCESS' | 'PASSWORD_RECOVERY', who: string = document) =>
  verificationOf(product, receiver, who, purpose);
const counts = () => ({ resets: product.erp.journal.count(RESET), changes: product.erp.journal.count(CHANGE) });

describe('verifying a user', () => {
  const nextStep = async (who: string): Promise<unknown> =>
    ((await post('verify', { document: who }).expect(200)).body as { next_step: unknown }).next_step;

  it('tells the next step and nothing else', async () => {
    expect((await post('verify', { document: '111.444.777-35' }).expect(200)).body).toEqual({
      next_step: 'FIRST_ACCESS',
    });
    expect(await nextStep(STRANGER)).toBe('SALES');
    await logIn(FIRST_CUSTOMER.password).expect(200);
    expect(await nextStep(document)).toBe('PASSWORD');
  });

  it('sends a customer with the password that was handed out to the first access', async () => {
    customer().password = document;
    await logIn(document).expect(200);
    expect(await nextStep(document)).toBe('FIRST_ACCESS');
  });

  it('refuses what is no document without asking the ERP', async () => {
    expectProblem(await post('verify', { document: '11144477736' }), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('is limited by document', async () => {
    const who = OTHER_CUSTOMER.document;
    for (let count = 0; count < 10; count += 1) await post('verify', { document: who }).expect(200);
    const refused = await post('verify', { document: who });
    expectProblem(refused, 429, 'TOO_MANY_REQUESTS');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('is a 503 when the ERP fails, and needs the channel key', async () => {
    product.erp.faults.set(FIND, { kind: 'status', status: 500 });
    expectProblem(await post('verify', { document }), 503, 'UPSTREAM_UNAVAILABLE');
    const answer = await product.http().post('/app/v1/customers/verify').send({ document });
    expectProblem(answer, 401, 'CHANNEL_KEY_REFUSED');
  });
});

describe('a first access', () => {
  const create = (token: string, password = NEW_PASSWORD, who: string = document) =>
    post('login', { document: who, verification_token: token, new_password: password });

  it('sets the password of whoever holds a registered contact', async () => {
    const answer = await create(await verified('FIRST_ACCESS'));
    expect(answer.status).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({ next_step: 'PASSWORD' });
    const loggedIn = await logIn(NEW_PASSWORD).expect(200);
    expect((loggedIn.body as { must_update_password: boolean }).must_update_password).toBe(false);
    expectProblem(await logIn(FIRST_CUSTOMER.password), 401, 'INVALID_CREDENTIALS');
    expect(await product.dataSource.query('SELECT * FROM password_act')).toEqual([]);
  });

  it('spends its verification', async () => {
    const token = await verified('FIRST_ACCESS');
    await create(token).expect(201);
    expectProblem(await create(token, 'Outra senha 99'), 422, 'VERIFICATION_TOKEN_REFUSED');
    expect(counts()).toEqual({ resets: 1, changes: 1 });
  });

  it('is refused without a verification for it, before the ERP is asked', async () => {
    const token = await verified('PASSWORD_RECOVERY');
    product.erp.journal.clear();
    expectProblem(await create(token), 422, 'VERIFICATION_TOKEN_REFUSED');
    expectProblem(await create('made-up'), 422, 'VERIFICATION_TOKEN_REFUSED');
    expectProblem(await create(token, NEW_PASSWORD, OTHER_CUSTOMER.document), 422, 'VERIFICATION_TOKEN_REFUSED');
    expectProblem(await post('login', { document }), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('is not for who has a password of their own here', async () => {
    await logIn(FIRST_CUSTOMER.password).expect(200);
    expectProblem(await create(await verified('FIRST_ACCESS')), 409, 'LOGIN_EXISTS');
    expect(counts()).toEqual({ resets: 0, changes: 0 });
  });

  it.each([
    ['short', 'Ab1!xyz', 'TOO_SHORT'],
    ['the document', '111.444.777-35', 'DOCUMENT'],
    ['the birth date', '15031988', 'BIRTH_DATE'],
    ['the birth date, year first', '1988-03-15', 'BIRTH_DATE'],
    ['common', 'Senha@123', 'COMMON'],
  ])('refuses a password that is %s, and keeps the verification', async (_, password, rule) => {
    const token = await verified('FIRST_ACCESS');
    const refused = await create(token, password);
    expectProblem(refused, 422, 'PASSWORD_REFUSED');
    expect(refused.body).toMatchObject({ rule, detail: expect.any(String) });
    expect(counts()).toEqual({ resets: 0, changes: 0 });
    await create(token).expect(201);
  });

  it('gives one effect to two taps at once', async () => {
    const token = await verified('FIRST_ACCESS');
    product.erp.faults.set(RESET, { kind: 'latency', ms: 200 });
    const both = await Promise.all([create(token), create(token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(counts()).toEqual({ resets: 1, changes: 1 });
  });

  it('can be repeated when the ERP fails', async () => {
    const token = await verified('FIRST_ACCESS');
    product.erp.faults.set(RESET, { kind: 'error-envelope', times: 1 });
    expect((await create(token)).status).toBeGreaterThanOrEqual(400);
    await create(token).expect(201);
    await logIn(NEW_PASSWORD).expect(200);
  });

  it.each([
    ['dropped', { kind: 'reset-after', times: 1 } as const],
    ['late', { kind: 'slow-after', ms: 1_200, times: 1 } as const],
    ['unreadable', { kind: 'truncated', times: 1 } as const],
  ])('goes on where it was when the answer of the reset is %s', async (_, fault) => {
    const token = await verified('FIRST_ACCESS');
    product.erp.faults.set(RESET, fault);
    expectProblem(await create(token), 504, 'OUTCOME_UNCERTAIN');
    // Never repeated by itself: only when the customer comes back.
    expect(counts()).toEqual({ resets: 1, changes: 0 });
    await create(token).expect(201);
    expect(counts()).toEqual({ resets: 2, changes: 1 });
    await logIn(NEW_PASSWORD).expect(200);
  });

  it('reads what became of a change whose answer is lost', async () => {
    const token = await verified('FIRST_ACCESS');
    product.erp.faults.set(CHANGE, { kind: 'reset-after', times: 1 });
    await create(token).expect(201);
    expect(counts()).toEqual({ resets: 1, changes: 1 });
    await logIn(NEW_PASSWORD).expect(200);
  });

  it('is uncertain while that cannot be read, and certain when the customer comes back', async () => {
    const token = await verified('FIRST_ACCESS');
    product.erp.faults.set(CHANGE, { kind: 'reset-after', times: 1 });
    product.erp.faults.set(LOG_IN, { kind: 'status', status: 500 });
    expectProblem(await create(token), 504, 'OUTCOME_UNCERTAIN');
    expectProblem(await create(token), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.clear();
    await create(token).expect(201);
    expect(counts()).toEqual({ resets: 1, changes: 1 });
    await logIn(NEW_PASSWORD).expect(200);
  });

  it('begins anew when the change never reached the ERP', async () => {
    const token = await verified('FIRST_ACCESS');
    product.erp.faults.set(CHANGE, { kind: 'reset', times: 1 });
    expectProblem(await create(token), 504, 'OUTCOME_UNCERTAIN');
    await create(token).expect(201);
    expect(counts()).toEqual({ resets: 2, changes: 2 });
    await logIn(NEW_PASSWORD).expect(200);
  });

  it('is told when an act before it died with its process', async () => {
    const token = await verified('FIRST_ACCESS');
    product.erp.faults.set(RESET, { kind: 'reset-after', times: 1 });
    await create(token).expect(504);
    await product.dataSource.query(`UPDATE password_act SET locked_until = now() + interval '1 minute'`);
    expectProblem(await create(token), 409, 'REQUEST_IN_FLIGHT');
    await product.dataSource.query(`UPDATE password_act SET locked_until = now()`);
    await create(token).expect(201);
  });

  it('logs and stores neither password', async () => {
    const token = await verified('FIRST_ACCESS');
    await create(token).expect(201);
    const [change] = product.erp.journal.calls(CHANGE);
    const temporary = new URL(`http://erp${change!.path}`).searchParams.get('senhaAntiga')!;
    expect(temporary).toMatch(/^0\d{5}$/);
    const rows: unknown = await product.dataSource.query(
      `SELECT (SELECT jsonb_agg(c) FROM one_time_code_challenge c) AS challenges,
              (SELECT jsonb_agg(p) FROM password_act p) AS acts, (SELECT jsonb_agg(w) FROM work_item w) AS work`,
    );
    for (const text of [JSON.stringify(product.logs), JSON.stringify(rows)]) {
      expect(text).not.toContain(NEW_PASSWORD);
      expect(text).not.toContain(document);
    }
    expect(JSON.stringify(product.logs)).not.toContain(`"${temporary}"`);
  });
});

describe('a recovery', () => {
  const recover = (body: object) => post('password/recovery', { document, ...body });

  it('with a verification sets the password and ends every session', async () => {
    const me = await product.loginCustomer();
    const token = await verified('PASSWORD_RECOVERY');
    const answer = await recover({ verification_token: token, new_password: NEW_PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ next_step: 'PASSWORD' });
    expectProblem(await product.http().get('/app/v1/customers/auth/verify').set(me), 401, 'UNAUTHENTICATED');
    await logIn(NEW_PASSWORD).expect(200);
  });

  it('without one answers everybody alike, and sends a code', async () => {
    await product.dataSource.query('TRUNCATE one_time_code_allowance');
    const answers = [await recover({}), await recover({ document: STRANGER })];
    const [known, unknown] = answers.map(({ status, body }) => ({
      status,
      body: { ...(body as object), challenge_id: '' },
    }));
    expect(known).toEqual({
      status: 202,
      body: {
        status: 'REQUESTED',
        challenge_id: '',
        destination_masked: '(**) *****-****',
        expires_in: 600,
        resend_after: 60,
      },
    });
    expect(unknown).toEqual(known);
    const { code } = await receiver.codeOf((answers[0]!.body as { challenge_id: string }).challenge_id);
    expect(code).toMatch(/^\d{6}$/);
    expectProblem(await recover({}), 429, 'TOO_MANY_REQUESTS');
  });

  it('needs the verification and the password together', async () => {
    expectProblem(await recover({ new_password: NEW_PASSWORD }), 400, 'VALIDATION_ERROR');
    expectProblem(await recover({ verification_token: 'x' }), 400, 'VALIDATION_ERROR');
    expectProblem(
      await recover({ verification_token: 'x', new_password: NEW_PASSWORD }),
      422,
      'VERIFICATION_TOKEN_REFUSED',
    );
  });
});
