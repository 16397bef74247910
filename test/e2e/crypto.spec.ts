import { createDecipheriv, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { ADMIN_ROLES } from '../../src/modules/admin/admin-roles.js';
import { newAdmin } from '../support/admins.js';
import { type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const OLD_KEY = randomBytes(32);
const KEY = randomBytes(32);
const CONTEXT = 'webview:invoice';

interface Encrypted {
  ciphertext: string;
  alg: string;
  kid: string;
  iv: string;
  tag: string;
}

let product: TestApplication;
let admin: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    ENCRYPTION_KEYS: `old=${OLD_KEY.toString('base64')},new=${KEY.toString('base64')}`,
    ENCRYPTION_ACTIVE_KEY: 'new',
  });
  admin = await product.loginAdmin();
});
afterAll(() => product.close());

const encrypt = (body: object, caller = admin) => product.http().post('/app/v1/crypto/encrypt').set(caller).send(body);
async function service(scope: string): Promise<Caller> {
  const { body } = await product
    .http()
    .post('/app/v1/app-settings/oauth/token')
    .set(product.channel)
    .send({
      grant_type: 'client_credentials',
      client_id: 'demo-service',
      client_secret: 'demo-service-secret',
      scope,
    })
    .expect(200);
  return { ...product.channel, authorization: `Bearer ${(body as { access_token: string }).access_token}` };
}

/** As the server of a web view reads it. */
function decrypt({ ciphertext, iv, tag }: Encrypted, context: string, key = KEY): string {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
    .setAAD(Buffer.from(context, 'utf8'))
    .setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64url')), decipher.final()]).toString('utf8');
}

describe('encrypting data', () => {
  it('answers what a reader opens with the key of that id and the context', async () => {
    const data = JSON.stringify({ invoice_id: '8768701', nota: 'São João 🎉' });
    const answer = await encrypt({ data, context: CONTEXT });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      ciphertext: expect.stringMatching(/^[\w-]+$/),
      alg: 'A256GCM',
      kid: 'new',
      iv: expect.stringMatching(/^[\w-]{16}$/),
      tag: expect.stringMatching(/^[\w-]{22}$/),
    });
    expect(decrypt(answer.body as Encrypted, CONTEXT)).toBe(data);
    expect(() => decrypt(answer.body as Encrypted, 'webview:contract')).toThrow();
    expect(() => decrypt(answer.body as Encrypted, CONTEXT, OLD_KEY)).toThrow();
  });

  it('never answers the same twice', async () => {
    const body = { data: 'x', context: CONTEXT };
    const answers = await Promise.all(Array.from({ length: 5 }, () => encrypt(body)));
    const members = (name: keyof Encrypted) =>
      new Set(answers.map((answer: Response) => (answer.body as Encrypted)[name]));
    for (const name of ['ciphertext', 'iv', 'tag'] as const) {
      expect(members(name).size).toBeGreaterThan(name === 'ciphertext' ? 1 : 4);
    }
  });

  it('takes 4096 bytes, not characters', async () => {
    const data = 'é'.repeat(2_048);
    const answer = await encrypt({ data, context: CONTEXT }).expect(200);
    expect(decrypt(answer.body as Encrypted, CONTEXT)).toBe(data);
    expectProblem(await encrypt({ data: `${data}a`, context: CONTEXT }), 400, 'VALIDATION_ERROR');
  });

  it.each([
    ['data', { data: '' }],
    ['data', { data: undefined }],
    ['data', { data: { invoice_id: '1' } }],
    ['data', { data: '\ud800' }],
    ['context', { context: '' }],
    ['context', { context: undefined }],
    ['context', { context: 'a b' }],
    ['context', { context: 'ç' }],
    ['context', { context: 'x'.repeat(129) }],
  ])('refuses a wrong %s: %j', async (field, fields) => {
    const answer = await encrypt({ data: 'x', context: CONTEXT, ...fields });
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    const { errors } = answer.body as { errors: { field: string }[] };
    expect(new Set(errors.map((error) => error.field))).toEqual(new Set([field]));
  });

  it('leaves nothing of the data in the log', async () => {
    await encrypt({ data: 'a-secret-of-somebody', context: 'webview:secret-use' }).expect(200);
    await encrypt({ data: 'a-secret-of-somebody', context: '' }).expect(400);
    const log = JSON.stringify(product.logs);
    expect(log).not.toContain('a-secret-of-somebody');
    expect(log).not.toContain('webview:secret-use');
  });
});

describe('who may encrypt', () => {
  it('is a client with the scope, and no other', async () => {
    const answer = await encrypt({ data: 'x', context: CONTEXT }, await service('crypto:write')).expect(200);
    expect(decrypt(answer.body as Encrypted, CONTEXT)).toBe('x');
    expectProblem(await encrypt({ data: 'x', context: CONTEXT }, await service('push:write')), 403, 'FORBIDDEN');
  });

  it('is an administrator with the role, and no other', async () => {
    const { caller } = await newAdmin(
      product,
      admin,
      ADMIN_ROLES.filter((role) => role !== 'crypto:write'),
    );
    expectProblem(await encrypt({ data: 'x', context: CONTEXT }, caller), 403, 'FORBIDDEN');
  });

  it('is never a customer, nor the channel alone', async () => {
    const body = { data: 'x', context: CONTEXT };
    expectProblem(await encrypt(body, await product.loginCustomer()), 401, 'UNAUTHENTICATED');
    expectProblem(await encrypt(body, product.channel), 401, 'UNAUTHENTICATED');
    expectProblem(await encrypt(body, {}), 401, 'CHANNEL_KEY_REFUSED');
  });

  it('is limited to 300 a minute, each for themselves', async () => {
    const { caller } = await newAdmin(product, admin, ['crypto:write']);
    const body = { data: 'x', context: CONTEXT };
    for (let batch = 0; batch < 10; batch += 1) {
      const answers = await Promise.all(Array.from({ length: 30 }, () => encrypt(body, caller)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    }
    const refused = await encrypt(body, caller);
    expectProblem(refused, 429, 'TOO_MANY_REQUESTS');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await encrypt(body).expect(200);
  });
});

describe('decrypting', () => {
  it('has no route', async () => {
    expectProblem(await product.http().post('/app/v1/crypto/decrypt').set(admin).send({}), 404, 'NOT_FOUND');
  });
});
