import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDocument } from '../../src/common/brazil/document.js';
import { OnboardingService } from '../../src/modules/onboarding/onboarding.service.js';
import { FIRST_CUSTOMER, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { CodeReceiver } from '../support/code-receiver.js';
import { expectProblem } from '../support/problems.js';

const FIND = 'webservice-cliente.customer.find-overview';
const ACCEPT = 'webservice-cliente.contract.accept';
const READ = 'webservice-cliente.contract.read';
const DECIDE = 'webservice-cliente.prospects.decide';
const DUE_DATE = 'webservice-cliente.due-dates.change-for-contract';
const SALE = 1400001;
const PROSPECT = 220311;
const STRANGER = '39053344705';

type ContractStatus = Parameters<TestApplication['erp']['state']['setContractStatus']>[1];
interface Sale {
  pending_id: string;
  contract_id: string | null;
  terms: { id: string; path: string }[];
}
interface Verified {
  verification_token: string;
  sale: Sale | null;
}

let receiver: CodeReceiver;
let product: TestApplication;
beforeAll(async () => {
  receiver = await CodeReceiver.start();
  product = await startTestApplication({
    ...receiver.variables,
    TRUST_PROXY: '127.0.0.1',
    WEBSERVICE_CLIENTE_TIMEOUT_MS: '1000',
    ONE_TIME_CODES_PER_ADDRESS_PER_HOUR: '1000',
  });
});
afterAll(async () => {
  await product.close();
  await receiver.close();
});
beforeEach(async () => {
  product.erp.faults.clear();
  sold('AGUARDANDO PAGAMENTO');
  product.erp.state.contractChanges.acceptedAt.clear();
  const prospect = product.erp.state.prospects.rows.get(PROSPECT)!;
  prospect.stage = 1;
  prospect.interests.splice(0, prospect.interests.length, { id: 140200, planId: 1164, packageId: null, pending: true });
  await product.dataSource.query(
    'TRUNCATE onboarding_pending, onboarding_acceptance, one_time_code_challenge, one_time_code_allowance, idempotency_record',
  );
  product.erp.journal.clear();
});

/** The first customer has bought, and the contract stands like this. */
function sold(status: ContractStatus): void {
  const { contracts } = product.erp.state;
  product.erp.state.addContract({ ...contracts.get(899059)!, id: SALE, plan: 'FIBRA 300MB', price: 109.9, status });
}

let callers = 0;
/** From an address of its own, so that no test meets another's limit. */
const caller = () => ({ ...product.channel, 'x-forwarded-for': `192.0.2.${(callers += 1)}` });
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  product
    .http()
    .post(`/app/v1/sales-onboarding/${path}`)
    .set({ ...caller(), ...headers })
    .send(body);
const find = (document: string) => post('pending/verify', { document });

async function pendingOf(document: string = FIRST_CUSTOMER.document): Promise<string> {
  // Not over HTTP: a document is asked about only so often a day.
  const { pending_id: id } = await product.app.get(OnboardingService).findPending(parseDocument(document)!);
  return String(id);
}

/** Goes through a code; another may be asked for at once. */
async function verified(pendingId: string): Promise<Verified> {
  await product.dataSource.query('TRUNCATE one_time_code_allowance');
  const { body: challenge } = await post('token', { pending_id: pendingId }).expect(202);
  const challengeId = String(Reflect.get(challenge as object, 'challenge_id'));
  const { code } = await receiver.codeOf(challengeId);
  const { body } = await post('token/verify', { challenge_id: challengeId, code }).expect(200);
  return body as Verified;
}

async function readyToConfirm(document?: string): Promise<{ id: string; body: Record<string, unknown> }> {
  const id = await pendingOf(document);
  const { verification_token, sale } = await verified(id);
  return { id, body: { verification_token, accepted_terms: sale?.terms.map((term) => term.id) ?? [] } };
}
const confirm = (id: string, body: object, headers?: Record<string, string>) =>
  post(`pending/${id}/confirm`, body, headers);
const acceptances = () => product.erp.journal.calls(ACCEPT).length;
const evidence = async () =>
  product.dataSource.query<
    {
      terms: string[];
      ip_address: string;
    }[]
  >('SELECT terms, ip_address, user_agent FROM onboarding_acceptance');

describe('a pending sale', () => {
  it('is found by document, and nothing of it is told but masked contacts', async () => {
    const answer = await find('111.444.777-35').expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      has_pending: true,
      pending_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      steps: ['VERIFY_CODE', 'ACCEPT_TERMS', 'CHOOSE_DUE_DATE'],
      masked_contacts: [
        { channel: 'SMS', destination_masked: '(22) *****-0001' },
        { channel: 'EMAIL', destination_masked: 'm***@example.com' },
        { channel: 'WHATSAPP', destination_masked: '(22) *****-0001' },
      ],
    });
    expect(answer.text).not.toMatch(/1400001|FIBRA|MARINA|81593/);
    expect((await find(FIRST_CUSTOMER.document).expect(200)).body).toEqual(answer.body);
  });

  it.each(['AGUARDANDO INSTALACAO', 'AGUARDANDO PAGAMENTO'] as const)(
    'waits while the contract is %s',
    async (status) => {
      sold(status);
      expect((await find(FIRST_CUSTOMER.document).expect(200)).body).toMatchObject({ has_pending: true });
    },
  );

  it('is none for customers without, and for strangers', async () => {
    const nothing = { has_pending: false, pending_id: null, steps: [], masked_contacts: [] };
    sold('HABILITADO');
    expect((await find(FIRST_CUSTOMER.document).expect(200)).body).toEqual(nothing);
    expect((await find(STRANGER).expect(200)).body).toEqual(nothing);
  });

  it('keeps the document unreadable', async () => {
    await pendingOf();
    const rows = JSON.stringify(
      await product.dataSource.query("SELECT *, encode(sealed_document, 'escape') FROM onboarding_pending"),
    );
    expect(rows).not.toContain(FIRST_CUSTOMER.document);
  });

  it('refuses what is no document, and too many questions', async () => {
    expectProblem(await find('11144477736'), 400, 'VALIDATION_ERROR');
    const headers = caller();
    const asked = () => product.http().post('/app/v1/sales-onboarding/pending/verify').set(headers);
    for (let count = 0; count < 10; count += 1) await asked().send({ document: OTHER_CUSTOMER.document }).expect(200);
    expectProblem(await asked().send({ document: OTHER_CUSTOMER.document }), 429, 'TOO_MANY_REQUESTS');
  });

  it('answers problems while the ERP fails', async () => {
    product.erp.faults.set(FIND, { kind: 'status', status: 503 });
    expectProblem(await find(FIRST_CUSTOMER.document), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.set(FIND, { kind: 'garbage' });
    expectProblem(await find(FIRST_CUSTOMER.document), 502, 'UPSTREAM_BAD_RESPONSE');
  });
});

