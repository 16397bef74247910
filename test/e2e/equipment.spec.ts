import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobScheduler } from '../../src/common/jobs/job-scheduler.js';
import { EquipmentRebootEntity } from '../../src/modules/equipment/equipment-reboot.entity.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const REBOOT = 'webservice-cliente.omnichannel.reboot-equipment';
const NETWORK = 'webservice-cliente.contract-network.read';
const CONNECTIONS = 'webservice-cliente.equipment.list-last-connections';
const MINUTES_OF_A_MONTH = 31 * 24 * 60;

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({ WEBSERVICE_CLIENTE_TIMEOUT_MS: '1000' });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(async () => {
  product.erp.faults.clear();
  await product.dataSource.getRepository(EquipmentRebootEntity).clear();
  product.erp.state.network.deprovisioned.clear();
  product.erp.journal.clear();
});

const reboot = (caller: Caller, body: object, headers: Caller = {}) =>
  product.http().post('/app/v1/resources/basic-reset').set(caller).set(headers).send(body);
const equipments = (caller: Caller, query: object) =>
  product.http().get('/app/v1/resources/equipments').query(query).set(caller);
const reboots = () => product.dataSource.getRepository(EquipmentRebootEntity);
/** The restarts so far happened so many minutes earlier. */
const passMinutes = (minutes: number) =>
  product.dataSource.query(`UPDATE equipment_reboot SET requested_at = requested_at - $1 * interval '1 minute'`, [
    minutes,
  ]);

