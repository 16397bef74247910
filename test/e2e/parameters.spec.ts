import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

let product: TestApplication;
let admin: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  admin = await product.loginAdmin();
});
afterAll(() => product.close());

const PATH = '/app/v1/admin/parameters';
const flag = (fields: object = {}) => ({
  key: 'home.show-referral',
  kind: 'BOOLEAN',
  value: true,
  public: true,
  ...fields,
});
const create = (body: object, caller = admin) => product.http().post(PATH).set(caller).send(body);
const replace = (key: string, body: object, caller = admin) =>
  product.http().put(`${PATH}/${key}`).set(caller).send(body);
const remove = (key: string, caller = admin) => product.http().delete(`${PATH}/${key}`).set(caller);
const read = (query = '', headers: Caller = product.channel) =>
  product.http().get(`/app/v1/parameters${query}`).set(headers);

describe('administration of parameters', () => {
  it('creates, reads, replaces and removes, and remembers who did what', async () => {
    const made = await create(flag({ description: 'Mostra o cartão de indicação' }));
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      key: 'home.show-referral',
      kind: 'BOOLEAN',
      value: true,
      public: true,
      description: 'Mostra o cartão de indicação',
      updated_by: expect.any(String),
      updated_at: expect.any(String),
    });
    expect((await product.http().get(`${PATH}/home.show-referral`).set(admin).expect(200)).body).toEqual(made.body);
    const changed = await replace('home.show-referral', { kind: 'TEXT', value: 'sim', public: false });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ kind: 'TEXT', value: 'sim', public: false, description: '' });
    expect((await remove('home.show-referral')).status).toBe(204);
    expectProblem(await remove('home.show-referral'), 404, 'NOT_FOUND');
    expectProblem(await product.http().get(`${PATH}/home.show-referral`).set(admin), 404, 'NOT_FOUND');
    expectProblem(await replace('home.show-referral', flag()), 404, 'NOT_FOUND');
    const entries = await product.dataSource.query(
      `SELECT action, before -> 'value' AS before, after -> 'value' AS after
         FROM audit_entry WHERE subject_id = 'home.show-referral' ORDER BY id`,
    );
    expect(entries).toEqual([
      { action: 'parameter.created', before: null, after: true },
      { action: 'parameter.set', before: true, after: 'sim' },
      { action: 'parameter.removed', before: 'sim', after: null },
    ]);
  });

  it('keeps every kind as it was given', async () => {
    const values = { BOOLEAN: false, NUMBER: -1.5, TEXT: 'ação "x"', OBJECT: { list: [1, null], deep: { a: true } } };
    for (const [kind, value] of Object.entries(values)) {
      const key = `kind.${kind.toLowerCase()}`;
      expect((await create(flag({ key, kind, value })).expect(201)).body).toMatchObject({ kind, value });
    }
    const listed = await product.http().get(`${PATH}?prefix=kind.&pageSize=3`).set(admin).expect(200);
    expect(listed.body).toMatchObject({ page: 1, page_size: 3, total: 4, next: 2 });
    expect((listed.body as { items: { key: string }[] }).items.map(({ key }) => key)).toEqual([
      'kind.boolean',
      'kind.number',
      'kind.object',
    ]);
    const latest = await product.http().get(`${PATH}?prefix=kind.&sort=-updatedAt&public=true`).set(admin).expect(200);
    expect((latest.body as { items: { key: string }[] }).items[0]).toMatchObject({ key: 'kind.object' });
    const hidden = await product.http().get(`${PATH}?prefix=kind.&public=false`).set(admin).expect(200);
    expect(hidden.body).toMatchObject({ items: [], total: 0 });
  });

  it('creates a key once, also when asked twice at a time', async () => {
    const answers = await Promise.all([create(flag({ key: 'twice' })), create(flag({ key: 'twice', value: false }))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expectProblem(await create(flag({ key: 'twice' })), 409, 'PARAMETER_EXISTS');
  });

  it.each(['force-password-update', 'feedback-prompt'])('leaves %s to its own route', async (key) => {
    expectProblem(await create(flag({ key })), 422, 'REFUSED');
    expectProblem(await replace(key, flag()), 422, 'REFUSED');
    expectProblem(await remove(key), 422, 'REFUSED');
  });

  it.each([
    ['key', { key: 'Home Show' }],
    ['key', { key: 'a'.repeat(81) }],
    ['kind', { kind: 'DATE' }],
    ['value', { value: 'true' }],
    ['value', { value: null }],
    ['value', { kind: 'OBJECT', value: [] }],
    ['value', { kind: 'TEXT', value: 'a\0b' }],
    ['public', { public: 'yes' }],
    ['description', { description: 'a\nb' }],
  ])('refuses a wrong %s', async (field, fields) => {
    const answer = await create(flag(fields));
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('is for administrators with the role', async () => {
    expectProblem(await create(flag(), await product.loginCustomer()), 401, 'UNAUTHENTICATED');
    await product.dataSource.query("UPDATE admin_user SET roles = '{operations}'");
    const roleless = await product.loginAdmin();
    await product.dataSource.query("UPDATE admin_user SET roles = '{app-settings:write}' WHERE email = $1", [
      ADMIN.username,
    ]);
    for (const answer of [
      await create(flag(), roleless),
      await replace('any', flag(), roleless),
      await remove('any', roleless),
      await product.http().get(PATH).set(roleless),
    ]) {
      expectProblem(answer, 403, 'FORBIDDEN');
    }
  });
});

describe('parameters of the app', () => {
  beforeAll(async () => {
    await product.dataSource.query('DELETE FROM parameter');
    await create(flag({ key: 'a.text', kind: 'TEXT', value: 'olá' })).expect(201);
    await create(flag({ key: 'b.number', kind: 'NUMBER', value: 3 })).expect(201);
    await create(flag({ key: 'c.hidden', public: false })).expect(201);
  });

  it('are the public ones', async () => {
    const answer = await read();
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      items: [
        { key: 'a.text', kind: 'TEXT', value: 'olá' },
        { key: 'b.number', kind: 'NUMBER', value: 3 },
      ],
    });
  });

  it('are those asked for, without unknown and hidden ones', async () => {
    expect((await read('?keys=b.number,c.hidden,unknown')).body).toEqual({
      items: [{ key: 'b.number', kind: 'NUMBER', value: 3 }],
    });
    expect((await read('?keys=c.hidden')).body).toEqual({ items: [] });
    expect((await read('?keys=a.text&keys=b.number')).body).toMatchObject({ items: [{}, {}] });
  });

  it('are not sent again to whoever has them', async () => {
    const tag = (await read()).headers['etag'] ?? '';
    expect((await read('', { ...product.channel, 'if-none-match': tag })).status).toBe(304);
    await replace('b.number', { kind: 'NUMBER', value: 4, public: true }).expect(200);
    expect((await read('', { ...product.channel, 'if-none-match': tag })).status).toBe(200);
  });

  it.each(['?keys=', '?keys=A', `?keys=${Array.from({ length: 51 }, (_, place) => `k${place}`).join(',')}`])(
    'refuse %s',
    async (query) => {
      const answer = await read(query);
      expectProblem(answer, 400, 'VALIDATION_ERROR');
      expect(answer.body).toMatchObject({ errors: [{ field: 'keys' }] });
    },
  );

  it('ask for the key of the channel', async () => {
    expectProblem(await product.http().get('/app/v1/parameters'), 401, 'CHANNEL_KEY_REFUSED');
  });
});

describe('heap snapshots', () => {
  it('are off unless they are switched on', async () => {
    await product.dataSource.query("UPDATE admin_user SET roles = '{operations}'");
    const operator = await product.loginAdmin();
    const answer = await product.http().post('/app/v1/app-settings/heap-snapshot').set(operator);
    expectProblem(answer, 403, 'HEAP_SNAPSHOT_DISABLED');
  });
});
