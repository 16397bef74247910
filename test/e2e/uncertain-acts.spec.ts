import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { resetErp } from '../support/erp.js';
import { expectProblem } from '../support/problems.js';

const CHARGE = 'webservice-cliente.additional-services.register';
const ACCEPT = 'webservice-cliente.contract.accept';
const SUSPEND = 'webservice-cliente.contract-deactivation.request';
const CONTRACT = '899059';
const OPERATOR_MINUTES = 30;
const PAID = { contract_id: CONTRACT, accepted_price_cents: 1490 };

interface UncertainAct {
  id: string;
  kind: string;
  sent_at: string;
}

let product: TestApplication;
let admin: Caller;
let me: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    WEBSERVICE_CLIENTE_TIMEOUT_MS: '600',
    UNCERTAIN_ACT_OPERATOR_MINUTES: String(OPERATOR_MINUTES),
    PLAYHUB_ERP_USER: 'joao.souza',
    PLAYHUB_ERP_PASSWORD: 'abc123',
  });
  admin = await product.loginAdmin();
  me = await product.loginCustomer();
  // Nobody can be asked whether NEO gave a service.
  await product.dataSource.query(`UPDATE sva SET provider = 'NEO' WHERE id = 'uol'`);
});
afterAll(() => product.close());
beforeEach(async () => {
  resetErp(product.erp);
  await product.dataSource.query('TRUNCATE irreversible_act, contract_term_acceptance');
  await product.dataSource.query('DELETE FROM sva_activation');
  product.erp.journal.clear();
});

const list = (query: object = {}, caller = admin) =>
  product.http().get('/app/v1/admin/uncertain-acts').query(query).set(caller);
const listed = async (query: object = {}): Promise<UncertainAct[]> =>
  ((await list(query).expect(200)).body as { items: UncertainAct[] }).items;
const settle = (id: string, body: object, caller = admin) =>
  product.http().post(`/app/v1/admin/uncertain-acts/${id}/settlement`).set(caller).send(body);
const DONE = { outcome: 'DONE', note: 'Encontrado no ERP pela referência' };
const NOT_DONE = { outcome: 'NOT_DONE', note: 'Não há nada no ERP com a referência' };

const activate = () => product.http().post('/app/v1/svas/uol/activate').set(me).send(PAID);
const accept = () => product.http().post(`/app/v1/customers/contracts/${CONTRACT}/term/accept`).set(me);
const suspend = () =>
  product.http().post(`/app/v1/customers/contracts/1283299/temporary-suspension`).set(me).send({ days: 30 });

/** A charge of which nobody knows whether it was made; it was. */
async function lostCharge(): Promise<string> {
  product.erp.faults.set(CHARGE, { kind: 'reset-after', times: 1 });
  expectProblem(await activate(), 504, 'OUTCOME_UNCERTAIN');
  return (await listed({ kind: 'sva.charge' }))[0]!.id;
}

async function lostAcceptance(): Promise<string> {
  product.erp.faults.set(ACCEPT, { kind: 'reset-after', times: 1 });
  expect((await accept().expect(201)).body).toMatchObject({ status: 'BEING_CONFIRMED' });
  return (await listed({ kind: 'contract.term-acceptance' }))[0]!.id;
}

/** As one of last month: too many at once would open the circuit. */
async function oldAcceptance(): Promise<string> {
  const [row] = await product.dataSource.query<{ id: string }[]>(
    `INSERT INTO irreversible_act (customer_id, contract_id, kind, subject, state, request, sent_at)
     SELECT id, $1, 'contract.term-acceptance', 'contract.term-acceptance:' || $1, 'unreadable',
            '{"termVersion":"1","documentSha256":"00"}', now() - interval '30 days'
     FROM customer_account WHERE erp_customer_id = '81593' RETURNING id`,
    [CONTRACT],
  );
  return row!.id;
}

/** A suspension that may still show. */
async function lostSuspension(): Promise<string> {
  product.erp.faults.set(SUSPEND, { kind: 'reset', times: 1 });
  expectProblem(await suspend(), 504, 'OUTCOME_UNCERTAIN');
  const [row] = await product.dataSource.query<{ id: string }[]>(
    `SELECT id FROM irreversible_act WHERE kind = 'contract.temporary-suspension'`,
  );
  return row!.id;
}

