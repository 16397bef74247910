import { afterEach, describe, expect, it } from '@jest/globals';
import { Refusal } from './answer.js';
import type { Handlers, SimulatedOperation } from './handler.js';
import { startSimulator, type Simulator } from './simulator.js';

interface CounterState {
  count: number;
}

const declare = (
  id: string,
  method: SimulatedOperation['method'],
  path: string,
  auth = 'open',
): SimulatedOperation => ({
  id,
  system: 'counter',
  title: `Title of ${id}`,
  method,
  path,
  auth,
});

const operations = [
  declare('counter.read', 'GET', '/counter/{name}'),
  declare('counter.add', 'POST', '/counter/{name}/add'),
  declare('counter.double-slash', 'POST', '/area//send'),
  declare('counter.space', 'POST', '/attach files'),
  declare('counter.short', 'GET', '/report/{id}'),
  declare('counter.long', 'GET', '/report/{reportId}'),
  declare('counter.secret', 'GET', '/secret', 'closed'),
  declare('counter.unplayed', 'GET', '/unplayed'),
];

const handlers: Handlers<CounterState> = {
  'counter.read': ({ params, query, state }) => ({ body: { name: params['name'], query, count: state.count } }),
  'counter.add': ({ state, body }) => {
    if (body === undefined) throw new Refusal({ status: 422, body: { error: 'no body' } });
    state.count += 1;
    return { status: 201, headers: { 'x-count': String(state.count) }, body };
  },
  'counter.double-slash': () => ({ body: 'SUCESSO' }),
  'counter.space': () => ({ body: Buffer.of(0, 255) }),
  'counter.short': {
    when: ({ query }) => query['short'] === 's',
    handle: ({ params }) => ({ body: { short: params['id'] } }),
  },
  'counter.long': ({ params }) => ({ body: { long: params['reportId'] } }),
  'counter.secret': () => ({ body: 'opened' }),
};

const open: Simulator<CounterState>[] = [];

async function start(overrides: { operations?: SimulatedOperation[]; handlers?: Handlers<CounterState> } = {}) {
  const simulator = await startSimulator<CounterState>({
    system: 'counter',
    operations: overrides.operations ?? operations,
    handlers: overrides.handlers ?? handlers,
    authenticate: ({ auth }) => (auth === 'closed' ? { status: 401, body: { error: 'closed' } } : undefined),
    createState: () => ({ count: 0 }),
    clock: () => Date.parse('2026-11-21T12:00:00Z'),
  });
  open.push(simulator);
  return simulator;
}

const send = (url: string, body: string, type = 'application/json') =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': type } });

afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

