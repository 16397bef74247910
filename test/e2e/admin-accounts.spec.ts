import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ADMIN_ROLES } from '../../src/modules/admin/admin-roles.js';
import { callerOf, newAdmin, type NewAdmin } from '../support/admins.js';
import { ADMIN, type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const USERS = '/app/v1/admin/admin-users';
const ME = '/app/v1/admin/me';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

interface AdminUser {
  id: string;
  email: string;
  name: string;
  roles: string[];
  disabled: boolean;
}

let product: TestApplication;
let admin: Caller;
let myId: string;
beforeAll(async () => {
  product = await startTestApplication();
  admin = await product.loginAdmin();
  myId = ((await get(ME).expect(200)).body as AdminUser).id;
});
afterAll(() => product.close());
beforeEach(() => product.dataSource.query('TRUNCATE login_failure'));

const get = (path: string, caller = admin) => product.http().get(path).set(caller);
const post = (path: string, body?: object, caller = admin) => product.http().post(path).set(caller).send(body);
const put = (path: string, body: object, caller = admin) => product.http().put(path).set(caller).send(body);
const remove = (path: string, caller = admin) => product.http().delete(path).set(caller);
const logIn = (username: string, password: string) =>
  product.http().post('/app/v1/admin/auth').set(product.channel).send({ username, password });
const auditOf = (subjectId: string): Promise<Record<string, unknown>[]> =>
  product.dataSource.query(
    `SELECT admin_id, action, before, after FROM audit_entry
      WHERE subject_kind = 'admin' AND subject_id = $1 AND action <> 'admin.authenticated' ORDER BY id`,
    [subjectId],
  );
const emailsOf = async (query: string): Promise<string[]> =>
  ((await get(`${USERS}${query}`).expect(200)).body as { items: AdminUser[] }).items.map(({ email }) => email);
const fieldsOf = (answer: { body: unknown }): string[] =>
  (answer.body as { errors: { field: string }[] }).errors.map(({ field }) => field);

const wanted = (fields: object = {}) => ({
  email: 'bruna.lima@example.com',
  name: 'Bruna Lima',
  roles: ['faqs:write'],
  ...fields,
});
const replacement = (fields: object = {}) => ({
  name: 'Ana Souza',
  roles: ['faqs:write'],
  disabled: false,
  ...fields,
});

describe('creating an administrator', () => {
  it('answers a temporary password once, which opens nothing but its own change', async () => {
    const created = await post(USERS, wanted({ email: ' Carla.Dias@Example.com '.trim() }));
    expect(created.status).toBe(201);
    expect(created.headers['cache-control']).toBe('no-store');
    expect(created.body).toEqual({
      id: expect.any(String),
      email: 'carla.dias@example.com',
      name: 'Bruna Lima',
      roles: ['faqs:write'],
      disabled: false,
      must_change_password: true,
      temporary_password_until: expect.any(String),
      totp_enrolled: false,
      last_authenticated_at: null,
      created_at: expect.any(String),
      temporary_password: expect.stringMatching(/^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$/),
    });
    const { id, temporary_password: temporary } = created.body as { id: string; temporary_password: string };
    expect((await get(`${USERS}/${id}`).expect(200)).body).not.toHaveProperty('temporary_password');

    const loggedIn = await logIn('carla.dias@example.com', temporary).expect(200);
    expect(loggedIn.body).toMatchObject({ restriction: 'CHANGE_PASSWORD', admin: { id, roles: ['faqs:write'] } });
    const restricted = callerOf(product, loggedIn);
    expectProblem(await get('/app/v1/admin/faqs', restricted), 403, 'PASSWORD_CHANGE_REQUIRED');
    expectProblem(await put(ME, { name: 'Carla' }, restricted), 403, 'PASSWORD_CHANGE_REQUIRED');
    expectProblem(await post(`${ME}/totp`, { password: temporary }, restricted), 403, 'PASSWORD_CHANGE_REQUIRED');
    expect((await get(ME, restricted).expect(200)).body).toMatchObject({ restriction: 'CHANGE_PASSWORD' });

    const body = { current_password: temporary, new_password: 'um gato no telhado' };
    const changed = await put(`${ME}/password`, body, restricted).expect(200);
    expect(changed.body).toMatchObject({ restriction: null });
    await get('/app/v1/admin/faqs', callerOf(product, changed)).expect(200);
    expectProblem(await get(ME, restricted), 401, 'UNAUTHENTICATED');
    expectProblem(await logIn('carla.dias@example.com', temporary), 401, 'INVALID_CREDENTIALS');
    expect((await logIn('carla.dias@example.com', 'um gato no telhado').expect(200)).body).toMatchObject({
      restriction: null,
    });
    expect((await get(`${USERS}/${id}`).expect(200)).body).toMatchObject({
      must_change_password: false,
      temporary_password_until: null,
      last_authenticated_at: expect.any(String),
    });
  });

  it('gives a password that opens nothing after its time', async () => {
    const created = await post(USERS, wanted({ email: 'late@example.com' })).expect(201);
    const { id, temporary_password: temporary } = created.body as { id: string; temporary_password: string };
    await product.dataSource.query('UPDATE admin_user SET temporary_password_until = now() WHERE id = $1', [id]);
    expectProblem(await logIn('late@example.com', temporary), 401, 'INVALID_CREDENTIALS');
  });

  it('makes one account of two requests for one address', async () => {
    const answers = await Promise.all([
      post(USERS, wanted({ email: 'twice@example.com' })),
      post(USERS, wanted({ email: 'TWICE@example.com' })),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expectProblem(
      answers.find(({ status }) => status === 409)!,
      409,
      'DUPLICATE',
    );
    expect(await emailsOf('?emailPrefix=twice')).toEqual(['twice@example.com']);
  });

  it.each([
    ['email', { email: 'bruna' }],
    ['email', { email: undefined }],
    ['name', { name: ' ' }],
    ['name', { name: 'a\nb' }],
    ['name', { name: 'x'.repeat(101) }],
    ['roles', { roles: 'popups:write' }],
    ['roles', { roles: ['root'] }],
    ['roles', { roles: ['popups:write', 'popups:write'] }],
    ['roles', { roles: undefined }],
  ])('refuses a wrong %s: %j', async (field, fields) => {
    const answer = await post(USERS, wanted(fields));
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(new Set(fieldsOf(answer))).toEqual(new Set([field]));
  });
});

describe('the list of administrators', () => {
  it('is filtered, sorted and paged', async () => {
    await newAdmin(product, admin, ['audit:read']);
    await post(USERS, wanted({ email: 'list-b@example.com', roles: ['svas:write'] })).expect(201);
    await post(USERS, wanted({ email: 'list-a@example.com', roles: ['svas:write', 'legal:write'] })).expect(201);
    expect(await emailsOf('?emailPrefix=LIST-')).toEqual(['list-a@example.com', 'list-b@example.com']);
    expect(await emailsOf('?emailPrefix=list-&sort=-email')).toEqual(['list-b@example.com', 'list-a@example.com']);
    expect(await emailsOf('?emailPrefix=list-&sort=createdAt')).toEqual(['list-b@example.com', 'list-a@example.com']);
    expect(await emailsOf('?emailPrefix=list-&sort=-createdAt')).toEqual(['list-a@example.com', 'list-b@example.com']);
    expect(await emailsOf('?role=legal:write&emailPrefix=list')).toEqual(['list-a@example.com']);
    expect(await emailsOf('?emailPrefix=list-%25')).toEqual([]);
    expect(await emailsOf('?disabled=true')).toEqual([]);
    expect(await emailsOf('?disabled=false&emailPrefix=list-a')).toEqual(['list-a@example.com']);
    const page = await get(`${USERS}?emailPrefix=list-&pageSize=1&page=2`).expect(200);
    expect(page.body).toMatchObject({ page: 2, page_size: 1, total: 2, next: null });
  });

  it.each([
    ['role', '?role=root'],
    ['disabled', '?disabled=yes'],
    ['sort', '?sort=name'],
    ['page', '?page=0'],
    ['pageSize', '?pageSize=101'],
    ['emailPrefix', '?emailPrefix='],
  ])('refuses a wrong %s', async (field, query) => {
    const answer = await get(`${USERS}${query}`);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(new Set(fieldsOf(answer))).toEqual(new Set([field]));
  });
});

describe('another administrator', () => {
  let other: NewAdmin;
  beforeEach(async () => {
    other = await newAdmin(product, admin, ['faqs:write', 'app-settings:write']);
  });
  const path = (rest = '') => `${USERS}/${other.id}${rest}`;

  it('loses a role at once, and keeps the token when only the name changes', async () => {
    await put(path(), replacement({ name: 'Ana S.', roles: ['app-settings:write', 'faqs:write'] })).expect(200);
    await get('/app/v1/admin/faqs', other.caller).expect(200);
    const replaced = await put(path(), replacement()).expect(200);
    expect(replaced.body).toMatchObject({ name: 'Ana Souza', roles: ['faqs:write'], disabled: false });
    expectProblem(await get('/app/v1/admin/faqs', other.caller), 401, 'UNAUTHENTICATED');
    const again = callerOf(product, await logIn(other.email, other.password).expect(200));
    await get('/app/v1/admin/faqs', again).expect(200);
    expectProblem(await get('/app/v1/admin/parameters', again), 403, 'FORBIDDEN');
  });

  it('is disabled at once, and enabled again with other tokens', async () => {
    await put(path(), replacement({ disabled: true })).expect(200);
    expectProblem(await get(ME, other.caller), 401, 'UNAUTHENTICATED');
    expectProblem(await logIn(other.email, other.password), 401, 'INVALID_CREDENTIALS');
    expect(await emailsOf('?disabled=true')).toContain(other.email);
    await put(path(), replacement({ disabled: false })).expect(200);
    expectProblem(await get(ME, other.caller), 401, 'UNAUTHENTICATED');
    await logIn(other.email, other.password).expect(200);
  });

  it('is given a temporary password, which ends the tokens and the password before', async () => {
    const reset = await post(path('/password-reset')).expect(200);
    expect(reset.headers['cache-control']).toBe('no-store');
    expect(reset.body).toEqual({
      temporary_password: expect.any(String),
      temporary_password_until: expect.any(String),
    });
    expectProblem(await get(ME, other.caller), 401, 'UNAUTHENTICATED');
    expectProblem(await logIn(other.email, other.password), 401, 'INVALID_CREDENTIALS');
    const { temporary_password: temporary } = reset.body as { temporary_password: string };
    expect((await logIn(other.email, temporary).expect(200)).body).toMatchObject({ restriction: 'CHANGE_PASSWORD' });
  });

  it('is removed at once; the address is free again, and the account found no more', async () => {
    await remove(path()).expect(204);
    expectProblem(await get(ME, other.caller), 401, 'UNAUTHENTICATED');
    expectProblem(await logIn(other.email, other.password), 401, 'INVALID_CREDENTIALS');
    expectProblem(await get(path()), 404, 'NOT_FOUND');
    expectProblem(await put(path(), replacement()), 404, 'NOT_FOUND');
    expectProblem(await remove(path()), 404, 'NOT_FOUND');
    expect(await emailsOf(`?emailPrefix=${other.email}`)).toEqual([]);
    const again = await post(USERS, wanted({ email: other.email })).expect(201);
    expect((again.body as AdminUser).id).not.toBe(other.id);
  });

  it('is acted on in the audit log, without address, name or secret', async () => {
    await put(path(), replacement()).expect(200);
    const reset = await post(path('/password-reset')).expect(200);
    await post(path('/unlock')).expect(204);
    await remove(path()).expect(204);
    const entries = await auditOf(other.id);
    expect(entries.map(({ action }) => action)).toEqual([
      'admin.created',
      'admin.password-changed',
      'admin.replaced',
      'admin.password-reset',
      'admin.unlocked',
      'admin.removed',
    ]);
    expect(entries[2]).toEqual({
      admin_id: myId,
      action: 'admin.replaced',
      before: {
        roles: ['faqs:write', 'app-settings:write'],
        disabled: false,
        must_change_password: false,
        totp_enrolled: false,
      },
      after: { roles: ['faqs:write'], disabled: false, must_change_password: false, totp_enrolled: false },
    });
    const text = JSON.stringify(entries);
    const { temporary_password: temporary } = reset.body as { temporary_password: string };
    for (const secret of [other.email, 'Ana', temporary, other.password]) expect(text).not.toContain(secret);
  });

  it.each([
    ['name', { name: '' }],
    ['roles', { roles: ['root'] }],
    ['disabled', { disabled: 'no' }],
    ['disabled', { disabled: undefined }],
  ])('is not replaced with a wrong %s: %j', async (field, fields) => {
    const answer = await put(path(), replacement(fields));
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(new Set(fieldsOf(answer))).toEqual(new Set([field]));
  });

  it('has no authenticator to take away', async () => {
    expectProblem(await remove(path('/totp')), 409, 'TOTP_NOT_ENROLLED');
  });
});

describe('who manages administrators', () => {
  it('does not do so with the own account', async () => {
    const own = `${USERS}/${myId}`;
    for (const answer of [
      await put(own, replacement({ roles: [...ADMIN_ROLES] })),
      await remove(own),
      await post(`${own}/password-reset`),
      await remove(`${own}/totp`),
      await post(`${own}/unlock`),
    ]) {
      expectProblem(answer, 409, 'OWN_ACCOUNT');
    }
    await get(ME).expect(200);
  });

  it('finds nobody under an id of nobody', async () => {
    for (const id of [UNKNOWN, '1', 'x%00']) {
      expectProblem(await get(`${USERS}/${id}`), 404, 'NOT_FOUND');
      expectProblem(await put(`${USERS}/${id}`, replacement()), 404, 'NOT_FOUND');
      expectProblem(await remove(`${USERS}/${id}`), 404, 'NOT_FOUND');
      expectProblem(await post(`${USERS}/${id}/password-reset`), 404, 'NOT_FOUND');
      expectProblem(await remove(`${USERS}/${id}/totp`), 404, 'NOT_FOUND');
      expectProblem(await post(`${USERS}/${id}/unlock`), 404, 'NOT_FOUND');
    }
  });

  it('needs the role for it', async () => {
    const { caller } = await newAdmin(
      product,
      admin,
      ADMIN_ROLES.filter((role) => role !== 'admins:write'),
    );
    for (const answer of [
      await get(USERS, caller),
      await get(`${USERS}/${myId}`, caller),
      await post(USERS, wanted(), caller),
      await put(`${USERS}/${myId}`, replacement(), caller),
      await remove(`${USERS}/${myId}`, caller),
      await post(`${USERS}/${myId}/password-reset`, undefined, caller),
      await remove(`${USERS}/${myId}/totp`, caller),
      await post(`${USERS}/${myId}/unlock`, undefined, caller),
    ]) {
      expectProblem(answer, 403, 'FORBIDDEN');
    }
  });

  it('is never gone, also when all remove one another at once', async () => {
    const managers = await Promise.all(Array.from({ length: 3 }, () => newAdmin(product, admin, ['admins:write'])));
    const [first, second, third] = managers.map(({ id, caller }) => ({ id, caller }));
    // The demonstration's administrator stands aside, so that these three are the last.
    await product.dataSource.query("UPDATE admin_user SET roles = array_remove(roles, 'admins:write') WHERE id = $1", [
      myId,
    ]);
    const answers = await Promise.all([
      remove(`${USERS}/${second!.id}`, first!.caller),
      put(`${USERS}/${third!.id}`, replacement({ disabled: true, roles: ['admins:write'] }), second!.caller),
      put(`${USERS}/${first!.id}`, replacement({ roles: [] }), third!.caller),
    ]);
    const left: unknown = await product.dataSource.query(
      "SELECT id FROM admin_user WHERE 'admins:write' = ANY (roles) AND disabled_at IS NULL",
    );
    await product.dataSource.query("UPDATE admin_user SET roles = roles || '{admins:write}' WHERE id = $1", [myId]);
    expect(left).not.toEqual([]);
    for (const answer of answers.filter(({ status }) => status >= 300)) expectProblem(answer, 401, 'UNAUTHENTICATED');
    expect(answers.filter(({ status }) => status < 300).length).toBe(3 - (left as unknown[]).length);
  });

  it('is one of two who remove each other at once', async () => {
    const [first, second] = await Promise.all([
      newAdmin(product, admin, ['admins:write']),
      newAdmin(product, admin, ['admins:write']),
    ]);
    const answers = await Promise.all([
      remove(`${USERS}/${second.id}`, first.caller),
      remove(`${USERS}/${first.id}`, second.caller),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401]);
  });
});

describe('the own account', () => {
  it('is read and renamed, whatever the roles', async () => {
    const { id, email, caller } = await newAdmin(product, admin, []);
    expect((await get(ME, caller).expect(200)).body).toEqual({
      id,
      email,
      name: 'Ana Souza',
      roles: [],
      restriction: null,
      totp: { enrolled: false, required: false, recovery_codes_left: 0 },
    });
    const body = { name: 'Ana Maria', email: 'other@example.com', roles: ['admins:write'] };
    expect((await put(ME, body, caller).expect(200)).body).toMatchObject({ name: 'Ana Maria', email, roles: [] });
    expect((await auditOf(id)).map(({ action }) => action)).toContain('admin.renamed');
  });

  it.each([[''], ['a\tb'], ['x'.repeat(101)], [1]])('refuses the name %j', async (name) => {
    const answer = await put(ME, { name });
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(new Set(fieldsOf(answer))).toEqual(new Set(['name']));
  });
});

describe('the own password', () => {
  it('ends every token when it changes, but for the one in the answer', async () => {
    const { email, password, caller } = await newAdmin(product, admin, []);
    const elsewhere = callerOf(product, await logIn(email, password).expect(200));
    const body = { current_password: password, new_password: 'outra frase comprida' };
    const changed = await put(`${ME}/password`, body, caller).expect(200);
    expect(changed.headers['cache-control']).toBe('no-store');
    for (const old of [caller, elsewhere]) expectProblem(await get(ME, old), 401, 'UNAUTHENTICATED');
    await get(ME, callerOf(product, changed)).expect(200);
    expectProblem(await logIn(email, password), 401, 'INVALID_CREDENTIALS');
    await logIn(email, 'outra frase comprida').expect(200);
  });

  it.each([
    ['TOO_SHORT', 'curta demais'.slice(0, 11)],
    ['COMMON', 'primeiroacesso'],
    ['EMAIL', 'eu-sou-%s-mesmo'],
    ['SAME_AS_CURRENT', '%p'],
  ])('is refused as %s', async (rule, text) => {
    const { email, password, caller } = await newAdmin(product, admin, []);
    const next = text.replace('%s', email.split('@')[0]!).replace('%p', password);
    const answer = await put(`${ME}/password`, { current_password: password, new_password: next }, caller);
    expectProblem(answer, 422, 'PASSWORD_REFUSED');
    expect(answer.body).toMatchObject({ rule, detail: expect.any(String) });
    await get(ME, caller).expect(200);
  });

  it('locks after five wrong ones, right or not what follows', async () => {
    const { password, caller } = await newAdmin(product, admin, []);
    const change = (current: string) =>
      put(`${ME}/password`, { current_password: current, new_password: 'outra frase comprida' }, caller);
    for (let count = 0; count < 5; count += 1) {
      expectProblem(await change('errada'), 422, 'CURRENT_PASSWORD_WRONG');
    }
    expectProblem(await change(password), 423, 'ACCOUNT_LOCKED');
    await get(ME, caller).expect(200);
  });

  it('changes once when two changes give the same current one', async () => {
    const { password, caller } = await newAdmin(product, admin, []);
    const change = (next: string) => put(`${ME}/password`, { current_password: password, new_password: next }, caller);
    const answers = await Promise.all([change('a primeira das frases'), change('a segunda das frases')]);
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    // The other one found another password, or its own token ended.
    expect([401, 422]).toContain(answers.find(({ status }) => status !== 200)?.status);
  });

  it.each([
    ['current_password', { current_password: '' }],
    ['new_password', { new_password: 'a\nb' }],
    ['new_password', { new_password: 'x'.repeat(201) }],
  ])('refuses a wrong %s', async (field, fields) => {
    const answer = await put(`${ME}/password`, {
      current_password: ADMIN.password,
      new_password: 'outra frase comprida',
      ...fields,
    });
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(new Set(fieldsOf(answer))).toEqual(new Set([field]));
  });
});

describe('the log', () => {
  it('has no password, address or name of an administrator', async () => {
    const { email, password } = await newAdmin(product, admin, []);
    const log = JSON.stringify(product.logs);
    for (const secret of [email, password, 'Ana Souza']) expect(log).not.toContain(secret);
  });
});
