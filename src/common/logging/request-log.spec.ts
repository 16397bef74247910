import { once } from 'node:events';
import { request as send } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { until } from '../../../test/support/until.js';
import { installRequestHooks, requestIdOf } from '../http/request-hooks.js';
import { RequestLog } from './request-log.js';

const lines: string[] = [];
let app: FastifyInstance;
let url: string;
beforeAll(async () => {
  app = Fastify({ genReqId: requestIdOf });
  installRequestHooks(app, 10_000, new RequestLog('info', { write: (line) => void lines.push(line) }));
  app.get('/things/:id', () => ({}));
  app.get('/broken', () => Promise.reject(new Error('for 11144477735')));
  app.get('/slow', () => new Promise(() => undefined));
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());
beforeEach(() => {
  lines.length = 0;
});

async function lineOf(path: string, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  await (await fetch(url + path, { headers })).text();
  await until(() => lines.length > 0);
  return JSON.parse(lines.join('')) as Record<string, unknown>;
}

describe('the line of a request', () => {
  it('has the route as it was declared, and nothing of what the caller put into it', async () => {
    expect(await lineOf('/things/11144477735?email=marina@example.com')).toMatchObject({
      level: 30,
      method: 'GET',
      path: '/things/:id',
      status: 200,
      msg: 'request completed',
    });
    expect(lines.join('')).not.toMatch(/11144477735|marina/);
  });

  it('has no path when no route takes the request', async () => {
    expect(await lineOf('/11144477735')).toMatchObject({ path: null, status: 404 });
    expect(lines.join('')).not.toContain('11144477735');
  });

  it('has the caller’s id of the request', async () => {
    expect(await lineOf('/things/1', { 'x-request-id': 'app-42' })).toMatchObject({ request_id: 'app-42' });
  });

  it('leaves out an id that looks personal', async () => {
    expect(await lineOf('/things/1', { 'x-request-id': '11144477735' })).toMatchObject({ request_id: '[cpf]' });
  });

  it('is an error’s for a failure of ours, without its text', async () => {
    expect(await lineOf('/broken')).toMatchObject({ level: 50, status: 500, msg: 'request failed' });
    expect(lines.join('')).not.toContain('11144477735');
  });

  it('says when the caller left before the answer', async () => {
    const request = send(`${url}/slow`).end();
    request.on('error', () => undefined);
    await once(app.server, 'request');
    request.destroy();
    await until(() => lines.length > 0);
    expect(JSON.parse(lines.join(''))).toMatchObject({ path: '/slow', status: null, msg: 'request aborted' });
  });
});
