import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import jsonwebtoken from 'jsonwebtoken';
import { setTimeout as pause } from 'node:timers/promises';
import type { Response, Test } from 'supertest';
import { z } from 'zod';
import type { FaultInput } from '../../sandbox/core/faults.js';
import { OWNED_METADATA } from '../../src/common/ownership/owned.decorator.js';
import { OwnershipLedger } from '../../src/common/ownership/ownership-ledger.js';
import { projectDirectory } from '../../src/common/persistence/project-directory.js';
import { AppVersionEntity } from '../../src/modules/app-settings/app-version.entity.js';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const REQUEST_BUDGET_MS = 5_000;
/** Short where a call is meant to run out of time, and long enough on any machine where it is not. */
const SHORT_TIMEOUT_MS = 400;
const LONG_TIMEOUT_MS = 4_000;
const CONTRACT = '899059';
const INVOICE = '8768701';

const TOKEN = 'webservice-cliente.token.generate';
const LOG_IN = 'webservice-cliente.customer.log-in';
const OVERVIEW = 'webservice-cliente.customer.read-overview';
const CONTRACT_READ = 'webservice-cliente.contract.read';
const CONTRACT_DETAILS = 'webservice-cliente.contract.read-details';
const DUE_DATES = 'webservice-cliente.due-dates.list-active';
const BILLS = 'webservice-cliente.customer-bills.list-all';
const OPEN_BILLS = 'webservice-cliente.customer-bills.list-open-by-document';
const LINE = 'webservice-cliente.customer-bills.read-digitable-line';
const PRINT = 'webservice-cliente.customer-bills.print';
const ORDERS = 'webservice-cliente.service-orders.list';
const ORDER = 'webservice-cliente.service-orders.read';
const APP_CONFIGURATION = 'webservice-cliente.app-configuration.read';

interface Visitor {
  readonly product: TestApplication;
  readonly me: Caller;
  readonly other: Caller;
}

/** A route that asks the ERP. */
interface AskingRoute {
  /** As the API's own description names it. */
  readonly route: string;
  readonly send: (visitor: Visitor) => Test;
  /** The operation without which there is no answer. */
  readonly needs?: string;
  /** Operations that only add to the answer, and what the answer is without them. */
  readonly adds?: readonly string[];
  readonly without?: (answer: Response) => void;
}

const get = (visitor: Visitor, path: string, who: Caller = visitor.me) => visitor.product.http().get(path).set(who);

const ASKING: readonly AskingRoute[] = [
  {
    route: 'POST /app/v1/customers/auth',
    send: ({ product }) => product.http().post('/app/v1/customers/auth').set(product.channel).send(OTHER_CUSTOMER),
    needs: LOG_IN,
  },
  {
    route: 'GET /app/v1/customers/contracts',
    send: (visitor) => get(visitor, '/app/v1/customers/contracts'),
    needs: OVERVIEW,
  },
  {
    route: 'GET /app/v1/customers/contracts/{contractId}',
    send: (visitor) => get(visitor, `/app/v1/customers/contracts/${CONTRACT}`),
    needs: CONTRACT_READ,
    adds: [CONTRACT_DETAILS, DUE_DATES],
    without: ({ body }) => expect(body).toMatchObject({ id: CONTRACT, due_day: null, activated_on: null }),
  },
  {
    route: 'GET /app/v1/interface/invoices',
    send: (visitor) => get(visitor, '/app/v1/interface/invoices'),
    needs: BILLS,
    adds: [LINE],
    without: ({ body, text }) => {
      expect(body.sections).toContainEqual(expect.objectContaining({ id: 'overdue', state: 'ok' }));
      expect(text).not.toContain('COPY_BARCODE');
    },
  },
  {
    route: 'GET /app/v1/customers/invoices/paid',
    send: (visitor) => get(visitor, '/app/v1/customers/invoices/paid'),
    needs: BILLS,
  },
  {
    route: 'GET /app/v1/customers/invoices/{invoiceId}/pdf',
    send: (visitor) => get(visitor, `/app/v1/customers/invoices/${INVOICE}/pdf`),
    needs: PRINT,
  },
  {
    route: 'POST /app/v1/customers/quick-invoice',
    send: ({ product }) =>
      product
        .http()
        .post('/app/v1/customers/quick-invoice')
        .set(product.channel)
        .send({ document: FIRST_CUSTOMER.document }),
    needs: OPEN_BILLS,
    adds: [LINE],
    without: ({ body }) => expect(body.items[0]).toMatchObject({ amount_cents: 9_990, digitable_line: null }),
  },
  {
    route: 'GET /app/v1/service-orders',
    send: (visitor) => get(visitor, '/app/v1/service-orders'),
    needs: ORDERS,
  },
  {
    route: 'GET /app/v1/service-orders/check',
    send: (visitor) => get(visitor, `/app/v1/service-orders/check?contractId=${CONTRACT}&serviceOrderType=REPAIR`),
    needs: ORDER,
  },
  {
    route: 'GET /app/v1/service-orders/check',
    // Another customer: what the first one's contract needs is kept by now.
    send: (visitor) =>
      get(visitor, '/app/v1/service-orders/check?contractId=311622&serviceOrderType=REPAIR', visitor.other),
    adds: [CONTRACT_READ],
    without: ({ body }) => expect(body).toMatchObject({ os_id: '940233', transmission_type: '' }),
  },
  {
    route: 'GET /app/v1/app-settings/version/check',
    send: ({ product }) =>
      product.http().get('/app/v1/app-settings/version/check?platform=ios&version=0.0.1').set(product.channel),
    adds: [APP_CONFIGURATION],
    without: ({ body }) => expect(body).toMatchObject({ update: 'NONE', latest: null }),
  },
];