describe('startSimulator', () => {
  it('mounts an operation by its method and path template', async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await fetch(`${url}/counter/a%20b%2Fc?x=1&x=2&y=%C3%A7`);
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8');
    expect(await answer.json()).toEqual({ name: 'a b/c', query: { x: '1', y: 'ç' }, count: 0 });
  });

  it('keeps double slashes and spaces of documented paths', async () => {
    const { url } = await start();
    expect(await (await send(`${url}/area//send`, '{}')).text()).toBe('SUCESSO');
    expect((await send(`${url}/area/send`, '{}')).status).toBe(404);
    const attached = await send(`${url}/attach%20files`, '{}');
    expect(attached.headers.get('content-type')).toBe('application/octet-stream');
    expect([...(await attached.bytes())]).toEqual([0, 255]);
  });

  it('tells operations that share a route apart by the request', async () => {
    const { url, journal } = await start();
    expect(await (await fetch(`${url}/report/7?short=s`)).json()).toEqual({ short: '7' });
    expect(await (await fetch(`${url}/report/8`)).json()).toEqual({ long: '8' });
    expect(journal.calls().map(({ operationId }) => operationId)).toEqual(['counter.short', 'counter.long']);
  });

  it('answers an unknown route, or an operation without a handler, with an HTML page', async () => {
    const { url, journal } = await start();
    for (const path of ['/nowhere', '/unplayed']) {
      const answer = await fetch(url + path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('text/html;charset=ISO-8859-1');
      expect(await answer.text()).toContain('<html>');
    }
    expect(journal.count(null)).toBe(2);
    expect(journal.calls()[0]).toMatchObject({ operationId: null, method: 'GET', path: '/nowhere', status: 404 });
  });

  it('refuses to start with a handler for an unknown operation or with two for one route', async () => {
    await expect(start({ handlers: { 'counter.wrong': () => ({ body: {} }) } })).rejects.toThrow('counter.wrong');
    const both: Handlers<CounterState> = { 'counter.short': () => ({ body: 1 }), 'counter.long': () => ({ body: 2 }) };
    await expect(start({ handlers: both })).rejects.toThrow('counter.long and counter.short share');
  });

  it('takes JSON bodies only', async () => {
    const { url, state } = await start();
    expect((await send(`${url}/counter/a/add`, '{"a":1}', 'text/plain')).status).toBe(415);
    expect((await send(`${url}/counter/a/add`, '{"a":')).status).toBe(400);
    expect((await fetch(`${url}/counter/a/add`, { method: 'POST' })).status).toBe(422);
    expect(state.count).toBe(0);
    const done = await send(`${url}/counter/a/add`, '{"a":1}', 'application/json; charset=utf-8');
    expect([done.status, done.headers.get('x-count'), await done.json()]).toEqual([201, '1', { a: 1 }]);
  });

  it('asks the system whether credentials do', async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/secret`);
    expect([answer.status, await answer.json()]).toEqual([401, { error: 'closed' }]);
  });

  it('remembers the last thousand calls and counts them all', async () => {
    const { url, journal } = await start();
    await send(`${url}/counter/a/add?q=1`, '{"a":1}');
    expect(journal.calls('counter.add')[0]).toMatchObject({
      at: '2026-11-21T12:00:00.000Z',
      operationId: 'counter.add',
      method: 'POST',
      path: '/counter/a/add?q=1',
      status: 201,
      headers: { 'content-type': 'application/json' },
      body: { a: 1 },
    });
    for (let round = 0; round < 101; round += 1) {
      await Promise.all(Array.from({ length: 10 }, async () => (await fetch(`${url}/counter/a`)).text()));
    }
    expect(journal.calls()).toHaveLength(1_000);
    expect(journal.count('counter.read')).toBe(1_010);
    expect(journal.calls('counter.add')).toEqual([]);
    journal.clear();
    expect([journal.calls().length, journal.count('counter.read')]).toEqual([0, 0]);
  });

  it('keeps large bodies out of the journal', async () => {
    const { url, journal } = await start();
    await send(`${url}/counter/a/add`, JSON.stringify('x'.repeat(70_000)));
    expect(journal.calls()[0]?.body).toEqual({ bytes: 70_002 });
  });
});

describe('the control plane', () => {
  const put = (url: string, body: unknown) =>
    fetch(`${url}/__sandbox/faults`, {
      method: 'PUT',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });

  it('tells what is mounted', async () => {
    const { url } = await start();
    await (await fetch(`${url}/counter/a`)).text();
    const summary = await (await fetch(`${url}/__sandbox`)).json();
    expect(summary).toMatchObject({ system: 'counter', faults: [], unknownRoutes: 0, counts: { 'counter.read': 1 } });
    expect(summary).toHaveProperty(['operations', '0'], {
      id: 'counter.read',
      method: 'GET',
      path: '/counter/{name}',
      title: 'Title of counter.read',
    });
    expect(summary).toHaveProperty(['operations', 'length'], 7);
  });

  it('switches faults on and off', async () => {
    const { url, faults } = await start();
    const set = await put(url, { target: 'counter.read', fault: { kind: 'status', status: 503, times: 2 } });
    const expected = [{ target: 'counter.read', fault: { kind: 'status', status: 503, times: 2 } }];
    expect(await set.json()).toEqual({ faults: expected });
    expect((await fetch(`${url}/counter/a`)).status).toBe(503);
    expect(faults.list()).toEqual([{ target: 'counter.read', fault: { kind: 'status', status: 503, times: 1 } }]);
    await put(url, { target: '*', fault: { kind: 'empty' } });
    const left = await fetch(`${url}/__sandbox/faults?target=counter.read`, { method: 'DELETE' });
    expect(await left.json()).toEqual({ faults: [{ target: '*', fault: { kind: 'empty' } }] });
    await fetch(`${url}/__sandbox/faults`, { method: 'DELETE' });
    expect(await (await fetch(`${url}/__sandbox/faults`)).json()).toEqual({ faults: [] });
  });

  it.each<[unknown, RegExp]>([
    [{ target: 'counter.read', fault: { kind: 'melt' } }, /kind/],
    [{ target: 'counter.read', fault: { kind: 'latency' } }, /ms/],
    [{ target: 'counter.read', fault: { kind: 'hang', times: 0 } }, /times/],
    [{ target: 'counter.read', fault: { kind: 'hang', extra: 1 } }, /extra/],
    [{ target: 'counter.unplayed', fault: { kind: 'hang' } }, /counter\.unplayed is not a mounted operation/],
    [{ fault: { kind: 'hang' } }, /target/],
  ])('refuses %j with 400', async (body, message) => {
    const { url, faults } = await start();
    const answer = await put(url, body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(message);
    expect(faults.list()).toEqual([]);
  });

  it('refuses a body that is not JSON and unknown query parameters with 400', async () => {
    const { url } = await start();
    const text = await fetch(`${url}/__sandbox/faults`, { method: 'PUT', body: 'hang' });
    expect(text.status).toBe(400);
    expect(await text.text()).toContain('application/json');
    expect((await fetch(`${url}/__sandbox/calls?operation=x`)).status).toBe(400);
  });

  it('shows calls and state, and goes back to the start', async () => {
    const simulator = await start();
    const { url, journal } = simulator;
    await send(`${url}/counter/a/add`, '{}');
    await (await fetch(`${url}/counter/a`)).text();
    const calls = await (await fetch(`${url}/__sandbox/calls?operationId=counter.add`)).json();
    expect(calls).toMatchObject({ calls: [{ operationId: 'counter.add', status: 201, body: {} }] });
    expect(calls).toHaveProperty(['calls', 'length'], 1);
    expect(await (await fetch(`${url}/__sandbox/state`)).json()).toEqual({ count: 1 });
    await fetch(`${url}/__sandbox/calls`, { method: 'DELETE' });
    expect(journal.calls()).toEqual([]);
    simulator.faults.set('*', { kind: 'empty' });
    const reset = await fetch(`${url}/__sandbox/reset`, { method: 'POST' });
    expect([reset.status, simulator.state.count, simulator.faults.list()]).toEqual([200, 0, []]);
    expect(await (await fetch(`${url}/counter/a`)).json()).toMatchObject({ count: 0 });
  });
});
