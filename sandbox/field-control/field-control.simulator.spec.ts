import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { fieldControlEvents } from '../../src/upstreams/field-control/field-control.events.js';
import { fieldControlOperations } from '../../src/upstreams/field-control/field-control.operations.js';
import { startFieldControl, type FieldControlSimulator } from './field-control.simulator.js';
import { fieldControlId } from './identifiers.js';

const START = Date.parse('2026-11-21T15:00:00Z');
const KEY = 'test-key';

let now: number;
let simulator: FieldControlSimulator;

beforeEach(async () => {
  now = START;
  simulator = await startFieldControl({ apiKey: KEY, rateLimited: false, clock: () => now });
});
afterEach(() => simulator.close());

interface Sent {
  readonly method?: string;
  readonly key?: string | null;
  readonly json?: unknown;
}

function send(path: string, { method, key = KEY, json }: Sent = {}) {
  const headers: Record<string, string> = {};
  if (key !== null) headers['X-Api-Key'] = key;
  if (json !== undefined) headers['content-type'] = 'application/json;charset=UTF-8';
  return fetch(simulator.url + path, {
    method: method ?? (json === undefined ? 'GET' : 'POST'),
    headers,
    body: json === undefined ? null : JSON.stringify(json),
  });
}

/** What these tests look into; the rest of a body is compared whole. */
const row = z.looseObject({
  id: z.string(),
  identifier: z.string().optional(),
  employee: z.object({ id: z.string() }).nullish(),
});
const body = z.looseObject({
  id: z.string().optional(),
  items: z.array(row).optional(),
  tasks: z.array(row).optional(),
  totalCount: z.number().optional(),
  errors: z.unknown().optional(),
});

const jsonOf = async (path: string, sent?: Sent) => body.parse(await (await send(path, sent)).json());
const query = (parameters: Record<string, string>) => `?${new URLSearchParams(parameters).toString()}`;
const segment = (id: string | undefined) => encodeURIComponent(id ?? '');

const ADDRESS = {
  zipCode: '28640000',
  street: 'Rua Ubelart',
  number: '7',
  city: 'Carmo',
  state: 'RJ',
  coords: { latitude: -21.93, longitude: -42.6 },
};
const TASK = {
  duration: 60,
  position: 1,
  status: 'scheduled',
  employee: { name: 'Rafael Moura Teste' },
  scheduling: { type: 'scheduled-date', date: '2026-11-25' },
  coords: ADDRESS.coords,
};
const ORDER = {
  identifier: '990001',
  customer: { id: fieldControlId(1) },
  service: { name: 'Reparo' },
  address: ADDRESS,
  tasks: [TASK],
};