/** Routes that are answered from what is kept here. */
/** Routes whose own e2e suites walk the faults of what they ask; a new route is put somewhere or fails here. */
const OWN_SUITES = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(join(projectDirectory(), 'test/faults/routes-with-their-own-suites.json'), 'utf8')));

const ASKING_NOBODY = [
  'GET /.well-known/jwks.json',
  'POST /app/v1/admin/auth',
  'GET /app/v1/admin/jobs',
  'PUT /app/v1/admin/jobs/{jobId}',
  'POST /app/v1/admin/jobs/{jobId}/run',
  'GET /app/v1/admin/upstreams',
  'GET /app/v1/admin/work-items',
  'POST /app/v1/admin/work-items/{workItemId}/retry',
  'POST /app/v1/customers/auth/logout',
  'POST /app/v1/customers/auth/refresh',
  'GET /app/v1/customers/auth/verify',
  'GET /app/v1/healthcheck',
  'GET /app/v1/popups',
  'POST /app/v1/popups',
  'PUT /app/v1/popups/{popupId}/read',
  'POST /app/v1/webhooks/field-control',
];

/** Every route that takes an id of the caller's own, with one of the first customer's. */
const FOREIGN = [
  { route: 'GET /app/v1/customers/contracts/{contractId}', path: `/app/v1/customers/contracts/${CONTRACT}` },
  { route: 'GET /app/v1/customers/invoices/paid', path: `/app/v1/customers/invoices/paid?contractId=${CONTRACT}` },
  { route: 'GET /app/v1/customers/invoices/{invoiceId}/pdf', path: `/app/v1/customers/invoices/${INVOICE}/pdf` },
  { route: 'GET /app/v1/interface/invoices', path: `/app/v1/interface/invoices?contractId=${CONTRACT}` },
  { route: 'GET /app/v1/popups', path: `/app/v1/popups?contractId=${CONTRACT}` },
  { route: 'GET /app/v1/service-orders', path: `/app/v1/service-orders?contractId=${CONTRACT}` },
  {
    route: 'GET /app/v1/service-orders/check',
    path: `/app/v1/service-orders/check?contractId=${CONTRACT}&serviceOrderType=REPAIR`,
  },
];

const TIMEOUT = [504, 'UPSTREAM_TIMEOUT'] as const;
const UNAVAILABLE = [503, 'UPSTREAM_UNAVAILABLE'] as const;
const BAD_RESPONSE = [502, 'UPSTREAM_BAD_RESPONSE'] as const;