const age = (minutes: number) =>
  product.dataSource.query(`UPDATE irreversible_act SET sent_at = sent_at - $1 * interval '1 minute'`, [minutes]);
const charges = () => product.erp.state.finance.additionalServices;
const audited = (id: string): Promise<unknown> =>
  product.dataSource.query('SELECT action, before, after FROM audit_entry WHERE subject_id = $1', [id]);

describe('the list', () => {
  it('is empty when every outcome is known', async () => {
    await activate().expect(201);
    expect((await list().expect(200)).body).toEqual({ items: [], page: 1, page_size: 20, total: 0, next: null });
  });

  it('shows at once what only people can find out', async () => {
    const id = await lostCharge();
    expect(await listed()).toEqual([
      {
        id,
        kind: 'sva.charge',
        title: 'Cobrança de serviço adicional',
        customer_id: expect.any(String),
        contract_id: CONTRACT,
        subject: `sva.charge:${CONTRACT}:uol`,
        state: 'unreadable',
        sent_at: expect.stringMatching(/-03:00$/),
      },
    ]);
    expect(charges()[0]?.note).toContain(id);
  });

  it('shows the rest when reading has not told for long', async () => {
    const id = await lostSuspension();
    expect(await listed()).toEqual([]);
    expectProblem(await settle(id, DONE), 409, 'ACT_NOT_UNCERTAIN');
    await age(OPERATOR_MINUTES + 1);
    expect(await listed()).toMatchObject([{ id, state: 'uncertain', kind: 'contract.temporary-suspension' }]);
  });

  it('is filtered, sorted and paged', async () => {
    const charge = await lostCharge();
    await age(1);
    const acceptance = await lostAcceptance();
    expect((await listed()).map(({ id }) => id)).toEqual([charge, acceptance]);
    expect((await listed({ sort: 'sentAt' })).map(({ id }) => id)).toEqual([charge, acceptance]);
    expect((await listed({ sort: '-sentAt' })).map(({ id }) => id)).toEqual([acceptance, charge]);
    expect((await listed({ kind: 'sva.charge' })).map(({ id }) => id)).toEqual([charge]);
    expect(await listed({ kind: 'nothing.of-ours' })).toEqual([]);
    expect((await list({ pageSize: 1 }).expect(200)).body).toMatchObject({
      items: [{ id: charge }],
      page: 1,
      page_size: 1,
      total: 2,
      next: 2,
    });
    expect((await list({ pageSize: 1, page: 2 }).expect(200)).body).toMatchObject({
      items: [{ id: acceptance }],
      next: null,
    });
  });

  it.each([{ sort: 'kind' }, { kind: '' }, { kind: 'x'.repeat(101) }, { page: '0' }, { pageSize: '101' }])(
    'refuses %j',
    async (query) => {
      expectProblem(await list(query), 400, 'VALIDATION_ERROR');
    },
  );
});

