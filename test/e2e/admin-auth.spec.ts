import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import { ADMIN, startTestApplication, type TestApplication } from '../support/application.js';
import { authenticatorCode, callerOf, enrolTotp, forgetUsedSteps, newAdmin } from '../support/admins.js';
import { expectProblem } from '../support/problems.js';

let product: TestApplication;
beforeAll(async () => {
  product = await startTestApplication({ TRUST_PROXY: '127.0.0.1' });
});
afterAll(() => product.close());
beforeEach(() => product.dataSource.query('TRUNCATE login_failure'));

const logIn = (body: object, address = '198.51.100.1') =>
  product
    .http()
    .post('/app/v1/admin/auth')
    .set({ ...product.channel, 'x-forwarded-for': address })
    .send(body);
const withoutRequestId = ({ request_id: _, ...body }: Record<string, unknown>) => body;

describe('log-in of administrators', () => {
  it('gives a token of their own audience', async () => {
    const answer = await logIn({ ...ADMIN, username: ' Admin@Example.com ' });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 900,
      restriction: null,
      admin: { id: expect.any(String), roles: expect.arrayContaining(['popups:write']) },
    });
    const body = answer.body as { access_token: string; admin: { id: string; roles: string[] } };
    expect(jsonwebtoken.decode(body.access_token)).toMatchObject({
      aud: 'admin',
      sub: body.admin.id,
      roles: body.admin.roles,
    });
  });

  it('is audited', async () => {
    const answer = await logIn(ADMIN).set('x-request-id', 'audited-log-in');
    const { id } = (answer.body as { admin: { id: string } }).admin;
    const entries: unknown = await product.dataSource.query(
      "SELECT admin_id, action, subject_id FROM audit_entry WHERE request_id = 'audited-log-in'",
    );
    expect(entries).toEqual([{ admin_id: id, action: 'admin.authenticated', subject_id: id }]);
  });

  it('answers a wrong password, an unknown user and a disabled user alike', async () => {
    const wrong = await logIn({ ...ADMIN, password: 'wrong' });
    const unknown = await logIn({ username: 'nobody@example.com', password: 'wrong' });
    await product.dataSource.query('UPDATE admin_user SET disabled_at = now()');
    const disabled = await logIn(ADMIN);
    await product.dataSource.query('UPDATE admin_user SET disabled_at = NULL');
    for (const answer of [wrong, unknown, disabled]) {
      expectProblem(answer, 401, 'INVALID_CREDENTIALS');
      expect(withoutRequestId(answer.body)).toEqual(withoutRequestId(wrong.body));
    }
  });

  it('is locked after five failures, for that user name only', async () => {
    for (let time = 0; time < 5; time++) {
      expectProblem(await logIn({ ...ADMIN, password: 'wrong' }), 401, 'INVALID_CREDENTIALS');
    }
    const locked = await logIn(ADMIN);
    expectProblem(locked, 423, 'ACCOUNT_LOCKED');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    expectProblem(await logIn({ username: 'nobody@example.com', password: 'wrong' }), 401, 'INVALID_CREDENTIALS');
  });

  it('is locked also when the failures come at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => logIn({ ...ADMIN, password: 'wrong' })));
    expectProblem(await logIn(ADMIN), 423, 'ACCOUNT_LOCKED');
  });

  it('leaves neither password nor address in the log', async () => {
    await logIn({ ...ADMIN, password: 'a-wrong-secret' });
    const log = JSON.stringify(product.logs);
    expect(log).not.toContain('a-wrong-secret');
    expect(log).not.toContain(ADMIN.username);
  });

  it('refuses a token of the generation before, and one without any', async () => {
    const answer = await logIn(ADMIN).expect(200);
    const caller = callerOf(product, answer);
    await product.http().get('/app/v1/admin/me').set(caller).expect(200);
    await product.dataSource.query('UPDATE admin_user SET token_generation = gen_random_uuid()');
    expectProblem(await product.http().get('/app/v1/admin/me').set(caller), 401, 'UNAUTHENTICATED');
  });

  it.each([
    ['a code of five digits', { ...ADMIN, totp: '12345' }, 'totp'],
    ['a code of other signs', { ...ADMIN, totp: '12345ü' }, 'totp'],
    ['a code that is no text', { ...ADMIN, totp: 123456 }, 'totp'],
    ['no user name', { password: 'x' }, 'username'],
    ['a user name that is no text', { username: 'admin\0', password: 'x' }, 'username'],
    ['no password', { username: ADMIN.username }, 'password'],
    ['a password that is no text', { username: ADMIN.username, password: { $ne: '' } }, 'password'],
  ])('refuses %s', async (_what, body, field) => {
    const answer = await logIn(body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    const { errors } = answer.body as { errors: { field: string }[] };
    expect(errors.map((error) => error.field)).toContain(field);
  });

  it('asks for the key of the channel', async () => {
    expectProblem(await product.http().post('/app/v1/admin/auth').send(ADMIN), 401, 'CHANNEL_KEY_REFUSED');
  });
});