const FAULTS: readonly (readonly [string, FaultInput, readonly [number, string]])[] = [
  ['hang', { kind: 'hang' }, TIMEOUT],
  ['drip', { kind: 'drip' }, TIMEOUT],
  ['status 500', { kind: 'status', status: 500 }, UNAVAILABLE],
  ['status 503', { kind: 'status', status: 503, retryAfter: 30 }, UNAVAILABLE],
  ['status 429', { kind: 'status', status: 429, retryAfter: 30 }, UNAVAILABLE],
  ['status 401', { kind: 'status', status: 401 }, BAD_RESPONSE],
  ['status 403', { kind: 'status', status: 403 }, BAD_RESPONSE],
  ['status 404', { kind: 'status', status: 404 }, BAD_RESPONSE],
  ['html', { kind: 'html' }, BAD_RESPONSE],
  ['garbage', { kind: 'garbage' }, BAD_RESPONSE],
  ['truncated', { kind: 'truncated' }, BAD_RESPONSE],
  ['truncated against its length', { kind: 'truncated', framing: 'content-length-mismatch' }, UNAVAILABLE],
  ['reset', { kind: 'reset' }, UNAVAILABLE],
  ['reset-after', { kind: 'reset-after' }, UNAVAILABLE],
  ['empty', { kind: 'empty' }, BAD_RESPONSE],
  ['huge', { kind: 'huge' }, BAD_RESPONSE],
  ['wrong-shape', { kind: 'wrong-shape' }, BAD_RESPONSE],
  ['error-envelope', { kind: 'error-envelope' }, UNAVAILABLE],
];

/** What the simulator prints in its faults; none of it may reach the app. */
const UPSTREAM_TEXT = /manuten|instantes|HTTP Status|Internal Server|unexpected|xxxx|127\.0\.0\.1|webservice/i;

/** Lines of every application of this file: the first one's destination gets them all, whoever logs. */
const logs = new Set<readonly Record<string, unknown>[]>();
/** Ids of the requests that were answered. */
const answered = new Set<string>();
/** What must not be in any of those lines. */
const secrets = new Set<string>();
const running: TestApplication[] = [];

async function startVisited(timeoutMs = LONG_TIMEOUT_MS): Promise<Visitor> {
  const product = await startTestApplication({
    WEBSERVICE_CLIENTE_TIMEOUT_MS: String(timeoutMs),
    REQUEST_BUDGET_MS: String(REQUEST_BUDGET_MS),
  });
  running.push(product);
  logs.add(product.logs);
  const [me, other] = [await product.loginCustomer(), await product.loginCustomer(OTHER_CUSTOMER)];
  for (const { document, password, name, mobile, landline, email } of product.erp.state.customers.values()) {
    for (const secret of [document, password, ...name.split(' ').slice(0, 2), mobile, landline, email]) {
      secrets.add(secret);
    }
  }
  for (const caller of [me, other]) secrets.add(String(caller['authorization']).slice('Bearer '.length));
  // With a policy of ours for the platform the ERP would not be asked.
  await product.dataSource.getRepository(AppVersionEntity).clear();
  const claims = jsonwebtoken.decode(String(me['authorization']).slice('Bearer '.length)) as jsonwebtoken.JwtPayload;
  await product.app.get(OwnershipLedger).record(String(claims.sub), 'customer-bill', [{ id: INVOICE }]);
  return { product, me, other };
}

/** Every route of every controller, and whether it takes an id that must be the caller's. */
function routesOf({ app }: TestApplication): { route: string; owned: boolean }[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const base: unknown = Reflect.getMetadata(PATH_METADATA, metatype);
    const prototype = metatype.prototype as object;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler: unknown = Reflect.get(prototype, name);
      if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
      const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))];
      const parts = [base, Reflect.getMetadata(PATH_METADATA, handler)].map((part) => String(part)).join('/');
      const path = `/${parts}`
        .replace(/\/+/g, '/')
        .replace(/(.)\/$/, '$1')
        .replace(/:(\w+)/g, '{$1}');
      return [{ route: `${method} ${path}`, owned: Reflect.hasMetadata(OWNED_METADATA, handler) }];
    });
  });
}

/** Sends a request, and gives up on it later than the product may. */
async function sent(test: Test): Promise<Response> {
  const answer = await test.timeout({ deadline: REQUEST_BUDGET_MS + 5_000 });
  answered.add(String(answer.headers['x-request-id']));
  return answer;
}

const withoutUpstreamText = (answer: Response) =>
  expect(`${answer.text} ${JSON.stringify(answer.headers)}`).not.toMatch(UPSTREAM_TEXT);

async function oneByOne<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  for (const task of tasks) results.push(await task());
  return results;
}

async function closeAll(): Promise<void> {
  await Promise.all(running.splice(0).map((product) => product.close()));
}