describe('a settlement', () => {
  it('that it was done gives the customer what was paid for, once', async () => {
    const id = await lostCharge();
    expectProblem(await activate(), 504, 'OUTCOME_UNCERTAIN');
    const answer = await settle(id, DONE).expect(201);
    expect(answer.body).toEqual({ id, kind: 'sva.charge', outcome: 'DONE' });
    expectProblem(await activate(), 409, 'SVA_ALREADY_ACTIVE');
    await product.http().get('/app/v1/svas/uol/activation-link').query({ contractId: CONTRACT }).set(me).expect(200);
    expect(charges()).toHaveLength(1);
    expect(await listed()).toEqual([]);
    expect(await audited(id)).toEqual([
      {
        action: 'uncertain-act.settled',
        before: { kind: 'sva.charge', state: 'unreadable' },
        after: { kind: 'sva.charge', outcome: 'DONE', note: DONE.note },
      },
    ]);
    expectProblem(await settle(id, DONE), 409, 'ACT_NOT_UNCERTAIN');
    expectProblem(await settle(id, NOT_DONE), 409, 'ACT_NOT_UNCERTAIN');
    expect(await audited(id)).toHaveLength(1);
  });

  it('that it was not done lets the customer ask again', async () => {
    const id = await lostCharge();
    await settle(id, NOT_DONE).expect(201);
    await activate().expect(201);
    expect(product.erp.journal.calls(CHARGE)).toHaveLength(2);
    const states = await product.dataSource.query('SELECT state FROM sva_activation ORDER BY consented_at');
    expect(states).toEqual([{ state: 'failed' }, { state: 'done' }]);
  });

  it('confirms an accepted term, or asks for it again', async () => {
    const first = await lostAcceptance();
    await settle(first, NOT_DONE).expect(201);
    const second = await lostAcceptance();
    expect(second).not.toBe(first);
    await settle(second, DONE).expect(201);
    expect((await accept().expect(201)).body).toMatchObject({ status: 'ACCEPTED' });
    expect(product.erp.journal.count(ACCEPT)).toBe(2);
  });

  it('stands against what reading could not tell', async () => {
    const id = await lostSuspension();
    await age(OPERATOR_MINUTES + 1);
    await settle(id, DONE).expect(201);
    // As if it had been answered.
    await suspend().expect(201);
    expect(product.erp.journal.count(SUSPEND)).toBe(1);
  });

  it('of two operators at once is one', async () => {
    const id = await lostCharge();
    const answers = await Promise.all([settle(id, DONE), settle(id, NOT_DONE)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await audited(id)).toHaveLength(1);
  });

  it('keeps no personal data of its note', async () => {
    const id = await oldAcceptance();
    await settle(id, { ...DONE, note: 'Falei com 529.982.247-25,\nfone (32) 99999-8888' }).expect(201);
    expect(JSON.stringify(await audited(id))).not.toMatch(/529|99999/);
    expect(await audited(id)).toMatchObject([{ after: { note: 'Falei com [cpf],\nfone [phone]' } }]);
  });

  it('of an act that is done in part can only end it', async () => {
    await product.dataSource.query(
      `INSERT INTO irreversible_act (customer_id, kind, subject, state, request, outcome, sent_at)
       SELECT id, 'service-order.cancellation', 'order:932652', 'unfinished', '{"orderId":"932652"}', '{}',
              now() - interval '2 hours' FROM customer_account WHERE erp_customer_id = '81593'`,
    );
    const [act] = await listed();
    expect(act).toMatchObject({ state: 'unfinished', contract_id: null });
    expectProblem(await settle(act!.id, NOT_DONE), 422, 'REFUSED');
    await settle(act!.id, DONE).expect(201);
    expect(await listed()).toEqual([]);
  });

  it.each([
    ['no outcome', { note: 'Visto no ERP' }, 'outcome'],
    ['another outcome', { outcome: 'MAYBE', note: 'Visto no ERP' }, 'outcome'],
    ['no note', { outcome: 'DONE' }, 'note'],
    ['a note of nothing', { outcome: 'DONE', note: '    ' }, 'note'],
    ['a short note', { outcome: 'DONE', note: 'ok' }, 'note'],
    ['an endless note', { outcome: 'DONE', note: 'x'.repeat(501) }, 'note'],
    ['a note that no database keeps', { outcome: 'DONE', note: 'nulo \u0000 aqui' }, 'note'],
    ['a number for a note', { outcome: 'DONE', note: 12345 }, 'note'],
  ])('refuses %s', async (_, body, field) => {
    const id = await oldAcceptance();
    const answer = await settle(id, body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect(await audited(id)).toEqual([]);
  });

  it.each([randomUUID(), '1', 'sva.charge'])('of what is no act (%s) is not found', async (id) => {
    expectProblem(await settle(id, DONE), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

describe('uncertain acts', () => {
  it('are for administrators with the role', async () => {
    const id = await oldAcceptance();
    const calls = [(caller: Caller) => list({}, caller), (caller: Caller) => settle(id, DONE, caller)];
    await product.dataSource.query("UPDATE admin_user SET roles = '{popups:write}'");
    const withoutRole = await product.loginAdmin();
    await product.dataSource.query("UPDATE admin_user SET roles = '{operations}'");
    for (const call of calls) {
      expectProblem(await call(product.channel), 401, 'UNAUTHENTICATED');
      expectProblem(await call(me), 401, 'UNAUTHENTICATED');
      expectProblem(await call(withoutRole), 403, 'FORBIDDEN');
    }
    expect(await listed()).toHaveLength(1);
  });
});
