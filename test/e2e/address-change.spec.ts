import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { resetErp } from '../support/erp.js';
import { expectProblem } from '../support/problems.js';

const VIABILITY = 'webservice-cliente.prospect-viability.check-technical-viability';
const POSTAL_CODE = 'webservice-cliente.addresses.find-by-postal-code';
const FEES = 'webservice-cliente.finance-registers.list-services';
const REGISTER = 'webservice-cliente.customer-records.register-address';
const OPEN = 'webservice-cliente.service-orders.open';

const PATHS = ['/app/v1/customers/address-change', '/app/v1/service-orders/address-change'] as const;

/** Served; not served; nowhere on the map; several streets. */
const SERVED = { cep: '36402157', number: '85', complement: 'CASA B' };
const UNSERVED = { cep: '37137166', number: '10' };
const OFF_THE_MAP = { cep: '37137167', number: '10' };
const SHARED = { cep: '28640000', number: '33' };
const FEE = 20_000;

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    WEBSERVICE_CLIENTE_TIMEOUT_MS: '600',
    WEBSERVICE_CLIENTE_ORDER_TYPES: 'ADDRESS_CHANGE=25',
    VISIT_CLOSED_DAYS: 'NONE',
  });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(async () => {
  resetErp(product.erp);
  await product.dataSource.query('DELETE FROM irreversible_act');
  product.erp.journal.clear();
});

interface Wish {
  contract_id?: string;
  address?: object;
  accept_fee_cents?: number;
  slot_id?: string;
}
const ask = (
  caller: Caller,
  { contract_id = '1283299', address = SERVED, accept_fee_cents = FEE, ...rest }: Wish = {},
  headers: Caller = {},
  path: string = PATHS[0],
) =>
  product
    .http()
    .post(path)
    .set(caller)
    .set(headers)
    .send({ contract_id, address, accept_fee_cents, ...rest });
const addresses = () =>
  product.erp.state.customerRecords.of(81593).addresses.filter(({ purpose }) => purpose === 'INSTALACAO');
const changes = () =>
  [...product.erp.state.serviceOrders.values()].filter(({ serviceKind }) => serviceKind === 'ALTERACAO_ENDERECO');
const nothingWritten = () => {
  expect(product.erp.journal.count(REGISTER)).toBe(0);
  expect(product.erp.journal.count(OPEN)).toBe(0);
};

