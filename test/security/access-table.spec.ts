import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import { z } from 'zod';
import { projectDirectory } from '../../src/common/persistence/project-directory.js';
import {
  type Caller,
  CUSTOMER_SIGNING_KEY,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';
import { type DeclaredRoute, declaredRoutes } from '../support/routes.js';

/**
 * The table of every route: who may call it, which of its ids go through the ownership check, and which are looked up
 * together with the caller in our own tables. `UPDATE_ACCESS_TABLE=1` writes it anew; reading the difference is the
 * point.
 */
const FILE = join(projectDirectory(), 'test/security/access-table.json');
const rowSchema = z.strictObject({
  route: z.string(),
  audience: z.string(),
  owned: z.array(z.string()),
  /** Ids that name nothing of a customer's at the provider: rows of ours found by (id, caller), or catalogue entries. */
  local: z.array(z.string()),
});
type Row = z.infer<typeof rowSchema>;

const keyOf = ({ method, path }: DeclaredRoute): string => `${method} ${path}`;
const rowOf = (route: DeclaredRoute): Row => {
  const owned = route.owned.map((source) => `${source.in}:${source.name}:${source.kind}`);
  const checked = new Set(route.owned.map(({ name }) => name));
  return { route: keyOf(route), audience: route.audience, owned, local: route.ids.filter((id) => !checked.has(id)) };
};

let product: TestApplication;
let routes: DeclaredRoute[];
let first: Caller;
let other: Caller;
let admin: Caller;
let expired: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  routes = declaredRoutes(product.app);
  first = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  admin = await product.loginAdmin();
  const token = (other['authorization'] ?? '').replace('Bearer ', '');
  const { payload, header } = jsonwebtoken.decode(token, { complete: true })!;
  const old = jsonwebtoken.sign(
    { ...(payload as object), exp: Math.floor(Date.now() / 1_000) - 3_600 },
    CUSTOMER_SIGNING_KEY,
    { algorithm: 'RS256', keyid: header.kid! },
  );
  expired = { ...product.channel, authorization: `Bearer ${old}` };
  // What the first customer owns is shown to them once, so that the ledger knows all of it.
  for (const path of ['/app/v1/customers/contracts', '/app/v1/interface/invoices', '/app/v1/service-orders']) {
    await product.http().get(path).set(first).expect(200);
  }
});
afterAll(() => product.close());
beforeEach(() => product.erp.journal.clear());

/** Ids of the first customer, by kind. */
const FIRST_CUSTOMERS: Readonly<Record<string, string>> = {
  contract: '899059',
  'customer-bill': '8768701',
  'service-order': '932652',
};

/** The route with every parameter filled in; `ids` by parameter name where given. */
function request(route: DeclaredRoute, caller: Caller, ids: ReadonlyMap<string, string | string[]> = new Map()) {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => String(ids.get(`path:${name}`) ?? '1'));
  const agent = product.http();
  const verb = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete' | 'patch';
  const of = (where: string) =>
    Object.fromEntries(
      [...ids]
        .filter(([key]) => key.startsWith(`${where}:`))
        .map(([key, value]) => [key.slice(where.length + 1), value]),
    );
  const call = agent[verb](path).set(caller).query(of('query'));
  return verb === 'get' ? call : call.send(of('body'));
}

const ofAudience = (...audiences: string[]): DeclaredRoute[] =>
  routes.filter(({ audience }) => audiences.includes(audience));

describe('the table', () => {
  it('has every route, with its audience and its ids', () => {
    const rows = routes.map(rowOf);
    if (process.env['UPDATE_ACCESS_TABLE'] === '1') writeFileSync(FILE, `${JSON.stringify(rows, null, 2)}\n`);
    const table = z.array(rowSchema).parse(JSON.parse(readFileSync(FILE, 'utf8')));
    expect(table.length).toBeGreaterThan(0);
    expect(rows).toEqual(table);
  });

  it('has no route twice', () => {
    const keys = routes.map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('checks every contract, bill and order id through the ledger', () => {
    const unchecked = ofAudience('customer').flatMap((route) =>
      rowOf(route)
        .local.filter((id) => /contract|invoice|bill|serviceOrder|service_order/i.test(id) || id === 'id')
        .map((id) => `${keyOf(route)} ${id}`),
    );
    expect(unchecked).toEqual([]);
  });
});

describe('who may not call', () => {
  it('nobody passes without a channel key', async () => {
    for (const route of ofAudience('channel', 'customer', 'admin')) {
      const answer = await request(route, {});
      expect({ route: keyOf(route), status: answer.status }).toEqual({ route: keyOf(route), status: 401 });
      expectProblem(answer, 401, 'CHANNEL_KEY_REFUSED');
    }
  });

  it.each([
    ['the channel key alone', () => product.channel],
    ['an expired token', () => expired],
    ['an administrator', () => admin],
  ])('no customer route admits %s', async (_, caller) => {
    for (const route of ofAudience('customer')) {
      const answer = await request(route, caller());
      expect({ route: keyOf(route), status: answer.status }).toEqual({ route: keyOf(route), status: 401 });
      expectProblem(answer, 401, 'UNAUTHENTICATED');
    }
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it.each([
    ['the channel key alone', () => product.channel],
    ['a customer', () => first],
    ['an expired token', () => expired],
  ])('no admin route admits %s', async (_, caller) => {
    for (const route of ofAudience('admin')) {
      const answer = await request(route, caller());
      expect({ route: keyOf(route), status: answer.status }).toEqual({ route: keyOf(route), status: 401 });
      expectProblem(answer, 401, 'UNAUTHENTICATED');
    }
  });
});

describe("another customer's ids", () => {
  it('are not found on any route, and the ERP is not asked', async () => {
    const owning = ofAudience('customer').filter(({ owned }) => owned.length > 0);
    expect(owning.length).toBeGreaterThan(0);
    for (const route of owning) {
      for (const source of route.owned) {
        const foreign = FIRST_CUSTOMERS[source.kind];
        // Kinds that are rows of ours have no id of the provider's to try.
        if (foreign === undefined) continue;
        const given = source.many === true ? [foreign] : foreign;
        const answer = await request(route, other, new Map([[`${source.in}:${source.name}`, given]]));
        const what = `${keyOf(route)} ${source.name}`;
        // A route with several required ids may miss another one first.
        const refused = answer.status === 404 || (answer.status === 400 && route.owned.length > 1);
        expect({ what, refused, status: answer.status }).toEqual({ what, refused: true, status: answer.status });
        expect({ what, calls: product.erp.journal.calls().map(({ operationId }) => operationId) }).toEqual({
          what,
          calls: [],
        });
      }
    }
  });
});
