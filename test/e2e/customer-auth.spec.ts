import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import { createPublicKey } from 'node:crypto';
import { JobScheduler } from '../../src/common/jobs/job-scheduler.js';
import {
  CUSTOMER_SIGNING_KEY,
  FIRST_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const LOG_IN = 'webservice-cliente.customer.log-in';

interface TokenPair {
  access_token: string;
  refresh_token: string;
}

let product: TestApplication;
beforeAll(async () => {
  product = await startTestApplication();
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const logIn = (body: object) => product.http().post('/app/v1/customers/auth').set(product.channel).send(body);
const refresh = (token: string) =>
  product.http().post('/app/v1/customers/auth/refresh').set(product.channel).send({ refresh_token: token });
const verify = (token: string) =>
  product
    .http()
    .get('/app/v1/customers/auth/verify')
    .set({ ...product.channel, authorization: `Bearer ${token}` });
const loggedIn = async (): Promise<TokenPair> => (await logIn(FIRST_CUSTOMER).expect(200)).body as TokenPair;

describe('log in', () => {
  it('gives tokens, the masked document and the contracts', async () => {
    const answer = await logIn({ document: '111.444.777-35', password: 'demo-1234', device: { platform: 'ios' } });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      must_update_password: false,
      customer: { first_name: expect.any(String), document_masked: '***.444.777-**' },
      contracts: [
        { id: '899059', plan: 'FIBRA 500MB', status: 'HABILITADO' },
        expect.objectContaining({ id: '1283299' }),
        expect.objectContaining({ id: '1283303', status: 'HABILITADO_EM_CONFIANCA' }),
      ],
    });
  });

  it('answers a wrong password and an unknown document alike', async () => {
    const wrong = await logIn({ document: FIRST_CUSTOMER.document, password: 'wrong' });
    const unknown = await logIn({ document: '39053344705', password: 'wrong' });
    expectProblem(wrong, 401, 'INVALID_CREDENTIALS');
    expectProblem(unknown, 401, 'INVALID_CREDENTIALS');
    const strip = ({ request_id: _, ...body }: Record<string, unknown>) => body;
    expect(strip(wrong.body as Record<string, unknown>)).toEqual(strip(unknown.body as Record<string, unknown>));
  });

  it('says that the password must be changed when it is the document', async () => {
    [...product.erp.state.customers.values()].find(({ document }) => document === '52998224725')!.password =
      '52998224725';
    const answer = await logIn({ document: '52998224725', password: '52998224725' }).expect(200);
    expect((answer.body as { must_update_password: boolean }).must_update_password).toBe(true);
  });

  it.each([
    ['no document', { password: 'x' }, 'document'],
    ['an invalid document', { document: '11144477736', password: 'x' }, 'document'],
    ['no password', { document: FIRST_CUSTOMER.document }, 'password'],
    ['an unknown platform', { ...FIRST_CUSTOMER, device: { platform: 'tv' } }, 'device.platform'],
  ])('refuses %s without asking the ERP', async (_, body, field) => {
    const answer = await logIn(body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(field);
    expect(product.erp.journal.count(LOG_IN)).toBe(0);
  });

  it('locks the document at that address after five wrong passwords, without asking the ERP again', async () => {
    const document = '16899535009';
    for (let attempt = 0; attempt < 5; attempt += 1) await logIn({ document, password: 'wrong' }).expect(401);
    const asked = product.erp.journal.count(LOG_IN);
    const locked = await logIn({ document, password: 'wrong' });
    expectProblem(locked, 423, 'ACCOUNT_LOCKED');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    expect(product.erp.journal.count(LOG_IN)).toBe(asked);
    await logIn(FIRST_CUSTOMER).expect(200);
  });

  it('needs the channel key', async () => {
    const answer = await product.http().post('/app/v1/customers/auth').send(FIRST_CUSTOMER);
    expectProblem(answer, 401, 'CHANNEL_KEY_REFUSED');
    expectProblem(
      await product.http().post('/app/v1/customers/auth').set({ apiKey: 'other' }).send(FIRST_CUSTOMER),
      401,
      'CHANNEL_KEY_REFUSED',
    );
  });

  it('is a 503, not a 401, when the ERP fails', async () => {
    product.erp.faults.set(LOG_IN, { kind: 'status', status: 500 });
    expectProblem(await logIn(FIRST_CUSTOMER), 503, 'UPSTREAM_UNAVAILABLE');
  });
});

describe('access token', () => {
  it('is verified locally', async () => {
    const { access_token: token } = await loggedIn();
    product.erp.journal.clear();
    const answer = await verify(token).expect(200);
    expect(answer.body).toEqual({
      active: true,
      sub: expect.any(String),
      exp: expect.any(Number),
      session_id: expect.any(String),
      scopes: ['customer'],
    });
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('verifies with the published keys and holds no document', async () => {
    const { access_token: token } = await loggedIn();
    const { body } = await product.http().get('/.well-known/jwks.json').expect(200);
    const [jwk] = (body as { keys: { kid: string; kty: string; n: string; e: string }[] }).keys;
    const claims = jsonwebtoken.verify(token, createPublicKey({ key: jwk!, format: 'jwk' }), {
      audience: 'customer',
      issuer: 'backend-app-mobile',
    });
    expect(jsonwebtoken.decode(token, { complete: true })?.header.kid).toBe(jwk!.kid);
    expect(JSON.stringify(claims)).not.toContain(FIRST_CUSTOMER.document);
    expect(jwk).not.toHaveProperty('d');
  });

  it.each([
    ['missing', undefined],
    ['garbage', 'Bearer x.y.z'],
    ['of another scheme', 'Basic abc'],
  ])('is refused when %s', async (_, authorization) => {
    const answer = await product
      .http()
      .get('/app/v1/customers/auth/verify')
      .set({ ...product.channel, ...(authorization === undefined ? {} : { authorization }) });
    expectProblem(answer, 401, 'UNAUTHENTICATED');
  });

  it('is refused when expired, of another audience, unsigned or signed by a stranger', async () => {
    const { access_token: token } = await loggedIn();
    const { payload, header } = jsonwebtoken.decode(token, { complete: true })!;
    const { iat: _iat, exp: _exp, aud: _aud, ...claims } = payload as jsonwebtoken.JwtPayload;
    const sign = (options: jsonwebtoken.SignOptions) =>
      jsonwebtoken.sign(claims, CUSTOMER_SIGNING_KEY, {
        algorithm: 'RS256',
        keyid: header.kid!,
        audience: 'customer',
        ...options,
      });
    await verify(sign({ expiresIn: 60 })).expect(200);
    for (const forged of [
      sign({ expiresIn: -60 }),
      sign({ expiresIn: 60, audience: 'admin' }),
      sign({ expiresIn: 60, keyid: 'unknown' }),
      jsonwebtoken.sign(claims, 'secret', {
        algorithm: 'HS256',
        keyid: header.kid!,
        audience: 'customer',
        expiresIn: 60,
      }),
      jsonwebtoken.sign(claims, null, { algorithm: 'none', keyid: header.kid!, audience: 'customer', expiresIn: 60 }),
    ]) {
      expectProblem(await verify(forged), 401, 'UNAUTHENTICATED');
    }
  });

  it('of an administrator is no customer token', async () => {
    const admin = await product.loginAdmin();
    expectProblem(await product.http().get('/app/v1/customers/auth/verify').set(admin), 401, 'UNAUTHENTICATED');
  });
});

describe('refresh', () => {
  it('rotates: the new pair works and the old refresh token does not', async () => {
    const first = await loggedIn();
    const second = (await refresh(first.refresh_token).expect(200)).body as TokenPair;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    await verify(second.access_token).expect(200);
  });

  it('ends the session when a spent token comes back', async () => {
    const first = await loggedIn();
    const second = (await refresh(first.refresh_token).expect(200)).body as TokenPair;
    expectProblem(await refresh(first.refresh_token), 401, 'TOKEN_REUSED');
    expectProblem(await refresh(second.refresh_token), 401, 'UNAUTHENTICATED');
    expectProblem(await verify(second.access_token), 401, 'UNAUTHENTICATED');
  });

  it('gives one successor when two refresh at once', async () => {
    const { refresh_token: token } = await loggedIn();
    const statuses = (await Promise.all([refresh(token), refresh(token)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 401]);
  });

  it('refuses an unknown token and a missing one', async () => {
    expectProblem(await refresh('never-issued'), 401, 'UNAUTHENTICATED');
    expectProblem(await refresh(''), 400, 'VALIDATION_ERROR');
  });
});

describe('log out', () => {
  it('ends the session and its refresh tokens', async () => {
    const pair = await loggedIn();
    const me = { ...product.channel, authorization: `Bearer ${pair.access_token}` };
    await product.http().post('/app/v1/customers/auth/logout').set(me).expect(204);
    expectProblem(await verify(pair.access_token), 401, 'UNAUTHENTICATED');
    expectProblem(await refresh(pair.refresh_token), 401, 'UNAUTHENTICATED');
  });
});

it('logs neither document, password nor token', async () => {
  const { access_token: token, refresh_token: refreshToken } = await loggedIn();
  await logIn({ document: FIRST_CUSTOMER.document, password: 'a-wrong-password' });
  const text = JSON.stringify(product.logs);
  expect(product.logs.length).toBeGreaterThan(0);
  for (const secret of [FIRST_CUSTOMER.document, FIRST_CUSTOMER.password, 'a-wrong-password', token, refreshToken]) {
    expect(text).not.toContain(secret);
  }
});

describe('access records', () => {
  const records = (): Promise<object[]> =>
    product.dataSource.query('SELECT kind, host(ip_address) AS address FROM access_record ORDER BY id');
  const runPurge = async (): Promise<void> => {
    const admin = await product.loginAdmin();
    await product.http().post('/app/v1/admin/jobs/access-records.purge/run').set(admin).expect(202);
    await product.app.get(JobScheduler).idle();
  };
  beforeEach(() => product.dataSource.query('TRUNCATE access_record'));

  it('are kept of every use, with its address', async () => {
    const { refresh_token: token } = await loggedIn();
    await refresh(token).expect(200);
    await refresh('unknown').expect(401);
    await logIn({ ...FIRST_CUSTOMER, password: 'wrong' }).expect(401);
    expect(await records()).toEqual([
      { kind: 'LOG_IN', address: '127.0.0.1' },
      { kind: 'REFRESH', address: '127.0.0.1' },
    ]);
  });

  it('are forgotten after six months, and no sooner', async () => {
    await loggedIn();
    await product.dataSource.query(
      `UPDATE access_record SET accessed_at = now() - interval '6 months' + interval '1 day'`,
    );
    await runPurge();
    expect(await records()).toHaveLength(1);
    await product.dataSource.query(`UPDATE access_record SET accessed_at = now() - interval '6 months 1 day'`);
    await runPurge();
    expect(await records()).toEqual([]);
  });
});
