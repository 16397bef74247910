import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ADMIN_ROLES } from '../../src/modules/admin/admin-roles.js';
import { newAdmin } from '../support/admins.js';
import { type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const CLIENTS = '/app/v1/admin/oauth-clients';

interface Client {
  id: string;
  name: string;
  scopes: string[];
  disabled: boolean;
  previous_secret_until: string | null;
  client_secret: string;
}

let product: TestApplication;
let admin: Caller;
let callers = 0;
let made = 0;
let own: Client;
beforeAll(async () => {
  product = await startTestApplication({ TRUST_PROXY: '127.0.0.1' });
  admin = await product.loginAdmin();
});
afterAll(() => product.close());
beforeEach(async () => {
  own = (await create({ id: `client-${(made += 1)}` }).expect(201)).body as Client;
});

const wanted = (fields: object = {}) => ({ id: 'gateway', name: 'Gateway', scopes: ['crypto:write'], ...fields });
const create = (fields: object = {}, caller = admin) => product.http().post(CLIENTS).set(caller).send(wanted(fields));
const get = (path = '', caller = admin) => product.http().get(`${CLIENTS}${path}`).set(caller);
const replace = (id: string, fields: object, caller = admin) =>
  product
    .http()
    .put(`${CLIENTS}/${id}`)
    .set(caller)
    .send({ name: 'Gateway', scopes: ['crypto:write'], disabled: false, ...fields });
const rotate = (id: string, body?: object, caller = admin) =>
  product.http().post(`${CLIENTS}/${id}/secret`).set(caller).send(body);
const remove = (id: string, caller = admin) => product.http().delete(`${CLIENTS}/${id}`).set(caller);
const token = (id: string, secret: string) =>
  product
    .http()
    .post('/app/v1/app-settings/oauth/token')
    // From an address of its own, so that no test meets another's limit.
    .set({ ...product.channel, 'x-forwarded-for': `192.0.2.${(callers += 1)}` })
    .send({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
async function serviceOf(client: Client): Promise<Caller> {
  const { body } = await token(client.id, client.client_secret).expect(200);
  return { ...product.channel, authorization: `Bearer ${(body as { access_token: string }).access_token}` };
}
const use = (caller: Caller) =>
  product.http().post('/app/v1/crypto/encrypt').set(caller).send({ data: 'x', context: 'webview:test' });
const idsOf = async (query: string): Promise<string[]> =>
  ((await get(query).expect(200)).body as { items: Client[] }).items.map(({ id }) => id);
const fieldsOf = (answer: { body: unknown }): Set<string> =>
  new Set((answer.body as { errors: { field: string }[] }).errors.map(({ field }) => field));

describe('creating a client', () => {
  it('shows its secret once, and the secret gets tokens', async () => {
    const answer = await create({ id: 'first-client', name: 'Primeiro', scopes: ['crypto:write', 'push:write'] });
    expect(answer.status).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      id: 'first-client',
      name: 'Primeiro',
      scopes: ['crypto:write', 'push:write'],
      disabled: false,
      secret_set_at: expect.any(String),
      previous_secret_until: null,
      created_at: expect.any(String),
      client_secret: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect((await get('/first-client').expect(200)).body).not.toHaveProperty('client_secret');
    await use(await serviceOf(answer.body as Client)).expect(200);
    const { client_secret: secret } = answer.body as Client;
    const kept: unknown[] = await product.dataSource.query('SELECT * FROM oauth_client');
    const entries: unknown[] = await product.dataSource.query(
      "SELECT * FROM audit_entry WHERE subject_kind = 'oauth-client'",
    );
    for (const text of [kept, entries, product.logs]) expect(JSON.stringify(text)).not.toContain(secret);
  });

  it('makes one client of two requests for one id, and leaves it as the first made it', async () => {
    const answers = await Promise.all([create({ id: 'twice', name: 'A' }), create({ id: 'twice', name: 'B' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expectProblem(
      answers.find(({ status }) => status === 409)!,
      409,
      'DUPLICATE',
    );
    const first = answers.find(({ status }) => status === 201)!.body as Client;
    expect((await get('/twice').expect(200)).body).toMatchObject({ name: first.name });
    await serviceOf(first);
  });

  it.each([
    ['id', { id: 'No' }],
    ['id', { id: '-abc' }],
    ['id', { id: 'a'.repeat(64) }],
    ['id', { id: undefined }],
    ['name', { name: '\n' }],
    ['scopes', { scopes: [] }],
    ['scopes', { scopes: ['admins:write'] }],
    ['scopes', { scopes: ['push:write', 'push:write'] }],
    ['scopes', { scopes: undefined }],
  ])('refuses a wrong %s: %j', async (field, fields) => {
    const answer = await create(fields);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(fieldsOf(answer)).toEqual(new Set([field]));
  });
});

describe('the list of clients', () => {
  it('is filtered, sorted and paged', async () => {
    await create({ id: 'list-b', scopes: ['push:write'] }).expect(201);
    await create({ id: 'list-a', scopes: ['partners:read'] }).expect(201);
    await replace('list-a', { scopes: ['partners:read'], disabled: true }).expect(200);
    expect(await idsOf('?idPrefix=list-')).toEqual(['list-a', 'list-b']);
    expect(await idsOf('?idPrefix=list-&sort=-id')).toEqual(['list-b', 'list-a']);
    expect(await idsOf('?idPrefix=list-&sort=createdAt')).toEqual(['list-b', 'list-a']);
    expect(await idsOf('?idPrefix=list-&sort=-createdAt')).toEqual(['list-a', 'list-b']);
    expect(await idsOf('?idPrefix=list-&disabled=true')).toEqual(['list-a']);
    expect(await idsOf('?idPrefix=list-&disabled=false')).toEqual(['list-b']);
    expect(await idsOf('?idPrefix=list-&scope=push:write')).toEqual(['list-b']);
    expect((await get('?idPrefix=list-&pageSize=1').expect(200)).body).toMatchObject({
      page: 1,
      page_size: 1,
      total: 2,
      next: 2,
    });
    expect(await idsOf('?idPrefix=demo-service')).toEqual(['demo-service']);
  });

  it.each([
    ['idPrefix', '?idPrefix=%25'],
    ['scope', '?scope=admins:write'],
    ['disabled', '?disabled=1'],
    ['sort', '?sort=name'],
    ['pageSize', '?pageSize=0'],
  ])('refuses a wrong %s', async (field, query) => {
    const answer = await get(query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(fieldsOf(answer)).toEqual(new Set([field]));
  });
});

describe('the tokens of a client', () => {
  it('end at once when it is disabled, and stay ended when it is enabled again', async () => {
    const service = await serviceOf(own);
    await use(service).expect(200);
    await replace(own.id, { disabled: true }).expect(200);
    expectProblem(await use(service), 401, 'UNAUTHENTICATED');
    expect((await token(own.id, own.client_secret)).body).toMatchObject({ error: 'invalid_client' });
    await replace(own.id, { disabled: false }).expect(200);
    expectProblem(await use(service), 401, 'UNAUTHENTICATED');
    await use(await serviceOf(own)).expect(200);
  });

  it('end at once when its scopes change, and not when its name does', async () => {
    const service = await serviceOf(own);
    expect((await replace(own.id, { name: 'Outro nome' }).expect(200)).body).toMatchObject({ name: 'Outro nome' });
    await use(service).expect(200);
    await replace(own.id, { scopes: ['push:write'] }).expect(200);
    expectProblem(await use(service), 401, 'UNAUTHENTICATED');
    expectProblem(await use(await serviceOf(own)), 403, 'FORBIDDEN');
  });

  it('end at once when it is removed, also when another one takes its id', async () => {
    const service = await serviceOf(own);
    await remove(own.id).expect(204);
    expectProblem(await use(service), 401, 'UNAUTHENTICATED');
    await create({ id: own.id }).expect(201);
    expectProblem(await use(service), 401, 'UNAUTHENTICATED');
    expect((await token(own.id, own.client_secret)).body).toMatchObject({ error: 'invalid_client' });
  });
});

describe('another secret', () => {
  it('leaves the one before good for a day', async () => {
    const answer = await rotate(own.id).expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { client_secret: next, previous_secret_until: until } = answer.body as Client;
    const hours = (Date.parse(until ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
    for (const secret of [own.client_secret, next]) await token(own.id, secret).expect(200);
    expect((await token(own.id, 'wrong')).body).toMatchObject({ error: 'invalid_client' });

    await product.dataSource.query('UPDATE oauth_client SET previous_secret_until = now() WHERE id = $1', [own.id]);
    expect((await token(own.id, own.client_secret)).body).toMatchObject({ error: 'invalid_client' });
    expect((await get(`/${own.id}`).expect(200)).body).toMatchObject({ previous_secret_until: null });
    await token(own.id, next).expect(200);
  });

  it('keeps two secrets at most', async () => {
    const second = (await rotate(own.id, { grace_hours: 1 }).expect(200)).body as Client;
    const third = (await rotate(own.id, { grace_hours: 1 }).expect(200)).body as Client;
    expect((await token(own.id, own.client_secret)).body).toMatchObject({ error: 'invalid_client' });
    for (const { client_secret: secret } of [second, third]) await token(own.id, secret).expect(200);
  });

  it('ends the one before and every token at once, without grace', async () => {
    const service = await serviceOf(own);
    const answer = await rotate(own.id, { grace_hours: 0 }).expect(200);
    expect(answer.body).toMatchObject({ previous_secret_until: null });
    expectProblem(await use(service), 401, 'UNAUTHENTICATED');
    expect((await token(own.id, own.client_secret)).body).toMatchObject({ error: 'invalid_client' });
    await use(await serviceOf(answer.body as Client)).expect(200);
  });

  it.each([[-1], [169], [1.5], ['1']])('refuses %j hours of grace', async (hours) => {
    const answer = await rotate(own.id, { grace_hours: hours });
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(fieldsOf(answer)).toEqual(new Set(['grace_hours']));
  });
});

describe('who keeps clients', () => {
  it('is told which act was done on which, without secrets', async () => {
    await replace(own.id, { name: 'Outro nome' }).expect(200);
    const { client_secret: secret } = (await rotate(own.id).expect(200)).body as Client;
    await remove(own.id).expect(204);
    const entries: { action: string }[] = await product.dataSource.query(
      'SELECT action, before, after FROM audit_entry WHERE subject_id = $1 ORDER BY id',
      [own.id],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'oauth-client.created',
      'oauth-client.replaced',
      'oauth-client.secret-rotated',
      'oauth-client.removed',
    ]);
    for (const text of [secret, own.client_secret, 'argon2']) expect(JSON.stringify(entries)).not.toContain(text);
  });

  it('finds nothing under an id of nothing', async () => {
    for (const id of ['nobody', 'NO', 'a%00b', 'x'.repeat(80)]) {
      expectProblem(await get(`/${id}`), 404, 'NOT_FOUND');
      expectProblem(await replace(id, {}), 404, 'NOT_FOUND');
      expectProblem(await rotate(id), 404, 'NOT_FOUND');
      expectProblem(await remove(id), 404, 'NOT_FOUND');
    }
  });

  it.each([
    ['disabled', { disabled: null }],
    ['scopes', { scopes: ['root'] }],
    ['name', { name: 1 }],
  ])('does not replace one with a wrong %s', async (field, fields) => {
    const answer = await replace(own.id, fields);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(fieldsOf(answer)).toEqual(new Set([field]));
  });

  it('needs the role for it', async () => {
    const roles = ADMIN_ROLES.filter((role) => role !== 'oauth-clients:write');
    const { caller } = await newAdmin(product, admin, roles);
    for (const answer of [
      await get('', caller),
      await get(`/${own.id}`, caller),
      await create({ id: 'refused' }, caller),
      await replace(own.id, {}, caller),
      await rotate(own.id, undefined, caller),
      await remove(own.id, caller),
    ]) {
      expectProblem(answer, 403, 'FORBIDDEN');
    }
  });
});
