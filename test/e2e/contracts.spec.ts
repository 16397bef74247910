import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const OVERVIEW = 'webservice-cliente.customer.read-overview';
const CONTRACT = 'webservice-cliente.contract.read';
const DETAILS = 'webservice-cliente.contract.read-details';

interface ContractBody {
  id: string;
  status: string;
}

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const list = (caller: Caller, query = '') => product.http().get(`/app/v1/customers/contracts${query}`).set(caller);
const read = (caller: Caller, id: string) => product.http().get(`/app/v1/customers/contracts/${id}`).set(caller);

describe('list', () => {
  it('is a 503 when the ERP is down and nothing was read before', async () => {
    product.erp.faults.set(OVERVIEW, { kind: 'status', status: 500 });
    const answer = await list(me);
    expectProblem(answer, 503, 'UPSTREAM_UNAVAILABLE');
    expect(answer.headers['retry-after']).toBeDefined();
  });

  it('has every contract with its price in centavos', async () => {
    const { body } = await list(me).expect(200);
    expect(body).toEqual({
      items: [
        {
          id: '899059',
          plan: 'FIBRA 500MB',
          status: 'HABILITADO',
          kind: 'RESIDENCIAL',
          service: 'INTERNET',
          technology: null,
          price_cents: 9990,
          price_formatted: 'R$ 99,90',
        },
        expect.objectContaining({ id: '1283299', price_cents: 10549 }),
        expect.objectContaining({ id: '1283303', price_cents: 990, status: 'HABILITADO_EM_CONFIANCA' }),
      ],
    });
  });

  it('asks the ERP once for many readers at once, and not again while it is fresh', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => list(other)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(product.erp.journal.count(OVERVIEW)).toBe(1);
  });

  it('filters by status and is empty, not missing, when none fits', async () => {
    const enabled = await list(me, '?status=HABILITADO').expect(200);
    expect((enabled.body as { items: ContractBody[] }).items.map(({ id }) => id)).toEqual(['899059', '1283299']);
    expect((await list(me, '?status=CANCELADO').expect(200)).body).toEqual({ items: [] });
    expectProblem(await list(me, '?status=PAUSADO'), 400, 'VALIDATION_ERROR');
  });

  it('needs a customer token', async () => {
    expectProblem(await list(product.channel), 401, 'UNAUTHENTICATED');
    expectProblem(await list(await product.loginAdmin()), 401, 'UNAUTHENTICATED');
  });
});

describe('details', () => {
  it('are whole: address, due day, loyalty and capabilities', async () => {
    const { body } = await read(me, '899059').expect(200);
    expect(body).toEqual({
      id: '899059',
      plan: 'FIBRA 500MB',
      status: 'HABILITADO',
      kind: 'RESIDENCIAL',
      service: 'INTERNET',
      technology: 'FIBRA',
      price_cents: 9990,
      price_formatted: 'R$ 99,90',
      address: expect.objectContaining({ street: 'RUA UBELART', number: '100', city: 'CARMO', state: 'RJ' }),
      due_day: 10,
      activated_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      loyalty: { active: true, ends_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      capabilities: ['PAY_BILLS', 'REQUEST_REPAIR', 'MANAGE_WIFI', 'CHANGE_DUE_DATE', 'CHANGE_ADDRESS', 'CHANGE_PLAN'],
    });
  });

  it('of a suspended contract offer the trust unlock', async () => {
    const { body } = await read(other, '311622').expect(200);
    expect((body as { capabilities: string[] }).capabilities).toEqual(['PAY_BILLS', 'REQUEST_TRUST_UNLOCK']);
  });

  it('stand without the dates when only those fail', async () => {
    product.erp.faults.set(DETAILS, { kind: 'html' });
    const { body } = await read(me, '1283299').expect(200);
    expect(body).toMatchObject({ id: '1283299', activated_on: null, loyalty: { active: null, ends_on: null } });
  });

  it('of a foreign contract are not found, and the ERP is not asked', async () => {
    expectProblem(await read(other, '899059'), 404, 'NOT_FOUND');
    expectProblem(await read(me, '311622'), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it.each(['0', '1', '99999999999999999999', 'abc', '899059x', '-1', '%00'])('of %s are not found', async (id) => {
    expectProblem(await read(me, id), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('are a 502 when the ERP answers a page instead of data', async () => {
    product.erp.faults.set(CONTRACT, { kind: 'html' });
    expectProblem(await read(me, '1283303'), 502, 'UPSTREAM_BAD_RESPONSE');
  });
});

describe('ownership', () => {
  it('ends when the contract is no longer in the list', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer(OTHER_CUSTOMER);
      await fresh.http().get('/app/v1/customers/contracts/311622').set(caller).expect(200);
      fresh.erp.state.contracts.delete(311622);
      await fresh.http().get('/app/v1/customers/contracts').set(caller).expect(200);
      expectProblem(await fresh.http().get('/app/v1/customers/contracts/311622').set(caller), 404, 'NOT_FOUND');
    } finally {
      await fresh.close();
    }
  });
});
