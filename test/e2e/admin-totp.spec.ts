import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { authenticatorCode, callerOf, enrolTotp, newAdmin, type NewAdmin } from '../support/admins.js';
import { ADMIN, type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const ME = '/app/v1/admin/me';
const TOTP = `${ME}/totp`;

let product: TestApplication;
let admin: Caller;
let own: NewAdmin;
beforeAll(async () => {
  product = await startTestApplication({ ADMIN_TOTP_ISSUER: 'Provedor Teste' });
  admin = await product.loginAdmin();
});
afterAll(() => product.close());
beforeEach(async () => {
  await product.dataSource.query('TRUNCATE login_failure');
  own = await newAdmin(product, admin, []);
});

const read = (caller: Caller) => product.http().get(ME).set(caller);
const begin = (caller: Caller, body: object) => product.http().post(TOTP).set(caller).send(body);
const confirm = (caller: Caller, code: unknown) => product.http().post(`${TOTP}/confirm`).set(caller).send({ code });
const remove = (caller: Caller, body: object) => product.http().delete(TOTP).set(caller).send(body);
const logIn = (totp?: string, who: { email: string; password: string } = own) =>
  product
    .http()
    .post('/app/v1/admin/auth')
    .set(product.channel)
    .send({
      username: who.email,
      password: who.password,
      ...(totp === undefined ? {} : { totp }),
    });
const actionsOf = async (id: string): Promise<string[]> => {
  const entries: { action: string }[] = await product.dataSource.query(
    'SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY id',
    [id],
  );
  return entries.map(({ action }) => action);
};

describe('enrolling an authenticator', () => {
  it('answers its secret once, and asks for codes after the first one was confirmed', async () => {
    const begun = await begin(own.caller, { password: own.password });
    expect(begun.status).toBe(201);
    expect(begun.headers['cache-control']).toBe('no-store');
    const { otpauth_uri: uri, secret } = begun.body as { otpauth_uri: string; secret: string };
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(decodeURIComponent(uri)).toBe(
      `otpauth://totp/Provedor Teste:${own.email}?issuer=Provedor Teste&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
    );
    await logIn().expect(200);
    expect((await read(own.caller).expect(200)).body).toMatchObject({ totp: { enrolled: false } });

    const confirmed = await confirm(own.caller, authenticatorCode(secret));
    expect(confirmed.status).toBe(200);
    expect(confirmed.body).toMatchObject({ restriction: null, recovery_codes: expect.any(Array) });
    const { recovery_codes: codes } = confirmed.body as { recovery_codes: string[] };
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/);
    expectProblem(await logIn(), 401, 'TOTP_REQUIRED');
    expect((await read(callerOf(product, confirmed)).expect(200)).body).toMatchObject({
      totp: { enrolled: true, required: false, recovery_codes_left: 10 },
    });
    expect(await actionsOf(own.id)).toContain('admin.totp-enrolled');
  });

  it('ends the tokens that were given out without it', async () => {
    const elsewhere = callerOf(product, await logIn().expect(200));
    const { caller } = await enrolTotp(product, own.caller, own.password);
    for (const old of [elsewhere, own.caller]) expectProblem(await read(old), 401, 'UNAUTHENTICATED');
    await read(caller).expect(200);
  });

  it('keeps the secret sealed, and the code of the confirmation from being used again', async () => {
    const begun = await begin(own.caller, { password: own.password }).expect(201);
    const { secret } = begun.body as { secret: string };
    const code = authenticatorCode(secret);
    await confirm(own.caller, code).expect(200);
    expectProblem(await logIn(code), 422, 'TOTP_INVALID');
    const [row] = await product.dataSource.query<{ sealed_secret: Buffer }[]>(
      'SELECT sealed_secret FROM admin_totp WHERE admin_id = $1',
      [own.id],
    );
    // 20 bytes of secret, 12 of IV and 16 of tag.
    expect(row?.sealed_secret).toHaveLength(48);
    expect(JSON.stringify(product.logs)).not.toContain(secret);
  });

  it('begins anew with another secret until it is confirmed', async () => {
    const secretOf = async () =>
      ((await begin(own.caller, { password: own.password }).expect(201)).body as { secret: string }).secret;
    const [first, second] = [await secretOf(), await secretOf()];
    expectProblem(await confirm(own.caller, authenticatorCode(first)), 422, 'TOTP_INVALID');
    const confirmed = await confirm(own.caller, authenticatorCode(second)).expect(200);
    const caller = callerOf(product, confirmed);
    expectProblem(await begin(caller, { password: own.password }), 409, 'TOTP_ENROLLED');
    expectProblem(await confirm(caller, authenticatorCode(second, 1)), 409, 'TOTP_ENROLLED');
  });

  it('is confirmed once by two requests at once', async () => {
    const begun = await begin(own.caller, { password: own.password }).expect(201);
    const code = authenticatorCode((begun.body as { secret: string }).secret);
    const answers = await Promise.all([confirm(own.caller, code), confirm(own.caller, code)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect([401, 409]).toContain(answers.find(({ status }) => status !== 200)?.status);
    const counted: unknown = await product.dataSource.query(
      'SELECT count(*)::integer AS codes FROM admin_recovery_code WHERE admin_id = $1',
      [own.id],
    );
    expect(counted).toEqual([{ codes: 10 }]);
  });

  it('needs the password, and a beginning', async () => {
    expectProblem(await confirm(own.caller, '123456'), 409, 'TOTP_NOT_ENROLLED');
    expectProblem(await begin(own.caller, { password: 'wrong' }), 422, 'CURRENT_PASSWORD_WRONG');
  });

  it('locks after five wrong codes', async () => {
    const begun = await begin(own.caller, { password: own.password }).expect(201);
    const { secret } = begun.body as { secret: string };
    for (let count = 0; count < 5; count += 1) {
      expectProblem(await confirm(own.caller, authenticatorCode(secret, 100 + count)), 422, 'TOTP_INVALID');
    }
    expectProblem(await confirm(own.caller, authenticatorCode(secret)), 423, 'ACCOUNT_LOCKED');
  });

  it.each([['12345'], ['abcdef'], ['aaaaa-aaaaa'], [123456], [undefined]])('refuses the code %j', async (code) => {
    const answer = await confirm(own.caller, code);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field: 'code' }] });
  });

  it('refuses an empty password', async () => {
    expectProblem(await begin(own.caller, { password: '' }), 400, 'VALIDATION_ERROR');
  });
});

describe('removing the own authenticator', () => {
  it('takes password and code, ends the tokens, and leaves nothing', async () => {
    const { secret, caller } = await enrolTotp(product, own.caller, own.password);
    const removed = await remove(caller, { password: own.password, code: authenticatorCode(secret) });
    expect(removed.status).toBe(200);
    expectProblem(await read(caller), 401, 'UNAUTHENTICATED');
    expect((await read(callerOf(product, removed)).expect(200)).body).toMatchObject({
      totp: { enrolled: false, recovery_codes_left: 0 },
    });
    await logIn().expect(200);
    expect(await actionsOf(own.id)).toContain('admin.totp-removed');
  });

  it('takes a recovery code too', async () => {
    const { recoveryCodes, caller } = await enrolTotp(product, own.caller, own.password);
    await remove(caller, { password: own.password, code: recoveryCodes[9] }).expect(200);
  });

  it('refuses a wrong password or code, and keeps it', async () => {
    const { secret, caller } = await enrolTotp(product, own.caller, own.password);
    const code = authenticatorCode(secret);
    expectProblem(await remove(caller, { password: 'wrong', code }), 422, 'CURRENT_PASSWORD_WRONG');
    const wrong = { password: own.password, code: authenticatorCode(secret, 100) };
    for (let count = 0; count < 4; count += 1) expectProblem(await remove(caller, wrong), 422, 'TOTP_INVALID');
    expectProblem(await remove(caller, { password: own.password, code }), 423, 'ACCOUNT_LOCKED');
    expectProblem(await logIn(), 401, 'TOTP_REQUIRED');
  });

  it('finds none where there is none', async () => {
    expectProblem(await remove(own.caller, { password: own.password, code: '123456' }), 409, 'TOTP_NOT_ENROLLED');
  });

  it.each([
    ['password', { code: '123456' }],
    ['code', { password: 'x', code: '1' }],
  ])('refuses a wrong %s', async (field, body) => {
    const answer = await remove(own.caller, body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(field);
  });
});

describe('another administrator', () => {
  it('takes the authenticator from somebody who lost it, and ends the tokens', async () => {
    const { caller } = await enrolTotp(product, own.caller, own.password);
    const path = `/app/v1/admin/admin-users/${own.id}`;
    expect((await product.http().get(path).set(admin).expect(200)).body).toMatchObject({ totp_enrolled: true });
    await product.http().delete(`${path}/totp`).set(admin).expect(204);
    expectProblem(await read(caller), 401, 'UNAUTHENTICATED');
    await logIn().expect(200);
    expect(await actionsOf(own.id)).toContain('admin.totp-reset');
  });

  it('gives a temporary password without touching the authenticator', async () => {
    const { secret } = await enrolTotp(product, own.caller, own.password);
    const reset = await product
      .http()
      .post(`/app/v1/admin/admin-users/${own.id}/password-reset`)
      .set(admin)
      .expect(200);
    const { temporary_password: password } = reset.body as { temporary_password: string };
    expectProblem(await logIn(undefined, { ...own, password }), 401, 'TOTP_REQUIRED');
    const answer = await logIn(authenticatorCode(secret), { ...own, password }).expect(200);
    expect(answer.body).toMatchObject({ restriction: 'CHANGE_PASSWORD' });
  });
});

describe('where an authenticator is required', () => {
  let strict: TestApplication;
  beforeAll(async () => {
    strict = await startTestApplication({ ADMIN_TOTP_REQUIRED: 'true' });
  });
  afterAll(() => strict.close());

  it('a session without one may only enrol it', async () => {
    const loggedIn = await strict.http().post('/app/v1/admin/auth').set(strict.channel).send(ADMIN).expect(200);
    expect(loggedIn.body).toMatchObject({ restriction: 'ENROL_TOTP' });
    const restricted = callerOf(strict, loggedIn);
    const get = (path: string, caller: Caller) => strict.http().get(path).set(caller);
    expectProblem(await get('/app/v1/admin/faqs', restricted), 403, 'TOTP_ENROLMENT_REQUIRED');
    expectProblem(
      await strict.http().put(`${ME}/password`).set(restricted).send({ current_password: 'x', new_password: 'y' }),
      403,
      'TOTP_ENROLMENT_REQUIRED',
    );
    expect((await get(ME, restricted).expect(200)).body).toMatchObject({
      restriction: 'ENROL_TOTP',
      totp: { enrolled: false, required: true },
    });
    const { caller, secret } = await enrolTotp(strict, restricted, ADMIN.password);
    await get('/app/v1/admin/faqs', caller).expect(200);

    // Whoever removes it is back where they began.
    const body = { password: ADMIN.password, code: authenticatorCode(secret) };
    const removed = await strict.http().delete(TOTP).set(caller).send(body).expect(200);
    expect(removed.body).toMatchObject({ restriction: 'ENROL_TOTP' });
    expectProblem(await get('/app/v1/admin/faqs', callerOf(strict, removed)), 403, 'TOTP_ENROLMENT_REQUIRED');
  });
});
