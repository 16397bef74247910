import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Caller,
  CHANNEL_KEY,
  FIRST_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const LOG_IN = '/app/v1/customers/auth';

let product: TestApplication;
let me: Caller;
beforeAll(async () => {
  product = await startTestApplication({ REQUEST_BUDGET_MS: '300', WEBSERVICE_CLIENTE_TIMEOUT_MS: '10000' });
  me = await product.loginCustomer();
});
afterAll(() => product.close());

const post = (type: string, body: string) =>
  product.http().post(LOG_IN).set(product.channel).set('content-type', type).send(body);

describe('a request that no route takes', () => {
  it.each([
    ['an unknown path', 'get', '/app/v1/nothing?document=11144477735'],
    ['a method that the path does not have', 'delete', '/app/v1/healthcheck'],
    ['a path parameter longer than any id', 'get', `/app/v1/customers/contracts/${'1'.repeat(200)}`],
  ] as const)('is not found: %s', async (_, method, path) => {
    const answer = await product.http()[method](path).set(me);
    expectProblem(answer, 404, 'NOT_FOUND');
    expect(answer.text).not.toContain('11144477735');
  });

  it('is refused when its path cannot be decoded', async () => {
    expectProblem(await product.http().get('/app/v1/%E0%A4%A').set(me), 400, 'VALIDATION_ERROR');
  });
});

describe('a NUL, which no column can hold', () => {
  it('is refused in a path and in a body', async () => {
    const admin = await product.loginAdmin();
    expectProblem(await product.http().get('/app/v1/admin/parameters/%00').set(admin), 400, 'VALIDATION_ERROR');
    const body = { document: '11144477735', password: 'demo-1234', device: { platform: 'ios', device_id: 'a\0b' } };
    expectProblem(
      await product.http().post('/app/v1/customers/auth').set(product.channel).send(body),
      400,
      'VALIDATION_ERROR',
    );
  });
});

describe('a body', () => {
  it.each([
    ['broken JSON', 'application/json', '{"document":', 400, 'VALIDATION_ERROR'],
    ['no JSON at all', 'application/json', '', 400, 'VALIDATION_ERROR'],
    ['a reach for the prototype', 'application/json', '{"__proto__":{"admin":true}}', 400, 'VALIDATION_ERROR'],
    ['a list', 'application/json', '[]', 400, 'VALIDATION_ERROR'],
    ['plain text', 'text/plain', 'hello', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a form', 'application/x-www-form-urlencoded', 'document=1', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a multipart form', 'multipart/form-data; boundary=x', '--x--', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['XML', 'application/xml', '<a/>', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['more than a megabyte', 'application/json', `{"a":"${'x'.repeat(1_100_000)}"}`, 413, 'PAYLOAD_TOO_LARGE'],
  ])('of %s is answered as a problem', async (_, type, body, status, code) => {
    const answer = await post(type, body);
    expectProblem(answer, status, code);
    expect(answer.text).not.toMatch(/FST_|JSON at position|xxx|stack/);
  });
});

describe('the log', () => {
  const lineOf = async (requestId: string) => {
    for (let wait = 0; wait < 100; wait += 1) {
      const lines = product.logs.filter((line) => line['request_id'] === requestId);
      if (lines.length > 0) return lines;
      await pause(20);
    }
    return [];
  };

  it.each([
    [
      'a route',
      'get',
      '/app/v1/customers/contracts/11144477735?status=HABILITADO',
      '/app/v1/customers/contracts/:contractId',
      404,
    ],
    ['no route', 'get', '/app/v1/MARINA/11144477735?name=MARINA', null, 404],
    ['no path', 'get', '/app/v1/%E0%A4%A', null, 400],
  ] as const)(
    'has one line of a request to %s, without what the caller put in it',
    async (_, method, path, route, status) => {
      const { headers } = await product.http()[method](path).set(me);
      const requestId = String(headers['x-request-id']);
      expect(await lineOf(requestId)).toEqual([
        expect.objectContaining({
          level: 30,
          msg: 'request completed',
          request_id: requestId,
          method: 'GET',
          path: route,
          status,
          milliseconds: expect.any(Number),
        }),
      ]);
      expect(JSON.stringify(product.logs)).not.toMatch(/MARINA|11144477735/);
    },
  );

  it("takes the caller's own request id when it can stand in a log, and makes one when not", async () => {
    const ask = (id: string) => product.http().get('/app/v1/healthcheck').set('x-request-id', id);
    expect((await ask('app-42')).headers['x-request-id']).toBe('app-42');
    expect(await lineOf('app-42')).toHaveLength(1);
    expect((await ask('a b"c')).headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('has a line of a caller who left before the answer', async () => {
    product.erp.faults.set('webservice-cliente.customer.log-in', { kind: 'hang' });
    const socket = await rawRequest(JSON.stringify(FIRST_CUSTOMER), 'left-early');
    await pause(50);
    socket.destroy();
    expect(await lineOf('left-early')).toEqual([
      expect.objectContaining({ msg: 'request aborted', status: null, path: LOG_IN }),
    ]);
    product.erp.faults.clear();
  });
});

it('is answered within its budget, also when the body comes after the headers', async () => {
  product.erp.faults.set('webservice-cliente.customer.log-in', { kind: 'hang' });
  const body = JSON.stringify({ ...FIRST_CUSTOMER, password: 'another' });
  const socket = await rawRequest('', 'late-body', body.length);
  await pause(50);
  socket.write(body);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  // Far from the ten seconds that the ERP would have: the test's own time bounds it.
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 504 [\s\S]*UPSTREAM_TIMEOUT/);
  product.erp.faults.clear();
}, 5_000);

/** Begins a log-in over a bare socket. */
async function rawRequest(body: string, requestId: string, length = body.length) {
  const socket = connect(Number(new URL(product.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    [
      `POST ${LOG_IN} HTTP/1.1`,
      'host: test',
      `apikey: ${CHANNEL_KEY}`,
      `x-request-id: ${requestId}`,
      'content-type: application/json',
      `content-length: ${length}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  return socket;
}
