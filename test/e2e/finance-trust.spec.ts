import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { ActSettlement } from '../../src/common/acts/act-settlement.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const UNLOCK = 'webservice-cliente.contract.enable-in-trust';
const STATUS = 'webservice-cliente.contract.read';
const BILLS = 'webservice-cliente.customer-bills.list-all';

/** Suspended, with two overdue bills. */
const SUSPENDED = '311622';
const ENABLED = '899059';
const DEADLINE_MS = 400;
const SETTLE_SECONDS = 5;

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    WEBSERVICE_CLIENTE_TIMEOUT_MS: String(DEADLINE_MS),
    UNCERTAIN_ACT_SETTLE_SECONDS: String(SETTLE_SECONDS),
  });
  me = await product.loginCustomer(OTHER_CUSTOMER);
  other = await product.loginCustomer();
});
afterAll(() => product.close());
beforeEach(async () => {
  product.erp.faults.clear();
  product.erp.journal.clear();
  await forget();
  setStatus('SUSPENSO');
});

type ContractStatus = Parameters<TestApplication['erp']['state']['setContractStatus']>[1];

const setStatus = (status: ContractStatus) => product.erp.state.setContractStatus(Number(SUSPENDED), status);
const check = (caller: Caller, query: string | object = { contractId: SUSPENDED }) =>
  product.http().get('/app/v1/finances/trust/check').query(query).set(caller);
const unlock = (caller: Caller, contractId: unknown = SUSPENDED, headers: Record<string, string> = {}) =>
  product
    .http()
    .post('/app/v1/finances/trust')
    .set({ ...caller, ...headers })
    .send({ contract_id: contractId });
const puts = () => product.erp.journal.calls(UNLOCK).length;
const forget = () => product.dataSource.query('TRUNCATE irreversible_act, contract_term_acceptance, trust_unlock');
const statesOf = async (query: string): Promise<string[]> =>
  (await product.dataSource.query<{ state: string }[]>(query)).map(({ state }) => state);
/** How each try ended. */
const acts = () => statesOf('SELECT state FROM irreversible_act ORDER BY sent_at');
/** What came of them. */
const unlocks = () => statesOf('SELECT state FROM trust_unlock ORDER BY requested_at');
/** The last unlock as it was so many days ago. */
const daysAgo = (days: number) =>
  product.dataSource.query(`UPDATE trust_unlock SET requested_at = requested_at - $1 * interval '1 day'`, [days]);
/** As if the settling time of every uncertain unlock were over. */
const settlingTimePasses = () =>
  product.dataSource.query(`UPDATE irreversible_act SET sent_at = sent_at - $1 * interval '1 second'`, [
    SETTLE_SECONDS + 1,
  ]);

