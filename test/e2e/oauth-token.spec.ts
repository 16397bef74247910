import { createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import type { Response } from 'supertest';
import { hashSecret } from '../../src/common/auth/secret-hash.js';
import { CUSTOMER_SIGNING_KEY, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const CLIENT = { client_id: 'demo-service', client_secret: 'demo-service-secret' };
const GRANT = { grant_type: 'client_credentials', ...CLIENT };

let product: TestApplication;
beforeAll(async () => {
  product = await startTestApplication({ TRUST_PROXY: '127.0.0.1' });
});
afterAll(() => product.close());

let callers = 0;
/** From an address of its own, so that no test meets another's limit. */
const token = (address = `192.0.2.${(callers += 1)}`) =>
  product
    .http()
    .post('/app/v1/app-settings/oauth/token')
    .set({ ...product.channel, 'x-forwarded-for': address });

function expectRefusal(answer: Response, status: number, error: string): void {
  expect({ status: answer.status, body: answer.body as unknown }).toEqual({
    status,
    body: { error, error_description: expect.any(String) },
  });
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  expect(answer.headers['cache-control']).toBe('no-store');
}

describe('a service token', () => {
  it.each(['form', 'json'])('is given for client credentials in a %s', async (type) => {
    const answer = await token().type(type).send(GRANT);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'crypto:write partners:read push:write',
    });
  });

  it('is given for credentials by HTTP Basic', async () => {
    const answer = await token()
      .auth(CLIENT.client_id, CLIENT.client_secret)
      .type('form')
      .send({ grant_type: 'client_credentials', scope: 'push:write' });
    expect(answer.status).toBe(200);
    expect((answer.body as { scope: string }).scope).toBe('push:write');
  });

  it('verifies with the published keys, in an audience of its own', async () => {
    const { access_token: issued } = (await token().send(GRANT).expect(200)).body as { access_token: string };
    const { body } = await product.http().get('/.well-known/jwks.json').expect(200);
    const { kid } = jsonwebtoken.decode(issued, { complete: true })!.header;
    const jwk = (body as { keys: { kid: string }[] }).keys.find((key) => key.kid === kid)!;
    const claims = jsonwebtoken.verify(issued, createPublicKey({ key: { ...jwk }, format: 'jwk' }), {
      audience: 'service',
      issuer: 'backend-app-mobile',
    });
    expect(claims).toMatchObject({ sub: 'demo-service', client_id: 'demo-service', scope: expect.any(String) });
  });

  it('opens no route of customers or administrators', async () => {
    const { access_token: issued } = (await token().send(GRANT).expect(200)).body as { access_token: string };
    const caller = { ...product.channel, authorization: `Bearer ${issued}` };
    for (const path of ['customers/auth/verify', 'admin/jobs']) {
      expectProblem(await product.http().get(`/app/v1/${path}`).set(caller), 401, 'UNAUTHENTICATED');
    }
    // Nor does a customer's token, signed by the same key, pass for one of a service.
    const customer = await product.loginCustomer();
    expect(jsonwebtoken.decode(customer['authorization']!.slice(7), { json: true })?.aud).toBe('customer');
    expect(() =>
      jsonwebtoken.verify(customer['authorization']!.slice(7), createPublicKey(CUSTOMER_SIGNING_KEY), {
        audience: 'service',
      }),
    ).toThrow('audience');
  });
});

describe('a request for a service token', () => {
  it.each([
    ['without a grant', { ...CLIENT }, 400, 'invalid_request'],
    ['with a grant that is no text', { ...GRANT, grant_type: 1 }, 400, 'invalid_request'],
    ['with another grant', { ...GRANT, grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['with a scope that is not the client’s', { ...GRANT, scope: 'push:write admin' }, 400, 'invalid_scope'],
    ['without credentials', { grant_type: GRANT.grant_type }, 401, 'invalid_client'],
    ['with a wrong secret', { ...GRANT, client_secret: 'wrong' }, 401, 'invalid_client'],
    ['of an unknown client', { ...GRANT, client_id: 'nobody' }, 401, 'invalid_client'],
  ])('%s is refused in the words of OAuth', async (_, body, status, error) => {
    expectRefusal(await token().send(body), status, error);
  });

  it('that gives a parameter twice is refused', async () => {
    const body = 'grant_type=client_credentials&client_id=demo-service&client_id=x&client_secret=demo-service-secret';
    expectRefusal(await token().type('form').send(body), 400, 'invalid_request');
  });

  it('with a wrong secret by HTTP Basic is challenged', async () => {
    const answer = await token().auth('demo-service', 'wrong').type('form').send({ grant_type: GRANT.grant_type });
    expectRefusal(answer, 401, 'invalid_client');
    expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
  });

  it('of a disabled client is refused', async () => {
    await product.dataSource.query(
      `INSERT INTO oauth_client (id, secret_hash, scopes, disabled_at) VALUES ('old', $1, '{push:write}', now())`,
      [await hashSecret('old-secret')],
    );
    expectRefusal(
      await token().send({ ...GRANT, client_id: 'old', client_secret: 'old-secret' }),
      401,
      'invalid_client',
    );
  });

  it('needs the channel key', async () => {
    const answer = await product.http().post('/app/v1/app-settings/oauth/token').send(GRANT);
    expectProblem(answer, 401, 'CHANNEL_KEY_REFUSED');
  });

  it('that is no JSON, or no form that another route takes, is a problem', async () => {
    expectProblem(await token().type('json').send('{'), 400, 'VALIDATION_ERROR');
    const form = product
      .http()
      .post('/app/v1/customers/auth')
      .set(product.channel)
      .type('form')
      .send({ document: '1' });
    expectProblem(await form, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('is limited by address', async () => {
    for (let count = 0; count < 20; count += 1) {
      expectRefusal(await token('198.51.100.1').send({}), 400, 'invalid_request');
    }
    expectProblem(await token('198.51.100.1').send(GRANT), 429, 'TOO_MANY_REQUESTS');
  });

  it('leaves no secret in the log', () => {
    expect(product.logs.length).toBeGreaterThan(0);
    expect(JSON.stringify(product.logs)).not.toContain(CLIENT.client_secret);
  });
});