describe('the simulated Field Control', () => {
  it('plays every documented operation', () => {
    expect(simulator.operations.map(({ id }) => id).toSorted()).toEqual(
      fieldControlOperations.map(({ id }) => id).toSorted(),
    );
  });

  it('asks for the key', async () => {
    for (const key of [null, '', 'wrong-ke', 'test-keys']) {
      const answer = await send('/orders', { key });
      expect([answer.status, await answer.text()]).toEqual([401, 'A API key é inválida']);
    }
  });

  it('lets one request a second through', async () => {
    simulator.state.rateLimited = true;
    const statuses = [];
    for (const at of [0, 0, 999, 1_000, 1_500, 2_000]) {
      now = START + at;
      statuses.push((await send('/services')).status);
    }
    expect(statuses).toEqual([200, 429, 429, 200, 429, 200]);
    simulator.state.rateLimited = false;
    expect((await send('/services')).status).toBe(200);
  });

  it('knows the ERP’s customers, the visit to come and its technician', async () => {
    const customers = await jsonOf(`/customers${query({ q: 'code:"81593"' })}`);
    expect(customers).toMatchObject({ totalCount: 1, items: [{ documentNumber: '11144477735' }] });
    const orders = await jsonOf(`/orders${query({ q: 'identifier:"940117"' })}`);
    expect(orders.items).toMatchObject([{ customer: { id: customers.items?.[0]?.id } }]);
    const tasks = await jsonOf(`/orders/${segment(orders.items?.[0]?.id)}/tasks`);
    expect(tasks.items).toMatchObject([
      {
        status: 'scheduled',
        scheduling: {
          date: addDays(
            todayInSaoPaulo(() => now),
            3,
          ),
          time: '13:00',
        },
      },
    ]);
    expect(await jsonOf(`/employees/${segment(tasks.items?.[0]?.employee?.id)}`)).toEqual({
      id: tasks.items?.[0]?.employee?.id,
      name: 'Rafael Moura Teste',
      avatarUrl: 'https://example.com/avatars/rafael-moura.png',
    });
  });

  it('pages, filters and sorts as documented', async () => {
    for (let index = 0; index < 12; index += 1) {
      now = START + index * 60_000;
      await jsonOf('/orders', { json: { ...ORDER, identifier: `A${index}` } });
    }
    const first = await jsonOf('/orders');
    expect([first.items?.length, first.totalCount]).toEqual([10, 14]);
    const last = await jsonOf(`/orders${query({ limit: '5', offset: '12', sort: '-created_at' })}`);
    expect(last.items?.map(({ identifier }) => identifier)).toEqual(['940117', '871203']);
    const since = await jsonOf(
      `/orders${query({ q: 'created_at>=:2026-11-21T15:10:00Z created_at<:2026-11-21T15:11:00Z' })}`,
    );
    expect(since.items?.map(({ identifier }) => identifier)).toEqual(['A10']);
    expect(await jsonOf(`/tasks${query({ q: 'scheduled_date<:2026-01-01 status:"done"' })}`)).toMatchObject({
      totalCount: 1,
    });
  });

  it.each([
    ['/orders?limit=101', '@.limit'],
    ['/orders?offset=-1', '@.offset'],
    ['/orders?sort=identifier', '@.sort'],
    [`/orders${query({ q: 'street:"x"' })}`, '@.q'],
    [`/orders${query({ q: 'identifier>:"x"' })}`, '@.q'],
    [`/orders${query({ q: 'identifier:"x' })}`, '@.q'],
    ['/orders/not%20an%20id', '@.id'],
  ])('refuses %s with the documented object', async (path, property) => {
    const answer = await send(path);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toEqual({
      code: 'resourceValidationErr',
      errors: [{ code: null, reason: expect.any(String), message: expect.any(String), property }],
    });
  });

  it('names every missing or wrong property of a body', async () => {
    const { address: _, ...rest } = ORDER;
    const answer = await jsonOf('/orders', {
      json: { ...rest, identifier: 7, tasks: [{ ...TASK, status: 'asleep' }] },
    });
    expect(answer.errors).toEqual([
      { code: null, reason: 'type', message: 'must be string, but is number', property: '@.identifier' },
      { code: null, reason: 'optional', message: 'is missing and not optional', property: '@.address' },
      { code: null, reason: 'eq', message: expect.any(String), property: '@.tasks[0].status' },
    ]);
    expect((await send('/orders', { json: { ...ORDER, identifier: '940117' } })).status).toBe(422);
    expect((await send('/orders', { json: { ...ORDER, service: { name: 'Nada' } } })).status).toBe(422);
    expect(simulator.state.orders.size).toBe(2);
  });

  it('remembers what is registered, changed and removed', async () => {
    const { id } = await jsonOf('/customers', { json: { name: 'Ana Lima Teste', code: '7', address: ADDRESS } });
    const customer = `/customers/${segment(id)}`;
    const phone = await jsonOf(`${customer}/phones`, {
      json: { number: '22999990003', type: 'mobile', primary: true },
    });
    expect(await jsonOf(customer)).toMatchObject({ name: 'Ana Lima Teste', contact: { phone: '22999990003' } });
    const other = await jsonOf(`${customer}/phones`, { json: { number: '2225370003', type: 'home', primary: true } });
    expect((await jsonOf(`${customer}/phones`)).items).toEqual([{ ...phone, primary: false }, other]);
    const path = `${customer}/phones/${segment(phone.id)}`;
    expect((await send(path, { method: 'DELETE' })).status).toBe(204);
    expect((await send(path, { method: 'DELETE' })).status).toBe(404);
    expect(
      (await send(`/customers/${fieldControlId(2)}/phones/${segment(other.id)}`, { method: 'DELETE' })).status,
    ).toBe(404);
    expect((await jsonOf(`${customer}/phones`)).totalCount).toBe(1);
  });
});