describe('check', () => {
  it('says that a suspended contract can be unlocked', async () => {
    const { body } = await check(me).expect(200);
    expect(body).toEqual({
      contract_id: SUSPENDED,
      eligible: true,
      reason: null,
      days: 3,
      active_until: null,
      last_used_at: null,
      next_available_at: null,
    });
    expect(puts()).toBe(0);
  });

  it.each([
    ['HABILITADO', 'NOT_SUSPENDED'],
    ['AGUARDANDO INSTALACAO', 'NOT_SUSPENDED'],
    ['HABILITADO EM CONFIANCA', 'ALREADY_ACTIVE'],
    ['EM NEGOCIACAO', 'IN_NEGOTIATION'],
    ['CANCELADO', 'CANCELLED'],
  ] as const)('of a contract that is %s says %s', async (status, reason) => {
    setStatus(status);
    expect((await check(me).expect(200)).body).toMatchObject({ eligible: false, reason });
    const refused = await unlock(me);
    expectProblem(refused, 409, reason === 'ALREADY_ACTIVE' ? 'TRUST_ALREADY_ACTIVE' : 'TRUST_NOT_ELIGIBLE');
    if (reason !== 'ALREADY_ACTIVE') expect(refused.body).toMatchObject({ reason });
    expect(puts()).toBe(0);
  });

  it('says UNKNOWN_UPSTREAM for a status of tomorrow, and when the bills cannot be read', async () => {
    setStatus('STATUS NOVO' as ContractStatus);
    expect((await check(me).expect(200)).body).toMatchObject({ eligible: false, reason: 'UNKNOWN_UPSTREAM' });
    expectProblem(await unlock(me), 409, 'TRUST_NOT_ELIGIBLE');
    setStatus('SUSPENSO');
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer(OTHER_CUSTOMER);
      fresh.erp.faults.set(BILLS, { kind: 'status', status: 500 });
      const answer = await fresh
        .http()
        .get('/app/v1/finances/trust/check')
        .query({ contractId: SUSPENDED })
        .set(caller);
      expect(answer.body).toMatchObject({ eligible: false, reason: 'UNKNOWN_UPSTREAM' });
      const tried = await fresh.http().post('/app/v1/finances/trust').set(caller).send({ contract_id: SUSPENDED });
      expectProblem(tried, 503, 'UPSTREAM_UNAVAILABLE');
      expect(fresh.erp.journal.calls(UNLOCK)).toEqual([]);
    } finally {
      await fresh.close();
    }
  });

  it.each([{}, { contractId: 'abc' }, { contractId: '' }])('refuses %j', async (query) => {
    expectProblem(await check(me, query), 400, 'VALIDATION_ERROR');
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await check(other), 404, 'NOT_FOUND');
    expectProblem(await check(me, { contractId: ENABLED }), 404, 'NOT_FOUND');
    expectProblem(await unlock(other), 404, 'NOT_FOUND');
    expectProblem(await unlock(me, 899059), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('is a problem while the contract cannot be read', async () => {
    product.erp.faults.set(STATUS, { kind: 'html' });
    expectProblem(await check(me), 502, 'UPSTREAM_BAD_RESPONSE');
    expectProblem(await unlock(me), 502, 'UPSTREAM_BAD_RESPONSE');
    expect(puts()).toBe(0);
  });
});

describe('unlock', () => {
  it('enables the contract, and is not given again within the interval', async () => {
    const { body } = await unlock(me).expect(201);
    const until = addDays(todayInSaoPaulo(), 3);
    expect(body).toEqual({ contract_id: SUSPENDED, valid_until: until });
    expect(product.erp.state.contracts.get(Number(SUSPENDED))?.status).toBe('HABILITADO EM CONFIANCA');
    expect((await check(me)).body).toMatchObject({ eligible: false, reason: 'ALREADY_ACTIVE', active_until: until });
    const again = await unlock(me);
    expectProblem(again, 409, 'TRUST_ALREADY_ACTIVE');
    expect(again.body).toMatchObject({ valid_until: until });

    setStatus('SUSPENSO');
    expect((await check(me)).body).toMatchObject({
      eligible: false,
      reason: 'USED_IN_PERIOD',
      active_until: null,
      next_available_at: addDays(todayInSaoPaulo(), 30),
      last_used_at: expect.stringMatching(/-03:00$/),
    });
    expectProblem(await unlock(me), 409, 'TRUST_NOT_ELIGIBLE');
    expect(puts()).toBe(1);
    expect(await unlocks()).toEqual(['ended']);

    await daysAgo(31);
    expect((await check(me)).body).toMatchObject({ eligible: false, reason: 'PREVIOUS_NOT_HONOURED' });
    expectProblem(await unlock(me), 409, 'TRUST_NOT_ELIGIBLE');
    await product.dataSource.query(`UPDATE trust_unlock SET oldest_bill_id = '8769001'`);
    expect((await check(me)).body).toMatchObject({ eligible: true });
  });

  it('is refused with too many overdue bills', async () => {
    const fresh = await startTestApplication({ TRUST_UNLOCK_MAX_OVERDUE: '1' });
    try {
      const caller = await fresh.loginCustomer(OTHER_CUSTOMER);
      const refused = await fresh.http().post('/app/v1/finances/trust').set(caller).send({ contract_id: SUSPENDED });
      expectProblem(refused, 409, 'TRUST_NOT_ELIGIBLE');
      expect(refused.body).toMatchObject({ reason: 'TOO_MANY_OVERDUE' });
    } finally {
      await fresh.close();
    }
  });

  it('that the ERP refuses is TRUST_REFUSED, and may be tried again', async () => {
    // This ERP enables no contract that is suspended in part.
    setStatus('SUSPENSO PARCIALMENTE');
    expectProblem(await unlock(me), 422, 'TRUST_REFUSED');
    setStatus('SUSPENSO');
    await unlock(me).expect(201);
    expect(await acts()).toEqual(['not_done', 'done']);
  });

  it('that surely did not happen can be asked for again', async () => {
    product.erp.faults.set(UNLOCK, { kind: 'status', status: 429 });
    expectProblem(await unlock(me), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.clear();
    await unlock(me).expect(201);
    expect(await acts()).toEqual(['not_done', 'done']);
    expect(await unlocks()).toEqual(['active']);
  });

  it('gives the first answer again under its idempotency key', async () => {
    const first = await unlock(me, SUSPENDED, { 'idempotency-key': 'trust-1' }).expect(201);
    const second = await unlock(me, SUSPENDED, { 'idempotency-key': 'trust-1' }).expect(201);
    expect(second.text).toBe(first.text);
    expect(puts()).toBe(1);
  });
});

describe('a lost answer', () => {
  it.each([
    ['drops the connection', { kind: 'reset-after' } as const],
    ['comes after the deadline', { kind: 'slow-after', ms: DEADLINE_MS * 3 } as const],
  ])('that %s is found out by reading the contract', async (_, fault) => {
    product.erp.faults.set(UNLOCK, fault);
    const { body } = await unlock(me).expect(201);
    expect(body).toEqual({ contract_id: SUSPENDED, valid_until: addDays(todayInSaoPaulo(), 3) });
    expect(puts()).toBe(1);
    expect(await unlocks()).toEqual(['active']);
  });

  it('of an act that did not happen is uncertain until it is certain, and only then tried again', async () => {
    product.erp.faults.set(UNLOCK, { kind: 'reset' });
    const first = await unlock(me);
    expectProblem(first, 504, 'OUTCOME_UNCERTAIN');
    expect(Number(first.headers['retry-after'])).toBeGreaterThan(0);
    product.erp.faults.clear();
    expectProblem(await unlock(me), 504, 'OUTCOME_UNCERTAIN');
    expect((await check(me)).body).toMatchObject({ eligible: false, reason: 'UNKNOWN_UPSTREAM' });
    expect(puts()).toBe(1);
    await settlingTimePasses();
    await unlock(me).expect(201);
    expect(puts()).toBe(2);
    expect(await acts()).toEqual(['not_done', 'done']);
    expect(await unlocks()).toEqual(['active']);
  });
});

describe('an unlock whose process died', () => {
  /** As the process left it, long ago. */
  async function abandoned(): Promise<string> {
    const [row] = await product.dataSource.query<{ id: string }[]>(
      `INSERT INTO irreversible_act (customer_id, contract_id, kind, subject, state, request, sent_at)
       SELECT id, $1, 'finance.trust-unlock', 'finance.trust-unlock:' || $1, 'sent', '{"oldestBillId":null}',
              now() - interval '1 hour'
       FROM customer_account WHERE document = $2 RETURNING id`,
      [SUSPENDED, OTHER_CUSTOMER.document],
    );
    return row!.id;
  }

  it('is settled by the next tap, by what the contract says', async () => {
    await abandoned();
    await unlock(me).expect(201);
    expect(await acts()).toEqual(['not_done', 'done']);
    expect(await unlocks()).toEqual(['active']);
    await forget();
    await abandoned();
    expectProblem(await unlock(me), 409, 'TRUST_ALREADY_ACTIVE');
    expect(await unlocks()).toEqual(['active']);
    expect(puts()).toBe(1);
  });

  it('is settled without another tap', async () => {
    const settlement = product.app.get(ActSettlement);
    await settlement.lookAt(await abandoned());
    expect(await acts()).toEqual(['not_done']);
    expect(await unlocks()).toEqual([]);
    await forget();
    setStatus('HABILITADO EM CONFIANCA');
    await settlement.lookAt(await abandoned());
    expect(await unlocks()).toEqual(['active']);
    expect(puts()).toBe(0);
  });
});

describe('two taps at once', () => {
  it.each([
    ['the ERP answers', undefined],
    ['the ERP answers after the deadline', { kind: 'slow-after', ms: DEADLINE_MS * 3 } as const],
    ['the answer is lost', { kind: 'reset-after' } as const],
  ])('are one upstream PUT, and both answers are true, when %s', async (_, fault) => {
    if (fault !== undefined) product.erp.faults.set(UNLOCK, fault);
    const answers = await Promise.all([unlock(me), unlock(me)]);
    expect(puts()).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expectProblem(
      answers.find(({ status }) => status === 409)!,
      409,
      'TRUST_ALREADY_ACTIVE',
    );
    expect(product.erp.state.contracts.get(Number(SUSPENDED))?.status).toBe('HABILITADO EM CONFIANCA');
  });

  it('are one PUT that both call uncertain, when nobody knows', async () => {
    product.erp.faults.set(UNLOCK, { kind: 'hang' });
    const answers = await Promise.all([unlock(me), unlock(me)]);
    for (const answer of answers) expectProblem(answer, 504, 'OUTCOME_UNCERTAIN');
    expect(puts()).toBe(1);
  });

  it('are one PUT on two instances of the product', async () => {
    const { options } = product.dataSource;
    const second = await startTestApplication({
      DATABASE_URL: options.type === 'postgres' ? (options.url ?? '') : '',
      WEBSERVICE_CLIENTE_URL: product.erp.url,
      WEBSERVICE_CLIENTE_TIMEOUT_MS: String(DEADLINE_MS),
    });
    try {
      product.erp.faults.set(UNLOCK, { kind: 'slow-after', ms: DEADLINE_MS * 3 });
      const there = second.http().post('/app/v1/finances/trust').set(me).send({ contract_id: SUSPENDED });
      const answers = await Promise.all([unlock(me), there]);
      expect(puts()).toBe(1);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(await unlocks()).toEqual(['active']);
    } finally {
      await second.close();
    }
  });
});