describe('a code', () => {
  it('goes to a registered contact, and shows what was sold once it is verified', async () => {
    const id = await pendingOf();
    const { body: challenge } = await post('token', { pending_id: id, channel: 'EMAIL' }).expect(202);
    expect(challenge).toEqual({
      challenge_id: expect.any(String),
      destination_masked: '***@***',
      expires_in: 600,
      resend_after: 60,
    });
    const challengeId = String(Reflect.get(challenge as object, 'challenge_id'));
    const message = await receiver.codeOf(challengeId);
    expect(message).toMatchObject({ channel: 'EMAIL', to: 'marina.teste@example.com' });
    const { body } = await post('token/verify', { challenge_id: challengeId, code: message.code }).expect(200);
    expect(body).toEqual({
      verified: true,
      verification_token: expect.any(String),
      expires_in: 300,
      scope: 'sales:confirm',
      sale: {
        pending_id: id,
        contract_id: '1400001',
        plan: 'FIBRA 300MB',
        price_cents: 10_990,
        price_formatted: expect.stringContaining('109,90'),
        terms: [
          {
            id: expect.stringMatching(/^CONTRACT-[0-9a-f]{64}$/),
            title: 'Contrato de prestação de serviço',
            path: `/app/v1/sales-onboarding/pending/${id}/term`,
          },
        ],
        due_dates: expect.arrayContaining([{ id: '4', day: 10, current: true }]),
      },
    });
  });

  it('that is right counts although the sale cannot be read at that moment', async () => {
    const id = await pendingOf();
    product.erp.faults.set(READ, { kind: 'status', status: 503 });
    expect(await verified(id)).toMatchObject({ verified: true, sale: null });
  });

  it('is refused when it is wrong, used, or of something else', async () => {
    const id = await pendingOf();
    const { body: challenge } = await post('token', { pending_id: id }).expect(202);
    const challengeId = String(Reflect.get(challenge as object, 'challenge_id'));
    const { code } = await receiver.codeOf(challengeId);
    const verify = (given: string) => post('token/verify', { challenge_id: challengeId, code: given });
    expectProblem(await verify(String((Number(code) + 1) % 1_000_000).padStart(6, '0')), 422, 'CODE_INVALID');
    await verify(code).expect(200);
    expectProblem(await verify(code), 410, 'CODE_EXPIRED');
    const { body: other } = await product
      .http()
      .post('/app/v1/customers/auth/token/generate')
      .set(caller())
      .send({ document: FIRST_CUSTOMER.document, purpose: 'PASSWORD_RECOVERY' })
      .expect(202);
    const otherId = String(Reflect.get(other as object, 'challenge_id'));
    const recovery = await receiver.codeOf(otherId);
    expectProblem(await post('token/verify', { challenge_id: otherId, code: recovery.code }), 410, 'CODE_EXPIRED');
  });

  it('is sent for known sales only, and not twice a minute', async () => {
    expectProblem(await post('token', { pending_id: '7b0d2e9e-8a0b-4f0e-9a56-1f2d3c4b5a69' }), 404, 'NOT_FOUND');
    expectProblem(await post('token', { pending_id: 'x' }), 400, 'VALIDATION_ERROR');
    const id = await pendingOf();
    expectProblem(await post('token', { pending_id: id, channel: 'PIGEON' }), 400, 'VALIDATION_ERROR');
    await post('token', { pending_id: id }).expect(202);
    expectProblem(await post('token', { pending_id: id }), 429, 'TOO_MANY_REQUESTS');
  });

  it('is six digits', async () => {
    const challenge_id = '7b0d2e9e-8a0b-4f0e-9a56-1f2d3c4b5a69';
    expectProblem(await post('token/verify', { challenge_id, code: '12345' }), 400, 'VALIDATION_ERROR');
    expectProblem(await post('token/verify', { challenge_id, code: '123456' }), 410, 'CODE_EXPIRED');
  });
});

