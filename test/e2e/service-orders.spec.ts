import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const LIST = 'webservice-cliente.service-orders.list';
const READ = 'webservice-cliente.service-orders.read';

/** The documented answer of the status screen, byte for byte. */
const DOCUMENTED =
  '{"type":"AGUARDANDO VISITA DO TÉCNICO","status":"ST_OS_CRIADA","technician":null,"unity":"INF","os_id":"932652","event_id":7532160,"conclusion_reason":null,"expected_installation_date":"2025-05-16","expected_installation_turn":"Manhã","expected_attendance_period":"08h às 12h","transmission_type":"FTTH","confirmation_schedule_origin":null,"confirmation_schedule_date":null,"date_able_to_reschedule":true,"reason_able_to_reschedule":false,"tracking_url":null,"display_tracking_button":false,"can_cancel":true,"date_confirmation":null,"origin_confirmation":null,"customer_address":{"street":"RUA UBELART","neighborhood":"CENTRO","number":"100","cep":"CGT","city":"CARMO","uf":"RJ","complement":"","regional":"R4","cluster":"RS4.4","area_code":"CGT"}}';

interface Order {
  id: string;
  type: string;
  status: string;
  contract_id: string;
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

const list = (caller: Caller, query = '') => product.http().get(`/app/v1/service-orders${query}`).set(caller);
const check = (caller: Caller, type: string, contractId: string) =>
  product.http().get('/app/v1/service-orders/check').query({ serviceOrderType: type, contractId }).set(caller);

it('answers problems while the ERP fails', async () => {
  product.erp.faults.set(LIST, { kind: 'error-envelope' });
  expectProblem(await list(me), 503, 'UPSTREAM_UNAVAILABLE');
  expectProblem(await check(me, 'REPAIR', '899059'), 503, 'UPSTREAM_UNAVAILABLE');
  product.erp.faults.clear();
  product.erp.faults.set(READ, { kind: 'truncated' });
  expectProblem(await check(me, 'REPAIR', '899059'), 502, 'UPSTREAM_BAD_RESPONSE');
});

describe('check', () => {
  it('answers the documented body, asked of the ERP', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer();
      fresh.erp.journal.clear();
      const answer = await fresh
        .http()
        .get('/app/v1/service-orders/check?serviceOrderType=REPAIR&contractId=899059')
        .set(caller)
        .expect(200);
      expect(answer.text).toBe(DOCUMENTED);
      expect(fresh.erp.journal.calls(LIST)).toHaveLength(1);
      expect(fresh.erp.journal.calls(READ)).toHaveLength(1);
    } finally {
      await fresh.close();
    }
  });

  it('follows the ERP when the order changes', async () => {
    product.erp.state.serviceOrders.get(932652)!.shift = 'TARDE';
    const fresh = await startTestApplication();
    try {
      fresh.erp.state.serviceOrders.get(932652)!.shift = 'TARDE';
      fresh.erp.state.serviceOrders.get(932652)!.status = 'VISITA AGENDADA';
      const { body } = await fresh
        .http()
        .get('/app/v1/service-orders/check?serviceOrderType=REPAIR&contractId=899059')
        .set(await fresh.loginCustomer())
        .expect(200);
      expect(body).toMatchObject({
        status: 'ST_OS_AGENDADA',
        expected_installation_turn: 'Tarde',
        expected_attendance_period: '13h às 18h',
      });
    } finally {
      await fresh.close();
    }
  });

  it('is OS_NOT_FOUND when no order of the type is open', async () => {
    expectProblem(await check(me, 'PICKUP', '899059'), 404, 'OS_NOT_FOUND');
    // The installation of this contract was concluded.
    expectProblem(await check(me, 'INSTALLATION', '899059'), 404, 'OS_NOT_FOUND');
  });

  it('has no visit when none was scheduled', async () => {
    const { body } = await check(other, 'REPAIR', '311622').expect(200);
    expect(body).toMatchObject({
      os_id: '940233',
      event_id: null,
      expected_installation_date: null,
      expected_installation_turn: null,
      type: 'AGUARDANDO AGENDAMENTO',
    });
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    const answer = await check(other, 'REPAIR', '899059');
    expectProblem(answer, 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it.each([
    ['an unknown type', { serviceOrderType: 'PARTY', contractId: '899059' }, 'serviceOrderType'],
    ['no type', { contractId: '899059' }, 'serviceOrderType'],
    ['no contract', { serviceOrderType: 'REPAIR' }, 'contractId'],
    ['an odd contract', { serviceOrderType: 'REPAIR', contractId: '89 9059' }, 'contractId'],
  ])('refuses %s', async (_, query, field) => {
    const answer = await product.http().get('/app/v1/service-orders/check').query(query).set(me);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [expect.objectContaining({ field })] });
  });
});

describe('list', () => {
  it('has the orders of every contract, newest first', async () => {
    const { body } = await list(me).expect(200);
    const { items, total } = body as { items: Order[]; total: number };
    expect(items.map(({ id }) => id)).toEqual(['940117', '932652', '871203']);
    expect(total).toBe(3);
  });

  it('filters by contract, status and type, and pages', async () => {
    const ids = async (query: string) =>
      ((await list(me, query).expect(200)).body as { items: Order[] }).items.map(({ id }) => id);
    expect(await ids('?contractId=899059')).toEqual(['932652', '871203']);
    expect(await ids('?status=ST_OS_CONCLUIDA')).toEqual(['871203']);
    expect(await ids('?type=REPAIR')).toEqual(['940117', '932652']);
    expect(await ids('?pageSize=1&page=2')).toEqual(['932652']);
    expect(await ids('?page=9')).toEqual([]);
  });

  it('refuses unknown filters and a foreign contract', async () => {
    expectProblem(await list(me, '?status=OPEN'), 400, 'VALIDATION_ERROR');
    expectProblem(await list(other, '?contractId=899059'), 404, 'NOT_FOUND');
    expectProblem(await list(product.channel), 401, 'UNAUTHENTICATED');
  });

  it('never shows an order of another contract, whatever the ERP answers', async () => {
    const { items } = (await list(me, '?contractId=1283303').expect(200)).body as { items: Order[] };
    expect(items).toEqual([]);
  });
});