describe.each(PATHS)('POST %s', (path) => {
  it('registers the address, opens the order and tells its protocol', async () => {
    const { body } = await ask(me, {}, {}, path).expect(201);
    const [order] = changes();
    expect(body).toEqual({
      protocol: order?.protocol,
      service_order_id: String(order?.id),
      viable: true,
      fee_cents: FEE,
      fee_formatted: 'R$ 200,00',
      slot_confirmed: false,
    });
    expect(order).toMatchObject({ contractId: 1283299, description: expect.stringContaining('CEP 36402157') });
    expect(order?.description).toContain('Taxa aceita: R$ 200,00.');
    expect(addresses()).toMatchObject([{ streetId: 645831, number: '85', complement: 'CASA B' }]);
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await ask(other, {}, {}, path), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

describe('refusals write nothing', () => {
  it('of places that the network does not reach', async () => {
    expectProblem(await ask(me, { address: UNSERVED }), 422, 'NO_COVERAGE');
    nothingWritten();
  });

  it('of places that nobody finds', async () => {
    expectProblem(await ask(me, { address: OFF_THE_MAP }), 422, 'ADDRESS_NOT_LOCATED');
    expectProblem(await ask(me, { address: { cep: '99999999', number: '1' } }), 422, 'ADDRESS_NOT_LOCATED');
    const shared = await ask(me, { address: SHARED });
    expectProblem(shared, 422, 'ADDRESS_NOT_LOCATED');
    expect(shared.body).toMatchObject({ detail: expect.stringContaining('address_id') });
    nothingWritten();
  });

  it('of a fee that was not accepted, or is another', async () => {
    for (const accept_fee_cents of [undefined, 0, 19_999]) {
      const answer = await product
        .http()
        .post(PATHS[0])
        .set(me)
        .send({ contract_id: '1283299', address: SERVED, accept_fee_cents });
      expectProblem(answer, 409, 'FEE_NOT_ACCEPTED');
      expect(answer.body).toMatchObject({ fee_cents: FEE, detail: 'A mudança de endereço custa R$ 200,00.' });
    }
    nothingWritten();
  });

  it('of contracts that are not in service', async () => {
    expectProblem(await ask(other, { contract_id: '311622' }), 422, 'CONTRACT_NOT_SERVICEABLE');
    nothingWritten();
  });

  it('while the ERP cannot say whether the place is served, or what it costs', async () => {
    product.erp.faults.set(VIABILITY, { kind: 'html' });
    expectProblem(await ask(me), 502, 'UPSTREAM_BAD_RESPONSE');
    nothingWritten();
  });

  it.each([
    { address: { ...SERVED, cep: '36402-157' } },
    { address: { ...SERVED, number: 'casa' } },
    { address: { ...SERVED, address_id: 'abc' } },
    { address: { number: '1' } },
    { address: undefined },
    { address: 'RUA DAS ACACIAS' },
    { accept_fee_cents: '20000' },
    { accept_fee_cents: -1 },
    { contract_id: 'abc' },
    { slot_id: 'not-a-slot' },
  ])('of %j', async (changed) => {
    const answer = await product
      .http()
      .post(PATHS[0])
      .set(me)
      .send({ contract_id: '1283299', address: SERVED, accept_fee_cents: FEE, ...changed });
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    nothingWritten();
  });
});

describe('an address change', () => {
  it('takes the street that was chosen where a postal code has several', async () => {
    await ask(me, { address: { ...SHARED, number: 's/n', address_id: '330901' } }).expect(201);
    expect(addresses()).toMatchObject([{ streetId: 330901, number: 'S/N' }]);
  });

  it('books the slot that was offered for it', async () => {
    const { body } = await product
      .http()
      .get('/app/v1/service-orders/available-days')
      .query({ contractId: '1283299', serviceOrderType: 'ADDRESS_CHANGE' })
      .set(me)
      .expect(200);
    const [day] = (body as { items: { slot_id: string }[] }).items;
    const answer = await ask(me, { slot_id: day!.slot_id }).expect(201);
    expect(answer.body).toMatchObject({ slot_confirmed: true });
    expect(changes()[0]).toMatchObject({ visitGenerated: true });
  });

  it('is not asked for twice', async () => {
    await ask(me).expect(201);
    expectProblem(await ask(me), 409, 'OS_ALREADY_OPEN');
    expect(product.erp.journal.count(REGISTER)).toBe(1);
    expect(product.erp.journal.count(OPEN)).toBe(1);
  });

  it('of two taps at once is one', async () => {
    product.erp.faults.set(REGISTER, { kind: 'latency', ms: 150 });
    product.erp.faults.set(OPEN, { kind: 'latency', ms: 150 });
    const answers = await Promise.all([ask(me), ask(me)]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
    expect(addresses()).toHaveLength(1);
    expect(changes()).toHaveLength(1);
  });

  it.each([REGISTER, OPEN])('is found again after a lost answer of %s', async (operation) => {
    product.erp.faults.set(operation, { kind: 'reset-after', times: 1 });
    await ask(me).expect(201);
    expect(addresses()).toHaveLength(1);
    expect(changes()).toHaveLength(1);
    expect(product.erp.journal.count(operation)).toBe(1);
  });

  it('whose address was registered by an earlier try registers it no more', async () => {
    product.erp.faults.set(OPEN, { kind: 'status', status: 400, times: 1 });
    expect((await ask(me)).status).toBeGreaterThanOrEqual(400);
    expect(addresses()).toHaveLength(1);
    await ask(me).expect(201);
    expect(addresses()).toHaveLength(1);
    expect(product.erp.journal.count(REGISTER)).toBe(1);
  });

  it('stays uncertain while nothing shows the address', async () => {
    product.erp.faults.set(REGISTER, { kind: 'html', times: 1 });
    expectProblem(await ask(me), 504, 'OUTCOME_UNCERTAIN');
    expectProblem(await ask(me), 504, 'OUTCOME_UNCERTAIN');
    expect(product.erp.journal.count(REGISTER)).toBe(1);
    expect(product.erp.journal.count(OPEN)).toBe(0);
    await product.dataSource.query("UPDATE irreversible_act SET sent_at = now() - interval '3 minutes'");
    await ask(me).expect(201);
    expect(addresses()).toHaveLength(1);
  });

  it('honours Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'move-1' };
    const first = await ask(me, {}, key).expect(201);
    expect((await ask(me, {}, key).expect(201)).text).toBe(first.text);
    expectProblem(await ask(me, { address: UNSERVED }, key), 422, 'IDEMPOTENCY_KEY_REUSED');
  });

  it('asks no register twice', async () => {
    await ask(me).expect(201);
    expect(product.erp.journal.count(POSTAL_CODE)).toBeLessThanOrEqual(1);
    expect(product.erp.journal.count(FEES)).toBeLessThanOrEqual(1);
  });
});
