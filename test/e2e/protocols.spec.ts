import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type MosiaSimulator, startMosia } from '../../sandbox/mosia/mosia.simulator.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const CHANNELS = 'mosia.protocols.list-latest';
const ATTENDANCES = 'webservice-cliente.service-orders.list';

interface Protocols {
  items: { protocol: string; registered_at: string | null; subject: string | null }[];
  partial: boolean;
}

let mosia: MosiaSimulator;
let product: TestApplication;
let first: Caller;
let other: Caller;
beforeAll(async () => {
  mosia = await startMosia({ authorization: 'mosia' });
  product = await startTestApplication({ MOSIA_URL: mosia.url, MOSIA_AUTHORIZATION: 'mosia' });
  first = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
}, 60_000);
afterAll(async () => {
  await product.close();
  await mosia.close();
});
beforeEach(() => {
  mosia.faults.clear();
  product.erp.faults.clear();
});

const read = (query: object = {}, caller = first) =>
  product.http().get('/app/v1/customers/service-protocols').set(caller).query(query);
const list = async (query?: object, caller?: Caller): Promise<Protocols> =>
  (await read(query, caller).expect(200)).body as Protocols;

// First, while nothing was read that could stand in.
describe('when a system does not answer', () => {
  it('fails when neither does', async () => {
    mosia.faults.set('*', { kind: 'status', status: 503 });
    product.erp.faults.set(ATTENDANCES, { kind: 'status', status: 503 });
    expectProblem(await read({ limit: 9 }), 503, 'UPSTREAM_UNAVAILABLE');
  });

  it('shows the ERP’s part alone', async () => {
    mosia.faults.set('*', { kind: 'html' });
    const answer = await list({ limit: 8 }, other);
    expect(answer.partial).toBe(true);
    expect(answer.items.length).toBeGreaterThan(0);
  });

  it('shows the channels’ part alone', async () => {
    product.erp.faults.set(ATTENDANCES, { kind: 'garbage' });
    const answer = await list({ limit: 7 });
    expect(answer.partial).toBe(true);
    expect(answer.items.length).toBeGreaterThan(0);
  });
});

describe('the latest protocols', () => {
  it('are of both systems, newest first, each once', async () => {
    const { items, partial } = await list({ limit: 10 });
    expect(partial).toBe(false);
    const numbers = items.map(({ protocol }) => protocol);
    expect(new Set(numbers).size).toBe(numbers.length);
    const times = items.map(({ registered_at: at }) => (at === null ? 0 : Date.parse(at)));
    expect(times).toEqual([...times].sort((left, right) => right - left));
    for (const { registered_at: at } of items) expect(at).toMatch(/-0[23]:00$/);
    expect(mosia.journal.count(CHANNELS)).toBeGreaterThan(0);
    expect(product.erp.journal.count(ATTENDANCES)).toBeGreaterThan(0);
  });

  it.each([
    [undefined, 5],
    ['', 5],
    ['abc', 5],
    ['0', 1],
    ['-3', 1],
    ['2.9', 2],
    ['11', 10],
    ['99999', 10],
  ])('are as many as can be asked for: %s is %i', async (limit, most) => {
    const all = await list({ limit: 10 });
    const { items } = await list(limit === undefined ? {} : { limit });
    expect(items).toHaveLength(Math.min(most, all.items.length));
  });

  it('are the customer’s own', async () => {
    const [mine, theirs] = [await list({ limit: 10 }), await list({ limit: 10 }, other)];
    const own = new Set(mine.items.map(({ protocol }) => protocol));
    expect(theirs.items.filter(({ protocol }) => own.has(protocol))).toEqual([]);
  });

  it('are for logged-in customers', async () => {
    expectProblem(await read({}, product.channel), 401, 'UNAUTHENTICATED');
  });
});
