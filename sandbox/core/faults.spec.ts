import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { faultSchema, type FaultInput, type FaultKind } from './faults.js';
import type { SimulatedOperation } from './handler.js';
import { startSimulator, type Simulator } from './simulator.js';

interface State {
  count: number;
}

const add: SimulatedOperation = {
  id: 'counter.add',
  system: 'counter',
  title: 'Add',
  method: 'POST',
  path: '/add',
  auth: 'open',
};
const read: SimulatedOperation = { ...add, id: 'counter.read', title: 'Read', method: 'GET', path: '/read' };

let simulator: Simulator<State>;

beforeEach(async () => {
  simulator = await startSimulator<State>({
    system: 'counter',
    operations: [add, read],
    handlers: {
      'counter.add': ({ state }) => ({ body: { count: (state.count += 1), padding: 'x'.repeat(100) } }),
      'counter.read': ({ state }) => ({ body: { count: state.count } }),
    },
    authenticate: () => undefined,
    createState: () => ({ count: 0 }),
  });
});
afterEach(() => simulator.close());

const call = (signal?: AbortSignal) => fetch(`${simulator.url}/add`, { method: 'POST', signal: signal ?? null });

const withFault = (fault: FaultInput) => {
  simulator.faults.set('counter.add', fault);
  return call();
};

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(2);
}

/** Everything a bare socket receives until the other side ends it, or until `enough` is there. */
function rawCall(enough?: (text: string) => boolean): Promise<{ text: string; failure: string | undefined }> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(simulator.url).port), '127.0.0.1');
    let text = '';
    let failure: string | undefined;
    socket.on('connect', () => socket.write('POST /add HTTP/1.1\r\nhost: sandbox\r\ncontent-length: 0\r\n\r\n'));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (enough?.(text) === true) socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => (failure = error.code));
    socket.on('close', () => resolve({ text, failure }));
  });
}

const settled = (answer: Promise<unknown>) =>
  answer.then(
    () => 'answered',
    () => 'failed',
  );