describe('the lock of an account', () => {
  const KNOWN = '192.0.2.1';
  const fail = (username: string, address: string) => logIn({ username, password: 'wrong' }, address);

  /** Twenty failures, four addresses' worth. */
  async function attack(username: string): Promise<void> {
    for (let address = 0; address < 4; address += 1) {
      await Promise.all(Array.from({ length: 5 }, () => fail(username, `203.0.113.${address}`)));
    }
  }

  it('holds at every address where the administrator never was, and at no other', async () => {
    const { email, password } = await newAdmin(product, await product.loginAdmin(), []);
    await logIn({ username: email, password }, KNOWN).expect(200);
    await attack(email);
    const locked = await logIn({ username: email, password }, '203.0.113.99');
    expectProblem(locked, 423, 'ACCOUNT_LOCKED');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    await logIn({ username: email, password }, KNOWN).expect(200);
    // There the address has its own limit still.
    for (let count = 0; count < 5; count += 1) expectProblem(await fail(email, KNOWN), 401, 'INVALID_CREDENTIALS');
    expectProblem(await logIn({ username: email, password }, KNOWN), 423, 'ACCOUNT_LOCKED');
    const warnings = product.logs.filter(({ msg }) => msg === 'log-in of an administrator locked for new addresses');
    expect(warnings).toHaveLength(1);
    expect(JSON.stringify(warnings)).not.toContain(email);
  });

  it('does not pass over an address that was used long ago', async () => {
    const { id, email, password } = await newAdmin(product, await product.loginAdmin(), []);
    await logIn({ username: email, password }, KNOWN).expect(200);
    await product.dataSource.query(
      "UPDATE admin_known_address SET last_seen_at = now() - interval '91 days' WHERE admin_id = $1",
      [id],
    );
    await attack(email);
    expectProblem(await logIn({ username: email, password }, KNOWN), 423, 'ACCOUNT_LOCKED');
  });

  it('is lifted by another administrator', async () => {
    const admin = await product.loginAdmin();
    const { id, email, password } = await newAdmin(product, admin, []);
    await attack(email);
    expectProblem(await logIn({ username: email, password }, '203.0.113.1'), 423, 'ACCOUNT_LOCKED');
    await product.http().post(`/app/v1/admin/admin-users/${id}/unlock`).set(admin).expect(204);
    await logIn({ username: email, password }, '203.0.113.1').expect(200);
  });

  it('is the same for an account that does not exist', async () => {
    await attack('nobody@example.com');
    expectProblem(await fail('nobody@example.com', '203.0.113.99'), 423, 'ACCOUNT_LOCKED');
  });
});

