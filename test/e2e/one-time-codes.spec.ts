import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { OneTimeCodeDeliveryPort } from '../../src/modules/one-time-codes/one-time-code-delivery.port.js';
import { OneTimeCodes } from '../../src/modules/one-time-codes/one-time-codes.service.js';
import { VerificationTokens } from '../../src/modules/one-time-codes/verification-tokens.service.js';
import { FIRST_CUSTOMER, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { CodeReceiver } from '../support/code-receiver.js';
import { expectProblem } from '../support/problems.js';

const FIND = 'webservice-cliente.customer.find-overview';
const STRANGER = '39053344705';
const PURPOSE = 'PASSWORD_RECOVERY';

interface Challenge {
  challenge_id: string;
  destination_masked: string;
  expires_in: number;
  resend_after: number;
}

let receiver: CodeReceiver;
let product: TestApplication;
beforeAll(async () => {
  receiver = await CodeReceiver.start();
  product = await startTestApplication({ ...receiver.variables, WEBSERVICE_CLIENTE_TIMEOUT_MS: '1000' });
});
afterAll(async () => {
  await product.close();
  await receiver.close();
});
beforeEach(async () => {
  product.erp.faults.clear();
  product.erp.journal.clear();
  receiver.received.length = 0;
  receiver.answers.length = 0;
  await product.dataSource.query('TRUNCATE one_time_code_allowance, one_time_code_challenge');
});

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  product
    .http()
    .post(`/app/v1/customers/${path}`)
    .set({ ...product.channel, ...headers })
    .send(body);
const generate = (body: object, headers?: Record<string, string>) =>
  post('auth/token/generate', { purpose: PURPOSE, ...body }, headers);
const verify = (challengeId: string, code: string) => post('auth/token/verify', { challenge_id: challengeId, code });
const challenged = async (body: object = { document: FIRST_CUSTOMER.document }): Promise<Challenge> =>
  (await generate(body).expect(202)).body as Challenge;
const wrongOf = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
/** Until the queue is done with everything it was given. */
const dispatched = async (): Promise<void> => {
  for (let waited = 0; waited < 10_000; waited += 25) {
    const [row] = await product.dataSource.query<{ open: number }[]>(
      `SELECT count(*)::integer AS open FROM work_item WHERE state IN ('ready', 'running')`,
    );
    if (row?.open === 0) return;
    await pause(25);
  }
  throw new Error('the queue never came to rest');
};
/** As if the minute before another code had passed. */
const minuteLater = () => product.dataSource.query(`DELETE FROM one_time_code_allowance WHERE taken = 1`);

describe('asking for a code', () => {
  it.each([
    ['SMS', '+5522999990001', '(**) *****-****'],
    ['WHATSAPP', '+5522999990001', '(**) *****-****'],
    ['EMAIL', 'marina.teste@example.com', '***@***'],
  ])('sends it by %s to the registered contact', async (channel, to, masked) => {
    const answer = await generate({ document: '111.444.777-35', channel });
    expect(answer.status).toBe(202);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      challenge_id: expect.any(String),
      destination_masked: masked,
      expires_in: 600,
      resend_after: 60,
    });
    const message = await receiver.codeOf((answer.body as Challenge).challenge_id);
    expect(message).toMatchObject({ channel, to, code: expect.stringMatching(/^\d{6}$/) });
    expect(message.text).toContain(message.code);
    expect(message.expires_in).toBeGreaterThan(590);
    expect(receiver.authorizations.at(-1)).toBe('Bearer webhook-secret');
  });

  it('answers an unknown document as a known one, and asks the ERP of both only afterwards', async () => {
    product.erp.faults.set(FIND, { kind: 'hang' });
    const known = await generate({ document: OTHER_CUSTOMER.document });
    const unknown = await generate({ document: STRANGER });
    product.erp.faults.clear();
    const shape = ({ status, headers, body }: typeof known) => ({
      status,
      headers: Object.keys(headers).sort(),
      type: headers['content-type'],
      length: headers['content-length'],
      cache: headers['cache-control'],
      body: { ...(body as Challenge), challenge_id: '' },
    });
    expect(shape(unknown)).toEqual(shape(known));
    // Both lead a code nobody was sent to the same refusal.
    const tried = await verify((unknown.body as Challenge).challenge_id, '123456');
    expectProblem(tried, 422, 'CODE_INVALID');
    expect(tried.body).toMatchObject({ attempts_left: 4 });
  });

  it('sends nothing for an unknown document or a contact that is not there', async () => {
    // What the test before left hanging.
    await dispatched();
    product.erp.journal.clear();
    const { challenge_id: id } = await challenged({ document: STRANGER });
    await dispatched();
    expect(product.erp.journal.count(FIND)).toBe(1);
    expect(receiver.received).toEqual([]);
    const [row] = await product.dataSource.query<{ sealed_recipient: unknown }[]>(
      'SELECT sealed_recipient FROM one_time_code_challenge WHERE id = $1',
      [id],
    );
    expect(row?.sealed_recipient).toBeNull();
  });

  it.each([
    ['no document', { channel: 'SMS' }, 'document'],
    ['an invalid document', { document: '11144477736' }, 'document'],
    ['an unknown channel', { document: STRANGER, channel: 'PIGEON' }, 'channel'],
    ['an unknown purpose', { document: STRANGER, purpose: 'LOTTERY' }, 'purpose'],
    ['a purpose of another flow', { document: STRANGER, purpose: 'SALES' }, 'purpose'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await generate(body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toEqual([field]);
  });

  it('needs the channel key', async () => {
    const answer = await product.http().post('/app/v1/customers/auth/token/generate').send({ document: STRANGER });
    expectProblem(answer, 401, 'CHANNEL_KEY_REFUSED');
  });

  it.each([FIRST_CUSTOMER.document, STRANGER])('waits a minute before the next for %s', async (document) => {
    await challenged({ document });
    const again = await generate({ document });
    expectProblem(again, 429, 'TOO_MANY_REQUESTS');
    expect(Number(again.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(again.headers['retry-after'])).toBeLessThanOrEqual(60);
    // Another purpose has a minute of its own.
    await generate({ document, purpose: 'FIRST_ACCESS' }).expect(202);
  });

  it.each([
    ['document', (count: number) => ({ body: { document: STRANGER }, headers: { 'x-device-id': `phone-${count}` } })],
    ['device', (count: number) => ({ body: { document: cpf(count) }, headers: { 'x-device-id': 'phone' } })],
  ])('sends at most five an hour for one %s', async (_, nth) => {
    for (let count = 0; count < 6; count += 1) {
      const { body, headers } = nth(count);
      const answer = await generate(body, headers);
      if (count < 5) expect(answer.status).toBe(202);
      else {
        expectProblem(answer, 429, 'TOO_MANY_REQUESTS');
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(3_500);
      }
      await product.dataSource.query(
        `DELETE FROM one_time_code_allowance WHERE window_ends_at < now() + interval '1 minute'`,
      );
    }
  });

  it('sends at most thirty an hour to one address', async () => {
    await product.dataSource.query('UPDATE one_time_code_allowance SET taken = 0');
    for (let count = 0; count < 30; count += 1) await generate({ document: cpf(count) }).expect(202);
    expectProblem(await generate({ document: cpf(30) }), 429, 'TOO_MANY_REQUESTS');
  });

  it('sends at most five an hour to one destination, whoever asks, and tells nobody', async () => {
    const customer = product.erp.state.customerOfDocument(OTHER_CUSTOMER.document)!;
    const other = product.erp.state.customerOfDocument(FIRST_CUSTOMER.document)!;
    Reflect.set(customer, 'mobile', other.mobile);
    for (let count = 0; count < 4; count += 1) {
      const { challenge_id: id } = await challenged();
      await receiver.codeOf(id);
      await product.dataSource.query(
        `DELETE FROM one_time_code_allowance WHERE window_ends_at < now() + interval '1 minute'`,
      );
    }
    for (const purpose of ['PASSWORD_RECOVERY', 'FIRST_ACCESS']) {
      await challenged({ document: OTHER_CUSTOMER.document, purpose });
      await dispatched();
    }
    Reflect.set(customer, 'mobile', '31999990002');
    expect(receiver.received).toHaveLength(5);
  });

  it('is not possible where nothing can be sent', async () => {
    const delivery = product.app.get(OneTimeCodeDeliveryPort);
    const { channels } = delivery;
    Reflect.set(delivery, 'channels', []);
    const answers = [await generate({ document: FIRST_CUSTOMER.document }), await generate({ document: STRANGER })];
    Reflect.set(delivery, 'channels', channels);
    for (const answer of answers) expectProblem(answer, 501, 'UNSUPPORTED');
  });

  it('gives one challenge to two taps at once', async () => {
    const both = await Promise.all([generate({ document: STRANGER }), generate({ document: STRANGER })]);
    expect(both.map(({ status }) => status).sort()).toEqual([202, 429]);
  });

  it('tries again when the ERP or the webhook fails', async () => {
    product.erp.faults.set(FIND, { kind: 'status', status: 500, times: 3 });
    const { challenge_id: id } = await challenged();
    const { code } = await receiver.codeOf(id);
    await verify(id, code).expect(200);
    receiver.answers.push(503, 429);
    const { challenge_id: other } = await challenged({ document: OTHER_CUSTOMER.document });
    await verify(other, (await receiver.codeOf(other)).code).expect(200);
  });

  it('sends the same code again when the answer of the webhook is lost', async () => {
    receiver.answers.push('lost');
    const { challenge_id: id } = await challenged();
    const { code } = await receiver.codeOf(id);
    await dispatched();
    expect(receiver.received.map((message) => message.code)).toEqual([code, code]);
    expect(new Set(receiver.received.map(({ reference }) => reference)).size).toBe(1);
    await verify(id, code).expect(200);
  });
});

describe('a code', () => {
  it('is exchanged for a verification, once', async () => {
    const { challenge_id: id } = await challenged();
    const { code } = await receiver.codeOf(id);
    const answer = await verify(id, code).expect(200);
    expect(answer.body).toEqual({ verified: true, verification_token: expect.any(String), expires_in: 300 });
    expectProblem(await verify(id, code), 410, 'CODE_EXPIRED');
  });

  it('is exchanged by one of two taps at once', async () => {
    const { challenge_id: id } = await challenged();
    const { code } = await receiver.codeOf(id);
    const both = await Promise.all([verify(id, code), verify(id, code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it('bears five tries, also when they come at once', async () => {
    const { challenge_id: id } = await challenged();
    const { code } = await receiver.codeOf(id);
    const tries = await Promise.all(Array.from({ length: 7 }, () => verify(id, wrongOf(code))));
    const left = tries.filter(({ status }) => status === 422).map(({ body }) => body.attempts_left as number);
    expect(left.sort()).toEqual([0, 1, 2, 3, 4]);
    for (const refused of tries.filter(({ status }) => status !== 422)) expectProblem(refused, 410, 'CODE_EXPIRED');
    expectProblem(await verify(id, code), 410, 'CODE_EXPIRED');
  });

  it('is good for ten minutes', async () => {
    const { challenge_id: id } = await challenged();
    const { code } = await receiver.codeOf(id);
    await product.dataSource.query(`UPDATE one_time_code_challenge SET expires_at = now()`);
    expectProblem(await verify(id, code), 410, 'CODE_EXPIRED');
  });

  it('ends when a later one is asked for', async () => {
    const { challenge_id: first } = await challenged();
    const { code } = await receiver.codeOf(first);
    await minuteLater();
    const { challenge_id: second } = await challenged();
    expectProblem(await verify(first, code), 410, 'CODE_EXPIRED');
    await verify(second, (await receiver.codeOf(second)).code).expect(200);
  });

  it('of another flow is unknown here, and keeps its tries', async () => {
    const { challengeId } = await product.app.get(OneTimeCodes).request({
      purpose: 'SALES',
      subject: 'sale:1',
      recipient: { destination: '+5522988887777' },
      channel: 'SMS',
      address: '192.0.2.1',
      deviceId: undefined,
    });
    const { code, to } = await receiver.codeOf(challengeId);
    expect(to).toBe('+5522988887777');
    expectProblem(await verify(challengeId, code), 410, 'CODE_EXPIRED');
    const { token } = await product.app.get(OneTimeCodes).verify(challengeId, code, ['SALES']);
    await product.app.get(VerificationTokens).spend(token, 'SALES', 'sale:1');
  });

  it.each([
    ['an unknown challenge', '00000000-0000-4000-8000-000000000000', '123456', 410, 'CODE_EXPIRED'],
    ['no challenge id', 'nothing', '123456', 400, 'VALIDATION_ERROR'],
    ['five digits', '00000000-0000-4000-8000-000000000000', '12345', 400, 'VALIDATION_ERROR'],
  ])('with %s is refused', async (_, id, code, status, problem) => {
    expectProblem(await verify(id, code), status, problem);
  });

  it('and its recipient are nowhere in clear', async () => {
    const { challenge_id: id } = await challenged();
    const { code } = await receiver.codeOf(id);
    await dispatched();
    const rows: unknown = await product.dataSource.query(
      `SELECT c::text AS challenge, w::text AS work FROM one_time_code_challenge c, work_item w`,
    );
    const text = JSON.stringify(rows) + JSON.stringify(product.logs);
    for (const secret of [FIRST_CUSTOMER.document, '22999990001', 'marina.teste']) expect(text).not.toContain(secret);
    expect(JSON.stringify(product.logs)).not.toContain(`"${code}"`);
  });
});

describe('a verification', () => {
  const tokens = () => product.app.get(VerificationTokens);
  const verified = async (): Promise<string> => {
    const { challenge_id: id } = await challenged();
    const { code } = await receiver.codeOf(id);
    return (await verify(id, code).expect(200)).body.verification_token as string;
  };
  const refused = { kind: { code: 'VERIFICATION_TOKEN_REFUSED' } };

  it('is good once, for its purpose and subject', async () => {
    const token = await verified();
    const { document } = FIRST_CUSTOMER;
    await expect(tokens().check(token, 'FIRST_ACCESS', document)).rejects.toMatchObject(refused);
    await expect(tokens().check(token, PURPOSE, STRANGER)).rejects.toMatchObject(refused);
    await expect(tokens().check(`${token.slice(0, -1)}!`, PURPOSE, document)).rejects.toMatchObject(refused);
    await tokens().check(token, PURPOSE, document);
    const spent = await Promise.allSettled([1, 2, 3].map(() => tokens().spend(token, PURPOSE, document)));
    expect(spent.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(tokens().check(token, PURPOSE, document)).rejects.toMatchObject(refused);
  });

  it('is good for five minutes', async () => {
    const token = await verified();
    await product.dataSource.query('UPDATE one_time_code_challenge SET verification_expires_at = now()');
    await expect(tokens().spend(token, PURPOSE, FIRST_CUSTOMER.document)).rejects.toMatchObject(refused);
  });
});

describe('a code for a new password', () => {
  const recover = (body: object) => post('password/recovery/token', body);

  it('is one with that purpose', async () => {
    const answer = await recover({ document: FIRST_CUSTOMER.document }).expect(202);
    const { challenge_id: id } = answer.body as Challenge;
    const { code, channel } = await receiver.codeOf(id);
    expect(channel).toBe('SMS');
    const token = (await verify(id, code).expect(200)).body.verification_token as string;
    await product.app.get(VerificationTokens).spend(token, PURPOSE, FIRST_CUSTOMER.document);
  });

  it('shares its minute and its caps', async () => {
    await recover({ document: STRANGER }).expect(202);
    expectProblem(await generate({ document: STRANGER }), 429, 'TOO_MANY_REQUESTS');
    expectProblem(await recover({}), 400, 'VALIDATION_ERROR');
  });
});

/** Valid and invented. */
function cpf(seed: number): string {
  const digits = [...String(700_000_000 + seed)].map(Number);
  for (let length = 9; length < 11; length += 1) {
    const sum = digits.reduce((total, digit, index) => total + digit * (length + 1 - index), 0);
    digits.push(((sum * 10) % 11) % 10);
  }
  return digits.join('');
}