describe('the term', () => {
  const term = (id: string, token?: string) =>
    product
      .http()
      .get(`/app/v1/sales-onboarding/pending/${id}/term`)
      .set({ ...caller(), ...(token === undefined ? {} : { 'x-verification-token': token }) });

  it('is shown to the verified buyer, and to nobody else', async () => {
    const id = await pendingOf();
    expectProblem(await term(id), 422, 'VERIFICATION_TOKEN_REFUSED');
    const { verification_token: token } = await verified(id);
    const answer = await term(id, token).expect(200);
    expect(answer.headers['content-type']).toMatch(/^application\/pdf/);
    expect((answer.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    const otherId = await pendingOf(OTHER_CUSTOMER.document);
    expectProblem(await term(otherId, token), 422, 'VERIFICATION_TOKEN_REFUSED');
    expectProblem(await term('x', token), 404, 'NOT_FOUND');
  });
});

describe('a confirmation', () => {
  it('accepts once, with its evidence, and answers repetitions alike', async () => {
    const { id, body } = await readyToConfirm();
    const first = await confirm(id, body).expect(200);
    expect(first.body).toEqual({ contract_id: '1400001', status: 'AGUARDANDO_INSTALACAO', protocol: null });
    expect((await confirm(id, body).expect(200)).body).toEqual(first.body);
    // With a new code, too.
    const again = await verified(id);
    expect((await confirm(id, { ...body, verification_token: again.verification_token }).expect(200)).body).toEqual(
      first.body,
    );
    expect(acceptances()).toBe(1);
    expect(await evidence()).toEqual([
      { terms: body['accepted_terms'], ip_address: expect.stringMatching(/^192\.0\.2\./), user_agent: null },
    ]);
    expect((await find(FIRST_CUSTOMER.document).expect(200)).body).toMatchObject({ has_pending: false });
  });

  it('of two taps at once is one', async () => {
    const { id, body } = await readyToConfirm();
    const answers = await Promise.all([confirm(id, body), confirm(id, body), confirm(id, body)]);
    expect(acceptances()).toBe(1);
    expect(answers.map(({ status }) => status).sort()[0]).toBe(200);
    for (const answer of answers) {
      if (answer.status !== 200) expect([409, 422]).toContain(answer.status);
    }
    expect(await evidence()).toHaveLength(1);
    await confirm(id, body).expect(200);
  });

  it('is answered again, byte for byte, under the same key', async () => {
    const { id, body } = await readyToConfirm();
    const headers = { 'Idempotency-Key': 'tap-1' };
    const first = await confirm(id, body, headers).expect(200);
    expect((await confirm(id, body, headers).expect(200)).text).toBe(first.text);
    expectProblem(await confirm(id, { ...body, due_date_id: '2' }, headers), 422, 'IDEMPOTENCY_KEY_REUSED');
  });

  it.each(['reset-after', 'slow-after'] as const)('whose answer was lost (%s) is found by reading', async (kind) => {
    const { id, body } = await readyToConfirm();
    product.erp.faults.set(ACCEPT, kind === 'reset-after' ? { kind, times: 1 } : { kind, ms: 3_000, times: 1 });
    const { body: answer } = await confirm(id, body).expect(200);
    expect(answer).toMatchObject({ contract_id: '1400001', status: 'AGUARDANDO_INSTALACAO' });
    expect((await confirm(id, body).expect(200)).body).toEqual(answer);
    expect(acceptances()).toBe(1);
  });

  it('whose outcome nobody knows stays uncertain, and is read before it is tried again', async () => {
    const { id, body } = await readyToConfirm();
    product.erp.faults.set(ACCEPT, { kind: 'hang', times: 1 });
    expectProblem(await confirm(id, body), 504, 'OUTCOME_UNCERTAIN');
    expectProblem(await confirm(id, body), 504, 'OUTCOME_UNCERTAIN');
    expect(acceptances()).toBe(1);
    await product.dataSource.query(`UPDATE onboarding_pending SET sent_at = sent_at - interval '3 minutes'`);
    await confirm(id, body).expect(200);
    expect(acceptances()).toBe(2);
    expect(await evidence()).toHaveLength(2);
  });

  it('whose process died is found by reading', async () => {
    const { id, body } = await readyToConfirm();
    product.erp.faults.set(ACCEPT, { kind: 'hang', times: 1 });
    expectProblem(await confirm(id, body), 504, 'OUTCOME_UNCERTAIN');
    await product.dataSource.query(`UPDATE onboarding_pending SET state = 'sending'`);
    expectProblem(await confirm(id, body), 409, 'REQUEST_IN_FLIGHT');
    await product.dataSource.query(`UPDATE onboarding_pending SET sent_at = sent_at - interval '90 seconds'`);
    product.erp.state.setContractStatus(SALE, 'AGUARDANDO INSTALACAO');
    expect((await confirm(id, body).expect(200)).body).toMatchObject({ status: 'AGUARDANDO_INSTALACAO' });
    expect(acceptances()).toBe(1);
  });

  it('that was refused before it was sent can be made with the same verification', async () => {
    const { id, body } = await readyToConfirm();
    product.erp.state.contracts.delete(SALE);
    expectProblem(await confirm(id, body), 404, 'NOT_FOUND');
    expect(acceptances()).toBe(0);
    sold('AGUARDANDO PAGAMENTO');
    await confirm(id, body).expect(200);
    expect(acceptances()).toBe(1);
  });

  it('changes the due date first, when another was chosen', async () => {
    const { id, body } = await readyToConfirm();
    expectProblem(await confirm(id, { ...body, due_date_id: '99' }), 422, 'DUE_DATE_NOT_OFFERED');
    expect(acceptances()).toBe(0);
    await confirm(id, { ...body, due_date_id: '2' }).expect(200);
    expect(product.erp.journal.calls(DUE_DATE)[0]?.body).toEqual({
      idContrato: SALE,
      idVencimentoAtual: 4,
      idVencimentoNovo: 2,
    });
    expect(
      product.erp.journal
        .calls()
        .map(({ operationId }) => operationId)
        .indexOf(DUE_DATE),
    ).toBeLessThan(
      product.erp.journal
        .calls()
        .map(({ operationId }) => operationId)
        .indexOf(ACCEPT),
    );
  });

  it('needs the terms in force', async () => {
    const { id, body } = await readyToConfirm();
    expectProblem(await confirm(id, { ...body, accepted_terms: [] }), 422, 'TERMS_NOT_ACCEPTED');
    expectProblem(await confirm(id, { ...body, accepted_terms: ['PRIVACY'] }), 422, 'TERMS_NOT_ACCEPTED');
    const another = `CONTRACT-${'0'.repeat(64)}`;
    expectProblem(await confirm(id, { ...body, accepted_terms: [another] }), 409, 'TERM_CHANGED');
    expect(acceptances()).toBe(0);
    expect(await evidence()).toEqual([]);
  });

  it('needs a sale that still waits', async () => {
    const { id, body } = await readyToConfirm();
    product.erp.state.setContractStatus(SALE, 'CANCELADO');
    expectProblem(await confirm(id, body), 409, 'SALE_NOT_PENDING');
    expect(acceptances()).toBe(0);
  });

  it('needs the verification of this sale', async () => {
    const { id, body } = await readyToConfirm();
    const other = await readyToConfirm(OTHER_CUSTOMER.document);
    product.erp.journal.clear();
    const refused = { ...body, verification_token: other.body['verification_token'] };
    expectProblem(await confirm(id, refused), 422, 'VERIFICATION_TOKEN_REFUSED');
    expectProblem(await confirm(id, { ...body, verification_token: 'x' }), 422, 'VERIFICATION_TOKEN_REFUSED');
    expectProblem(await confirm('7b0d2e9e-8a0b-4f0e-9a56-1f2d3c4b5a69', body), 404, 'NOT_FOUND');
    expectProblem(await confirm('x', body), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it.each([
    ['no verification', { verification_token: undefined }, 'verification_token'],
    ['no terms', { accepted_terms: undefined }, 'accepted_terms'],
    ['odd terms', { accepted_terms: [1] }, 'accepted_terms'],
    ['an odd due date', { due_date_id: 'x' }, 'due_date_id'],
  ])('refuses %s', async (_, change, field) => {
    const answer = await confirm('7b0d2e9e-8a0b-4f0e-9a56-1f2d3c4b5a69', {
      verification_token: 'x',
      accepted_terms: ['y'],
      ...change,
    });
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
  });

  it('answers problems while the ERP fails, and nothing was accepted', async () => {
    const { id, body } = await readyToConfirm();
    product.erp.faults.set(READ, { kind: 'status', status: 503 });
    expectProblem(await confirm(id, body), 503, 'UPSTREAM_UNAVAILABLE');
    expect(acceptances()).toBe(0);
  });
});

describe('what a prospect agreed to', () => {
  it('is approved once, without a contract to accept', async () => {
    const { body: found } = await find(OTHER_CUSTOMER.document).expect(200);
    expect(found).toMatchObject({ has_pending: true, steps: ['VERIFY_CODE', 'ACCEPT_TERMS'] });
    const { id, body } = await readyToConfirm(OTHER_CUSTOMER.document);
    expect(body['accepted_terms']).toEqual([]);
    expectProblem(await confirm(id, { ...body, due_date_id: '2' }), 422, 'DUE_DATE_NOT_OFFERED');
    const first = await confirm(id, body).expect(200);
    expect(first.body).toEqual({ contract_id: null, status: 'GANHOU', protocol: null });
    expect((await confirm(id, body).expect(200)).body).toEqual(first.body);
    const calls = product.erp.journal.calls(DECIDE);
    expect(calls.map(({ body: sent }) => sent)).toEqual([{ idUsuario: 285, idProspecto: PROSPECT, acao: 'aprovar' }]);
  });

  it('whose answer was lost is found in the funnel', async () => {
    const { id, body } = await readyToConfirm(OTHER_CUSTOMER.document);
    product.erp.faults.set(DECIDE, { kind: 'reset-after', times: 1 });
    await confirm(id, body).expect(200);
    expect(product.erp.journal.calls(DECIDE)).toHaveLength(1);
  });
});