describe('log-in with an authenticator', () => {
  it('asks for a code only whoever has the right password', async () => {
    const { email, password, caller } = await newAdmin(product, await product.loginAdmin(), ['faqs:write']);
    const { secret } = await enrolTotp(product, caller, password);
    expectProblem(await logIn({ username: email, password: 'wrong' }), 401, 'INVALID_CREDENTIALS');
    expectProblem(
      await logIn({ username: email, password: 'wrong', totp: authenticatorCode(secret) }),
      401,
      'INVALID_CREDENTIALS',
    );
    expectProblem(await logIn({ username: email, password }), 401, 'TOTP_REQUIRED');
    const code = authenticatorCode(secret);
    const answer = await logIn({ username: email, password, totp: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(answer.status).toBe(200);
    await product.http().get('/app/v1/admin/faqs').set(callerOf(product, answer)).expect(200);
  });

  it('does not count asking for the code as a failure, nor as a success', async () => {
    const { email, password, caller } = await newAdmin(product, await product.loginAdmin(), []);
    await enrolTotp(product, caller, password);
    for (let count = 0; count < 6; count += 1) {
      expectProblem(await logIn({ username: email, password }), 401, 'TOTP_REQUIRED');
    }
    for (let count = 0; count < 4; count += 1) await logIn({ username: email, password: 'wrong' }).expect(401);
    expectProblem(await logIn({ username: email, password }), 401, 'TOTP_REQUIRED');
    await logIn({ username: email, password: 'wrong' }).expect(401);
    expectProblem(await logIn({ username: email, password }), 423, 'ACCOUNT_LOCKED');
  });

  it('takes a code once, and none of an earlier step after it', async () => {
    const { email, password, caller } = await newAdmin(product, await product.loginAdmin(), []);
    const { secret } = await enrolTotp(product, caller, password);
    const earlier = authenticatorCode(secret);
    const totp = authenticatorCode(secret, 1);
    await logIn({ username: email, password, totp }).expect(200);
    expectProblem(await logIn({ username: email, password, totp }), 422, 'TOTP_INVALID');
    expectProblem(await logIn({ username: email, password, totp: earlier }), 422, 'TOTP_INVALID');
  });

  it('takes a code once, however many bring it at the same time', async () => {
    const { email, password, caller } = await newAdmin(product, await product.loginAdmin(), []);
    const { secret, recoveryCodes } = await enrolTotp(product, caller, password);
    for (const totp of [authenticatorCode(secret), recoveryCodes[0]]) {
      const answers = await Promise.all(
        Array.from({ length: 4 }, (_, index) => logIn({ username: email, password, totp }, `192.0.2.${index}`)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
    }
  });

  it('takes each recovery code once, in any spelling, and says so in the audit log', async () => {
    const { id, email, password, caller } = await newAdmin(product, await product.loginAdmin(), []);
    const { recoveryCodes } = await enrolTotp(product, caller, password);
    const [first = '', second = ''] = recoveryCodes;
    const answer = await logIn({ username: email, password, totp: first }).expect(200);
    expectProblem(await logIn({ username: email, password, totp: first }), 422, 'TOTP_INVALID');
    await logIn({ username: email, password, totp: second.toUpperCase().replace('-', ' ') }).expect(200);
    const me = await product.http().get('/app/v1/admin/me').set(callerOf(product, answer)).expect(200);
    expect(me.body).toMatchObject({ totp: { enrolled: true, recovery_codes_left: 8 } });
    const entries: unknown = await product.dataSource.query(
      "SELECT after FROM audit_entry WHERE subject_id = $1 AND action = 'admin.authenticated' ORDER BY id",
      [id],
    );
    expect(entries).toEqual([
      { after: { second_factor: null } },
      { after: { second_factor: 'RECOVERY_CODE' } },
      { after: { second_factor: 'RECOVERY_CODE' } },
    ]);
    const kept = JSON.stringify(await product.dataSource.query('SELECT * FROM admin_recovery_code'));
    for (const code of recoveryCodes) expect(kept).not.toContain(code);
  });

  it('counts wrong codes like wrong passwords', async () => {
    const { email, password, caller } = await newAdmin(product, await product.loginAdmin(), []);
    const { secret, recoveryCodes } = await enrolTotp(product, caller, password);
    for (let count = 0; count < 5; count += 1) {
      const totp = count % 2 === 0 ? 'aaaaa-aaaaa' : authenticatorCode(secret, 100);
      expectProblem(await logIn({ username: email, password, totp }), 422, 'TOTP_INVALID');
    }
    expectProblem(await logIn({ username: email, password, totp: recoveryCodes[0] }), 423, 'ACCOUNT_LOCKED');
  });

  it('takes no code of somebody else', async () => {
    const admin = await product.loginAdmin();
    const [first, second] = [await newAdmin(product, admin, []), await newAdmin(product, admin, [])];
    const others = await enrolTotp(product, first.caller, first.password);
    await enrolTotp(product, second.caller, second.password);
    await forgetUsedSteps(product);
    for (const totp of [authenticatorCode(others.secret), others.recoveryCodes[0]]) {
      expectProblem(await logIn({ username: second.email, password: second.password, totp }), 422, 'TOTP_INVALID');
    }
  });
});
