import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import { ADMIN, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

let product: TestApplication;
beforeAll(async () => {
  product = await startTestApplication();
});
afterAll(() => product.close());
beforeEach(() => product.dataSource.query('TRUNCATE login_failure'));

const logIn = (body: object) => product.http().post('/app/v1/admin/auth').set(product.channel).send(body);
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

  it.each([
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