describe('basic reset', () => {
  it('restarts the equipment once', async () => {
    const { body } = await reboot(me, { contract_id: '899059' }).expect(202);
    expect(body).toEqual({ status: 'REBOOTING', estimated_seconds: 180, retry_after: 600 });
    expect(product.erp.journal.calls(REBOOT)).toHaveLength(1);
    expect(product.erp.state.network.rebootedAt.get(899059)).toBeDefined();
  });

  it('takes no other for ten minutes, and says how long', async () => {
    await reboot(me, { contract_id: '899059' }).expect(202);
    await passMinutes(4);
    const refused = await reboot(me, { contract_id: '899059' });
    expectProblem(refused, 429, 'TOO_MANY_REQUESTS');
    const { reason, retry_after: retryAfter } = refused.body as { reason: string; retry_after: number };
    expect(reason).toBe('COOLDOWN');
    expect(retryAfter).toBeGreaterThan(300);
    expect(retryAfter).toBeLessThanOrEqual(360);
    expect(refused.headers['retry-after']).toBe(String(retryAfter));
    // Another contract has its own.
    await reboot(me, { contract_id: '1283299' }).expect(202);
    expect(product.erp.journal.calls(REBOOT)).toHaveLength(2);
  });

  it('takes three a day', async () => {
    const { id: customerId } = await product.dataSource
      .query(`SELECT id FROM customer_account WHERE document = '11144477735'`)
      .then((rows: { id: string }[]) => rows[0]!);
    // All within today, whatever the time: they stand a second apart.
    const at = (index: number) => new Date(Date.now() - (index + 1) * 1_000);
    await reboots().save([0, 1, 2].map((n) => ({ customerId, contractId: '899059', requestedAt: at(n) })));
    const refused = await reboot(me, { contract_id: '899059' });
    expectProblem(refused, 429, 'TOO_MANY_REQUESTS');
    expect(['DAILY_LIMIT', 'COOLDOWN']).toContain((refused.body as { reason: string }).reason);
    expect(product.erp.journal.calls(REBOOT)).toHaveLength(0);
  });

  it('of two taps at once carries one out', async () => {
    const answers = await Promise.all([
      reboot(me, { contract_id: '899059' }),
      reboot(me, { contract_id: '899059' }),
      reboot(me, { contract_id: '899059' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 429, 429]);
    expect(product.erp.journal.calls(REBOOT)).toHaveLength(1);
  });

  it('gives the same answer under the same key', async () => {
    const key = { 'idempotency-key': 'reset-1' };
    const first = await reboot(me, { contract_id: '899059' }, key).expect(202);
    const again = await reboot(me, { contract_id: '899059' }, key).expect(202);
    expect(again.text).toBe(first.text);
    expectProblem(await reboot(me, { contract_id: '1283299' }, key), 422, 'IDEMPOTENCY_KEY_REUSED');
    expect(product.erp.journal.calls(REBOOT)).toHaveLength(1);
  });

  it.each([
    ['was cut off', { kind: 'reset-after' } as const],
    ['came too late', { kind: 'slow-after', ms: 3_000 } as const],
  ])('counts as done when the answer %s', async (_, fault) => {
    product.erp.faults.set(REBOOT, fault);
    await reboot(me, { contract_id: '899059' }).expect(202);
    product.erp.faults.clear();
    expectProblem(await reboot(me, { contract_id: '899059' }), 429, 'TOO_MANY_REQUESTS');
    expect(product.erp.journal.calls(REBOOT)).toHaveLength(1);
  });

  it('does not count what surely did not happen', async () => {
    product.erp.faults.set(REBOOT, { kind: 'status', status: 429, retryAfter: 7 });
    expectProblem(await reboot(me, { contract_id: '899059' }), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.clear();
    product.erp.state.network.deprovisioned.add(899059);
    expectProblem(await reboot(me, { contract_id: '899059' }), 409, 'NO_EQUIPMENT');
    expect(await reboots().count()).toBe(0);
  });

  it('refuses a blocked contract without asking', async () => {
    expectProblem(await reboot(other, { contract_id: '311622' }), 409, 'CONTRACT_BLOCKED');
    expect(product.erp.journal.calls(REBOOT)).toHaveLength(0);
  });

  it('knows only the caller’s contracts, and asks nobody about others', async () => {
    expectProblem(await reboot(other, { contract_id: '899059' }), 404, 'NOT_FOUND');
    expectProblem(await reboot(me, { contract_id: '1' }), 404, 'NOT_FOUND');
    expectProblem(await reboot(me, {}), 400, 'VALIDATION_ERROR');
    expectProblem(await reboot(me, { contract_id: 899059 }), 400, 'VALIDATION_ERROR');
    expectProblem(await reboot(product.channel, { contract_id: '899059' }), 401, 'UNAUTHENTICATED');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

describe('equipments', () => {
  it('shows the equipment masked, and nothing of the Wi-Fi', async () => {
    const answer = await equipments(me, { contractId: '899059' }).expect(200);
    expect(answer.body).toEqual({
      items: [
        {
          contract_id: '899059',
          serial_masked: '********3C4D',
          vendor: 'HUAWEI',
          online: expect.any(Boolean),
          last_seen_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*-03:00$/),
        },
      ],
    });
    expect(answer.text).not.toMatch(/demo-wifi|HWTC/);
  });

  it('has none where the provider knows none', async () => {
    const { body } = await equipments(me, { contractId: '1283303' }).expect(200);
    expect(body).toEqual({ items: [] });
  });

  it('answers problems', async () => {
    expectProblem(await equipments(other, { contractId: '899059' }), 404, 'NOT_FOUND');
    expectProblem(await equipments(me, {}), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
    product.erp.faults.set(NETWORK, { kind: 'truncated' });
    expectProblem(await equipments(me, { contractId: '899059' }), 502, 'UPSTREAM_BAD_RESPONSE');
    expect(product.erp.journal.calls(CONNECTIONS).length).toBeLessThanOrEqual(1);
  });
});

it('forgets restarts of a month ago', async () => {
  await reboot(me, { contract_id: '899059' }).expect(202);
  await passMinutes(MINUTES_OF_A_MONTH);
  await product
    .http()
    .post('/app/v1/admin/jobs/equipment-reboots.purge/run')
    .set(await product.loginAdmin())
    .expect(202);
  await product.app.get(JobScheduler).idle();
  expect(await reboots().count()).toBe(0);
});
