import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { resetErp } from '../support/erp.js';
import { expectProblem } from '../support/problems.js';

const PRINT = 'webservice-cliente.contract-documents.print';
const ACCEPT = 'webservice-cliente.contract.accept';

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({ WEBSERVICE_CLIENTE_TIMEOUT_MS: '600', CONTRACT_TERM_VERSION: '2026-10' });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(async () => {
  resetErp(product.erp);
  await product.dataSource.query('DELETE FROM irreversible_act');
  product.erp.journal.clear();
});

const term = (caller: Caller, contractId: string) =>
  product.http().get(`/app/v1/customers/contracts/${contractId}/term`).set(caller).buffer(true);
const accept = (caller: Caller, contractId: string, body?: object, headers: Caller = {}) =>
  product.http().post(`/app/v1/customers/contracts/${contractId}/term/accept`).set(caller).set(headers).send(body);

interface Evidence {
  term_version: string;
  document_sha256: string;
  ip_address: string;
  user_agent: string;
  state: string;
}
const evidence = () =>
  product.dataSource.query<Evidence[]>(
    `SELECT term_version, document_sha256, ip_address, user_agent, state
     FROM contract_term_acceptance JOIN irreversible_act ON irreversible_act.id = act_id ORDER BY accepted_at`,
  );

describe('term', () => {
  it('is a PDF, named by its hash', async () => {
    const answer = await term(me, '899059').expect(200);
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="contrato-899059.pdf"');
    expect(answer.headers['cache-control']).toBe('no-store');
    const bytes = answer.body as Buffer;
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(answer.headers['x-document-sha256']).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it.each(['html', 'empty', 'garbage'] as const)('is a 502 when the ERP answers %s instead', async (kind) => {
    product.erp.faults.set(PRINT, { kind });
    expectProblem(await term(me, '899059'), 502, 'UPSTREAM_BAD_RESPONSE');
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await term(other, '899059'), 404, 'NOT_FOUND');
    expectProblem(await accept(other, '899059'), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
    expect(await evidence()).toEqual([]);
  });
});

describe('acceptance', () => {
  it('keeps its evidence and tells the ERP once, however often it is given', async () => {
    const { headers } = await term(me, '899059').expect(200);
    const sha256 = headers['x-document-sha256'] as string;
    const first = await accept(me, '899059', { document_sha256: sha256 }, { 'user-agent': 'App/4.2 (iOS)' }).expect(
      201,
    );
    expect(first.body).toEqual({
      contract_id: '899059',
      status: 'ACCEPTED',
      term_version: '2026-10',
      document_sha256: sha256,
      accepted_at: expect.stringMatching(/-03:00$/),
    });
    expect((await accept(me, '899059').expect(201)).body).toEqual(first.body);
    expect(product.erp.journal.count(ACCEPT)).toBe(1);
    expect(product.erp.state.contractChanges.acceptedAt.has(899059)).toBe(true);
    expect(await evidence()).toEqual([
      {
        term_version: '2026-10',
        document_sha256: sha256,
        ip_address: '127.0.0.1',
        user_agent: 'App/4.2 (iOS)',
        state: 'done',
      },
    ]);
  });

  it('is refused of another document than the one in force', async () => {
    expectProblem(await accept(me, '899059', { document_sha256: 'a'.repeat(64) }), 409, 'TERM_CHANGED');
    expectProblem(await accept(me, '899059', { document_sha256: 'abc' }), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.count(ACCEPT)).toBe(0);
    expect(await evidence()).toEqual([]);
  });

  it('is not given while the document cannot be read', async () => {
    product.erp.faults.set(PRINT, { kind: 'html' });
    expectProblem(await accept(me, '899059'), 502, 'UPSTREAM_BAD_RESPONSE');
    expect(product.erp.journal.count(ACCEPT)).toBe(0);
  });

  it.each([{ kind: 'reset-after' }, { kind: 'slow-after', ms: 1_500 }, { kind: 'html' }] as const)(
    'whose answer was lost ($kind) is being confirmed, and never told again',
    async (fault) => {
      product.erp.faults.set(ACCEPT, { ...fault, times: 1 });
      const first = await accept(me, '899059').expect(201);
      expect(first.body).toMatchObject({ status: 'BEING_CONFIRMED', term_version: '2026-10' });
      expect((await accept(me, '899059').expect(201)).body).toEqual(first.body);
      expect(product.erp.journal.count(ACCEPT)).toBe(1);
      expect(await evidence()).toMatchObject([{ state: 'unreadable' }]);
    },
  );

  it('of two taps at once is one', async () => {
    product.erp.faults.set(ACCEPT, { kind: 'latency', ms: 200 });
    const answers = await Promise.all([accept(me, '899059'), accept(me, '899059')]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(product.erp.journal.count(ACCEPT)).toBe(1);
    expect(await evidence()).toHaveLength(1);
  });

  it('honours Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'accept-1' };
    const first = await accept(me, '1283299', {}, key).expect(201);
    expect((await accept(me, '1283299', {}, key).expect(201)).text).toBe(first.text);
    expectProblem(await accept(me, '1283299', { document_sha256: 'b'.repeat(64) }, key), 422, 'IDEMPOTENCY_KEY_REUSED');
  });
});