describe('routes', () => {
  let visitor: Visitor;
  let taking: string[];
  let known: string[];
  beforeAll(async () => {
    visitor = await startVisited();
    const routes = routesOf(visitor.product);
    known = routes.map(({ route }) => route);
    taking = routes.flatMap(({ route, owned }) => (owned ? [route] : []));
  });
  afterAll(closeAll);

  it('are all known for asking the ERP or nobody', () => {
    const asking = new Set(ASKING.map(({ route }) => route));
    expect(known.sort()).toEqual([...asking, ...ASKING_NOBODY, ...OWN_SUITES].sort());
  });

  it('that are said to ask nobody do so', async () => {
    const { product, me } = visitor;
    const admin = await product.loginAdmin();
    // Logging out last: what the others need goes with it.
    const routes = [...ASKING_NOBODY].sort((left) => (left.endsWith('/logout') ? 1 : 0));
    for (const route of routes) {
      const [method = '', path = ''] = route.replace(/\{\w+\}/g, '1').split(' ');
      for (const caller of [admin, me]) {
        product.erp.journal.clear();
        const send = { GET: () => product.http().get(path), PUT: () => product.http().put(path).send({}) }[method];
        await sent((send?.() ?? product.http().post(path).send({})).set(caller));
        expect({ route, asked: product.erp.journal.calls() }).toEqual({ route, asked: [] });
      }
    }
  });

  it("answer another customer's ids with 404 and ask nobody", async () => {
    // Every route that takes ids is walked by the access table; here those of the main path, with their paths.
    expect(taking).toEqual(expect.arrayContaining(FOREIGN.map(({ route }) => route)));
    const other = await visitor.product.loginCustomer(OTHER_CUSTOMER);
    for (const { route, path } of FOREIGN) {
      visitor.product.erp.journal.clear();
      const answer = await sent(get(visitor, path, other));
      expect({ route, status: answer.status }).toEqual({ route, status: 404 });
      expectProblem(answer, 404, 'NOT_FOUND');
      expect({ route, asked: visitor.product.erp.journal.calls() }).toEqual({ route, asked: [] });
    }
  });
});