describe('a fault', () => {
  it('latency waits before the operation is carried out', async () => {
    const slow = settled(withFault({ kind: 'latency', ms: 60_000 }));
    await until(() => simulator.journal.calls().length === 1);
    expect(simulator.state.count).toBe(0);
    await simulator.close();
    expect(await slow).toBe('failed');
  });

  it('latency then answers as usual', async () => {
    expect(await (await withFault({ kind: 'latency', ms: 1 })).json()).toMatchObject({ count: 1 });
    expect(simulator.journal.calls()[0]).toMatchObject({ fault: 'latency', status: 200 });
  });

  it('slow-after carries the operation out and keeps the answer back', async () => {
    const slow = settled(withFault({ kind: 'slow-after', ms: 60_000 }));
    await until(() => simulator.state.count === 1);
    expect(simulator.journal.calls()[0]?.status).toBeNull();
    simulator.faults.set('counter.add', { kind: 'slow-after', ms: 1 });
    expect(await (await call()).json()).toMatchObject({ count: 2 });
    await simulator.close();
    expect(await slow).toBe('failed');
  });

  it('hang never answers, and closing ends it at once', async () => {
    simulator.faults.set('counter.add', { kind: 'hang' });
    const hanging = rawCall();
    await until(() => simulator.journal.calls().length === 1);
    await simulator.close();
    expect((await hanging).text).toBe('');
    expect(simulator.journal.calls()[0]).toMatchObject({ fault: 'hang', status: null });
    expect(simulator.state.count).toBe(0);
  });

  it('drip sends headers and then blanks without end', async () => {
    simulator.faults.set('counter.add', { kind: 'drip', ms: 1 });
    const { text } = await rawCall((received) => received.endsWith('1\r\n \r\n'.repeat(5)));
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(simulator.journal.calls()[0]).toMatchObject({ fault: 'drip', status: 200 });
    const dripping = rawCall();
    await until(() => simulator.journal.calls().length === 2);
    await simulator.close();
    expect((await dripping).text).not.toContain('\r\n0\r\n');
  });

  it.each([[500], [503], [401], [404]])('status answers %i with a page', async (status) => {
    const answer = await withFault({ kind: 'status', status });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, null]);
    expect(await answer.text()).toContain('<html>');
  });

  it.each([
    [7, '7'],
    ['Fri, 31 Dec 2027 23:59:59 GMT', 'Fri, 31 Dec 2027 23:59:59 GMT'],
  ])('status sends Retry-After %s', async (retryAfter, header) => {
    const answer = await withFault({ kind: 'status', status: 429, retryAfter });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, header]);
  });

  it('html is a maintenance page with status 200', async () => {
    const answer = await withFault({ kind: 'html' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html;charset=ISO-8859-1']);
    expect(new TextDecoder('latin1').decode(await answer.bytes())).toContain('Sistema em manutenção');
  });

  it('garbage calls itself JSON', async () => {
    const answer = await withFault({ kind: 'garbage' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json;charset=UTF-8']);
    await expect(answer.json()).rejects.toThrow('not valid JSON');
  });

  it('truncated cuts the true answer, rightly framed', async () => {
    const answer = await withFault({ kind: 'truncated' });
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    const text = await answer.text();
    expect(text).toMatch(/^\{"count":1,/);
    expect(answer.headers.get('content-length')).toBe(String(text.length));
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('truncated may promise more bytes than it sends', async () => {
    simulator.faults.set('counter.add', { kind: 'truncated', framing: 'content-length-mismatch' });
    const { text } = await rawCall();
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const promised = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    expect(body).toMatch(/^\{"count":1,/);
    expect(promised).toBeGreaterThan(body.length);
    await expect((await call()).text()).rejects.toThrow();
  });

  it('reset drops the connection before anything is done', async () => {
    simulator.faults.set('counter.add', { kind: 'reset' });
    expect(await rawCall()).toEqual({ text: '', failure: 'ECONNRESET' });
    await expect(call()).rejects.toThrow('fetch failed');
    expect(simulator.state.count).toBe(0);
    expect(simulator.journal.calls()[0]).toMatchObject({ fault: 'reset', status: null });
  });

  it('reset-after drops the connection when everything is done', async () => {
    simulator.faults.set('counter.add', { kind: 'reset-after' });
    expect(await rawCall()).toEqual({ text: '', failure: 'ECONNRESET' });
    expect(simulator.state.count).toBe(1);
  });

  it('empty has no body', async () => {
    const answer = await withFault({ kind: 'empty' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it('huge has as many bytes as asked for', async () => {
    const answer = await withFault({ kind: 'huge', bytes: 300_000 });
    expect((await answer.bytes()).length).toBe('{"data":"'.length + 300_000);
  });

  it('huge goes on for as long as it is read', async () => {
    const reading = new AbortController();
    simulator.faults.set('counter.add', { kind: 'huge' });
    const answer = await call(reading.signal);
    let received = 0;
    for await (const chunk of answer.body ?? []) {
      received += chunk.length;
      if (received > 20_000_000) break;
    }
    expect(received).toBeGreaterThan(20_000_000);
    reading.abort();
  });

  it('wrong-shape and error-envelope answer 200', async () => {
    const strange = await withFault({ kind: 'wrong-shape' });
    expect([strange.status, await strange.json()]).toEqual([200, { unexpected: true }]);
    const failed = await withFault({ kind: 'error-envelope' });
    expect([failed.status, await failed.json()]).toEqual([200, { error: 'Internal Server Error' }]);
    expect(simulator.state.count).toBe(0);
  });
});

describe('fault switches', () => {
  it('have a test above for every kind', () => {
    const kinds: Record<FaultKind, true> = {
      latency: true,
      hang: true,
      drip: true,
      status: true,
      html: true,
      garbage: true,
      truncated: true,
      reset: true,
      'reset-after': true,
      'slow-after': true,
      empty: true,
      huge: true,
      'wrong-shape': true,
      'error-envelope': true,
    };
    expect(faultSchema.options.map(({ shape }) => shape.kind.value).sort()).toEqual(Object.keys(kinds).sort());
  });

  it('play so many times, those of the operation before those of all', async () => {
    simulator.faults.set('*', { kind: 'status', status: 500 });
    simulator.faults.set('counter.add', { kind: 'status', status: 503, times: 2 });
    const statuses = [];
    for (let round = 0; round < 3; round += 1) statuses.push((await call()).status);
    expect(statuses).toEqual([503, 503, 500]);
    expect((await fetch(`${simulator.url}/read`)).status).toBe(500);
    simulator.faults.clear('*');
    expect((await call()).status).toBe(200);
  });

  it('take only mounted operations and sound faults', () => {
    expect(() => simulator.faults.set('counter.none', { kind: 'hang' })).toThrow(RangeError);
    expect(() => simulator.faults.clear('counter.none')).toThrow(RangeError);
    expect(() => simulator.faults.set('*', { kind: 'status', status: 200 })).toThrow('400');
  });
});