describe('its webhooks', () => {
  interface Received {
    readonly event: unknown;
    readonly delivery: unknown;
    readonly authorization: unknown;
    readonly type: unknown;
    readonly body: unknown;
  }
  let receiver: Server;
  let received: Received[];
  let url: string;

  beforeEach(async () => {
    received = [];
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { headers } = request;
        received.push({
          event: headers['x-fieldcontrol-event'],
          delivery: headers['x-fieldcontrol-delivery'],
          authorization: headers.authorization,
          type: headers['content-type'],
          body: JSON.parse(Buffer.concat(chunks).toString()) as unknown,
        });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const address = receiver.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    url = `http://127.0.0.1:${address.port}/webhooks`;
    simulator.state.webhooks.register({ url, credentials: { user: 'field-control', password: 'secret' } });
  });
  afterEach(async () => {
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  const events = async () => {
    await simulator.state.webhooks.settled();
    return received.splice(0).map(({ event }) => event);
  };

  it('tell of what the API changes', async () => {
    const order = await jsonOf('/orders', { json: ORDER });
    expect(await events()).toEqual(['order-created', 'task-created']);
    const path = `/orders/${segment(order.id)}`;
    const { tasks: _, ...changed } = { ...ORDER, service: { id: fieldControlId(2) }, description: 'Sem sinal' };
    await jsonOf(path, { method: 'PUT', json: changed });
    expect(await events()).toEqual(['order-updated']);
    const task = `${path}/tasks/${segment(order.tasks?.[0]?.id)}`;
    await jsonOf(task, {
      method: 'PUT',
      json: { ...TASK, scheduling: { type: 'scheduled-date', date: '2026-11-30' } },
    });
    expect(await events()).toEqual(['task-updated']);
    expect(await jsonOf(task, { method: 'PUT', json: { ...TASK, status: 'in-progress' } })).toMatchObject({
      status: 'in-progess',
      startedAt: '2026-11-21T15:00:00Z',
    });
    expect(await events()).toEqual(['task-updated', 'task-started']);
  });

  it('tell of what technicians, customers and managers do, in bodies that the catalogue reads', async () => {
    const { state } = simulator;
    const task = fieldControlId(9401171);
    const order = fieldControlId(940117);
    state.startTask(task);
    state.reportTask(task, 'Cliente ausente');
    state.completeTask(task);
    state.rateTask(task, 4, 'Chegou no horário');
    state.addComment(order, 'Ponto mudado', fieldControlId(1));
    state.retitleAttachment(state.addAttachment(task, 'https://example.com/a.jpg').id, 'Depois');
    state.answerForm(state.addForm(order, 'Vistoria', []).id, []);
    state.addEmployee({ name: 'Caio Dias Teste', avatarUrl: null });
    await state.webhooks.settled();
    expect(received.map(({ event }) => event)).toEqual([
      'task-started',
      'task-reported',
      'task-completed',
      'task-rated',
      'comment-created',
      'order-attachment-created',
      'order-attachment-updated',
      'order-form-created',
      'order-form-updated',
      'employee-created',
    ]);
    for (const { event, body: delivered } of received) {
      const declared = fieldControlEvents.find(({ name }) => name === event);
      expect(declared?.payload.safeParse(delivered).success).toBe(true);
    }
    expect(received[0]).toMatchObject({
      type: 'application/json',
      authorization: `Basic ${Buffer.from('field-control:secret').toString('base64')}`,
      body: { id: task, status: 'in-progess', order: { id: order } },
    });
    expect(new Set(received.map(({ delivery }) => delivery)).size).toBe(received.length);
  });

  it('outlive a reset, can be repeated with the same id, and keep a history', async () => {
    simulator.reset();
    simulator.state.startTask(fieldControlId(9401171));
    await simulator.state.webhooks.settled();
    const [delivery] = simulator.state.webhooks.deliveries();
    expect(delivery).toMatchObject({ event: 'task-started', url, status: 204 });
    simulator.state.webhooks.repeat(delivery?.id ?? '');
    await simulator.state.webhooks.settled();
    expect(received.map(({ delivery: id }) => id)).toEqual([delivery?.id, delivery?.id]);
    simulator.state.webhooks.unregister(url);
    simulator.state.completeTask(fieldControlId(9401171));
    expect(await events()).toEqual(['task-started', 'task-started']);
  });

  it('carry on when nobody answers', async () => {
    simulator.state.webhooks.register({ url: 'http://127.0.0.1:1/nobody' });
    simulator.state.startTask(fieldControlId(9401171));
    expect(await events()).toEqual(['task-started']);
    expect(simulator.state.webhooks.deliveries().map(({ status }) => status)).toEqual([204, null]);
    const state = await (await fetch(`${simulator.url}/__sandbox/state`)).text();
    expect(state).toContain('task-started');
    expect(state).not.toContain('secret');
  });
});