describe.each(FAULTS)('when the ERP answers with %s', (_, fault, [status, code]) => {
  afterEach(closeAll);

  it('every route answers with the right problem, or without what the ERP would have added', async () => {
    const visitor = await startVisited(status === 504 ? SHORT_TIMEOUT_MS : LONG_TIMEOUT_MS);
    const { product } = visitor;

    product.erp.faults.set(TOKEN, fault);
    const ordersOfOther = () => sent(get(visitor, '/app/v1/service-orders', visitor.other));
    const withoutToken = await ordersOfOther();
    expectProblem(withoutToken, status, code);
    withoutUpstreamText(withoutToken);
    expect(product.erp.journal.count(ORDERS)).toBe(0);
    expect(product.erp.journal.count(TOKEN)).toBeLessThanOrEqual(3);
    product.erp.faults.clear();
    // From here on there is a token, so that each operation meets the fault itself.
    expect((await ordersOfOther()).status).toBe(200);

    const healthy = () => sent(product.http().get('/app/v1/healthcheck'));

    const added = ASKING.flatMap(({ adds = [] }) => adds);
    for (const operation of [...ASKING.flatMap(({ needs = [] }) => needs), ...added]) {
      product.erp.faults.set(operation, fault);
    }
    const needing = ASKING.filter(({ needs }) => needs !== undefined && needs !== ORDER);
    const asked = needing.map(
      ({ send }) =>
        () =>
          sent(send(visitor)),
    );
    const [health, refused] = await Promise.all([
      healthy(),
      // Floods one after another: together they would take the time that each of them has.
      fault.kind === 'huge' ? oneByOne(asked) : Promise.all(asked.map((ask) => ask())),
    ]);
    expect(health.status).toBe(200);
    for (const answer of refused) {
      expectProblem(answer, status, code);
      withoutUpstreamText(answer);
      if (status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }

    product.erp.faults.clear();
    for (const operation of [ORDER, ...added.filter((id) => id !== CONTRACT_READ)]) {
      product.erp.faults.set(operation, fault);
    }
    const adding = ASKING.filter(({ adds }) => adds !== undefined && !adds.includes(CONTRACT_READ));
    const lesser = await Promise.all(
      adding.map(async (route) => ({ ...route, answer: await sent(route.send(visitor)) })),
    );
    for (const { route, answer, without } of lesser) {
      expect({ route, status: answer.status }).toEqual({ route, status: 200 });
      withoutUpstreamText(answer);
      without?.(answer);
    }
    for (const { send } of ASKING.filter(({ needs }) => needs === ORDER))
      expectProblem(await sent(send(visitor)), status, code);

    product.erp.faults.clear();
    product.erp.faults.set(CONTRACT_READ, fault);
    for (const { send, without } of ASKING.filter(({ adds }) => adds?.includes(CONTRACT_READ))) {
      const answer = await sent(send(visitor));
      expect(answer.status).toBe(200);
      without?.(answer);
    }
    expect((await healthy()).status).toBe(200);
  });
});

describe('sessions', () => {
  afterEach(closeAll);

  it('end for nobody, and nobody is locked out, while the ERP refuses us', async () => {
    const visitor = await startVisited();
    const { product } = visitor;
    product.erp.faults.set('*', { kind: 'status', status: 401 });
    const logIn = () => sent(product.http().post('/app/v1/customers/auth').set(product.channel).send(FIRST_CUSTOMER));
    for (let attempt = 0; attempt < 6; attempt += 1) expectProblem(await logIn(), ...BAD_RESPONSE);
    product.erp.faults.clear();
    expect((await logIn()).status).toBe(200);
    expect((await sent(get(visitor, '/app/v1/customers/auth/verify'))).status).toBe(200);
  });
});

describe('kept answers', () => {
  afterEach(async () => {
    jest.useRealTimers();
    await closeAll();
  });

  it('stand in with their date while the ERP is down', async () => {
    // Only the clock: timers and sockets stay real.
    jest.useFakeTimers({
      now: Date.now(),
      doNotFake: [
        'hrtime',
        'nextTick',
        'performance',
        'queueMicrotask',
        'setImmediate',
        'clearImmediate',
        'setInterval',
        'clearInterval',
        'setTimeout',
        'clearTimeout',
      ],
    });
    const visitor = await startVisited();
    const kept = ['/app/v1/customers/contracts', '/app/v1/customers/invoices/paid', '/app/v1/service-orders'];
    const fresh = await Promise.all(kept.map((path) => sent(get(visitor, path))));
    const screen = await sent(get(visitor, '/app/v1/interface/invoices'));
    // Past every time to live, and within the tokens'.
    jest.setSystemTime(Date.now() + 330_000);
    visitor.product.erp.faults.set('*', { kind: 'status', status: 503 });
    for (const [index, path] of kept.entries()) {
      const stale = await sent(get(visitor, path));
      expect({ status: stale.status, body: stale.body }).toEqual({
        status: 200,
        body: { ...fresh[index]?.body, stale: true, as_of: expect.stringMatching(/-03:00$/) },
      });
      expect(fresh[index]?.body).not.toHaveProperty('stale');
      expect(Date.parse(stale.body.as_of)).toBeLessThan(Date.now() - 300_000);
    }
    const stale = await sent(get(visitor, '/app/v1/interface/invoices'));
    expect(screen.body.sections).toContainEqual(expect.objectContaining({ id: 'overdue', state: 'ok' }));
    expect(stale.body.sections).toContainEqual(
      expect.objectContaining({ id: 'overdue', state: 'stale', as_of: expect.stringMatching(/-03:00$/) }),
    );
  });
});

describe('the log', () => {
  afterAll(() => logs.clear());

  it('has one line for every request, and nothing personal in any', async () => {
    const lines = () => [...logs].flat();
    const ofRequests = () => lines().filter(({ msg }) => /^request (completed|failed|aborted)$/.test(String(msg)));
    const logged = () => new Set(ofRequests().map((line) => line['request_id']));
    for (let wait = 0; wait < 100 && [...answered].some((id) => !logged().has(id)); wait += 1) await pause(20);
    expect(answered.size).toBeGreaterThan(200);
    expect([...answered].filter((id) => !logged().has(id))).toEqual([]);
    expect(ofRequests()).toHaveLength(logged().size);
    const paths = new Set(ASKING.map(({ route }) => route.split(' ')[1]?.replace(/\{(\w+)\}/g, ':$1')));
    for (const path of paths) {
      expect(ofRequests()).toContainEqual(
        expect.objectContaining({
          path,
          method: expect.stringMatching(/^(GET|POST)$/),
          status: expect.any(Number),
          milliseconds: expect.any(Number),
        }),
      );
    }
    const text = JSON.stringify(lines());
    expect(text).toContain('upstream failed');
    for (const secret of secrets) expect({ secret, found: text.includes(secret) }).toEqual({ secret, found: false });
  });
});
