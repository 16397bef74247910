import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const ATTACH = 'webservice-cliente.customer-files.attach';
const CONTRACT = '899059';
const SUSPENDED = '311622';
const FILES = '/app/v1/customers/files';
const PROOF = '/app/v1/customers/files/payment-proof';
const BLOCKS = '/app/v1/admin/file-upload-blocks';

const JPG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200, 1)]);
const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200, 2)]);
const MEGABYTE = 1024 * 1024;

let product: TestApplication;
let first: Caller;
let other: Caller;
let admin: Caller;
beforeAll(async () => {
  product = await startTestApplication({ FILE_UPLOADS_PER_DAY: '3', FILE_UPLOAD_TIMEOUT_MS: '5000' });
  first = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  admin = await product.loginAdmin();
}, 60_000);
afterAll(() => product.close());
beforeEach(async () => {
  product.erp.faults.clear();
  product.erp.journal.clear();
  product.erp.state.contractChanges.attachedFiles.length = 0;
  await product.dataSource.query('TRUNCATE file_upload, file_upload_block');
});

interface Part {
  readonly content: Buffer;
  readonly name?: string;
}
const send = (files: readonly Part[], { path = FILES, contractId = CONTRACT, caller = first, type = '' } = {}) => {
  const request = product.http().post(path).set(caller).query({ contractId });
  if (type !== '') void request.field('type', type);
  for (const { content, name = 'foto da marina.jpg' } of files) void request.attach('files', content, name);
  return request;
};
const block = (contractId = CONTRACT, caller = first) =>
  product.http().get('/app/v1/app-settings/file-upload/block').set(caller).query({ contractId });
const attached = () => product.erp.state.contractChanges.attachedFiles;

describe('sending files', () => {
  it('brings them to the provider under names of ours', async () => {
    const answer = await send([{ content: JPG }, { content: PDF, name: '../../x.exe' }], { type: 'DOCUMENTO' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ received: 2, type: 'DOCUMENTO' });
    expect(attached()).toEqual([
      { customerId: 81593, kind: 'DOCUMENTO', filename: 'documento-1.jpg', bytes: JPG.length },
      { customerId: 81593, kind: 'DOCUMENTO', filename: 'documento-2.pdf', bytes: PDF.length },
    ]);
    expect((await block().expect(200)).body).toEqual({
      blocked: false,
      reason: null,
      blocked_until: null,
      remaining_uploads: 2,
    });
  });

  it('takes five of 5 MB, and no more', async () => {
    const large = Buffer.concat([JPG, Buffer.alloc(5 * MEGABYTE - JPG.length)]);
    await send(Array.from({ length: 5 }, () => ({ content: large }))).expect(201);
    expectProblem(await send(Array.from({ length: 6 }, () => ({ content: JPG }))), 413, 'PAYLOAD_TOO_LARGE');
    const tooLarge = Buffer.concat([large, Buffer.alloc(1)]);
    expectProblem(await send([{ content: tooLarge }]), 413, 'PAYLOAD_TOO_LARGE');
    expect(product.erp.journal.count(ATTACH)).toBe(1);
  });

  it('looks at the content, not at the name', async () => {
    expectProblem(await send([{ content: Buffer.from('<html>'), name: 'a.jpg' }]), 415, 'UNSUPPORTED_MEDIA_TYPE');
    expectProblem(await send([{ content: JPG }, { content: Buffer.alloc(0) }]), 415, 'UNSUPPORTED_MEDIA_TYPE');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('refuses what is no file', async () => {
    const json = product.http().post(FILES).set(first).query({ contractId: CONTRACT }).send({ files: [] });
    expectProblem(await json, 415, 'UNSUPPORTED_MEDIA_TYPE');
    expectProblem(await send([], { type: 'OUTROS' }), 400, 'VALIDATION_ERROR');
    expectProblem(await send([{ content: JPG }], { type: 'SEGREDO' }), 400, 'VALIDATION_ERROR');
    expectProblem(await send([{ content: JPG }], { contractId: 'abc' }), 400, 'VALIDATION_ERROR');
    const broken = product.http().post(FILES).set(first).query({ contractId: CONTRACT });
    void broken.set('content-type', 'multipart/form-data; boundary=x').send('--x\r\nbroken');
    expectProblem(await broken, 400, 'VALIDATION_ERROR');
  });

  it('is spoken on these routes only', async () => {
    const elsewhere = product.http().post('/app/v1/customers/emails').set(first).attach('files', JPG, 'a.jpg');
    expectProblem(await elsewhere, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('is for the contract’s customer', async () => {
    expectProblem(await send([{ content: JPG }], { caller: other }), 404, 'NOT_FOUND');
    expectProblem(await send([{ content: JPG }], { caller: other, path: PROOF }), 404, 'NOT_FOUND');
    expectProblem(await block(CONTRACT, other), 404, 'NOT_FOUND');
    expectProblem(await send([{ content: JPG }], { caller: product.channel }), 401, 'UNAUTHENTICATED');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('ends after so many in a day', async () => {
    for (let upload = 0; upload < 3; upload++) await send([{ content: JPG }]).expect(201);
    const refused = await send([{ content: JPG }]);
    expectProblem(refused, 423, 'UPLOAD_BLOCKED');
    expect(refused.body).toMatchObject({ reason: 'DAILY_LIMIT', blocked_until: expect.any(String) });
    expect((await block()).body).toMatchObject({ blocked: true, reason: 'DAILY_LIMIT', remaining_uploads: 0 });
  });

  it('counts nothing that did not come', async () => {
    product.erp.faults.set(ATTACH, { kind: 'error-envelope' });
    expect((await send([{ content: JPG }])).status).toBeGreaterThanOrEqual(422);
    product.erp.faults.set(ATTACH, { kind: 'status', status: 503 });
    expect((await send([{ content: JPG }])).status).toBeGreaterThanOrEqual(503);
    const rows: unknown[] = await product.dataSource.query('SELECT id FROM file_upload WHERE NOT uncertain');
    expect(rows).toEqual([]);
  });

  it('is done at most once when the answer is lost', async () => {
    product.erp.faults.set(ATTACH, { kind: 'reset-after' });
    expectProblem(await send([{ content: JPG }]), 504, 'OUTCOME_UNCERTAIN');
    expect(attached()).toHaveLength(1);
    expect(product.erp.journal.count(ATTACH)).toBe(1);
    expect((await block()).body).toMatchObject({ remaining_uploads: 2 });
  });
});

describe('a payment proof', () => {
  it('blocks the contract and settles nothing', async () => {
    const answer = await send([{ content: PDF }], { path: PROOF }).expect(201);
    expect(answer.body).toEqual({
      received: 1,
      type: 'COMPROVANTE_PAGAMENTO',
      blocked_until: expect.stringMatching(/-03:00$/),
      next_actions: [],
    });
    expect(attached()).toEqual([expect.objectContaining({ filename: 'comprovante-pagamento-1.pdf' })]);
    expect((await block()).body).toMatchObject({ blocked: true, reason: 'PAYMENT_PROOF_SENT', remaining_uploads: 0 });
    expectProblem(await send([{ content: PDF }], { path: PROOF }), 423, 'UPLOAD_BLOCKED');
    expectProblem(await send([{ content: JPG }]), 423, 'UPLOAD_BLOCKED');
  });

  it('offers the trust unlock of a suspended contract', async () => {
    const answer = await send([{ content: PDF }], { path: PROOF, contractId: SUSPENDED, caller: other }).expect(201);
    expect(answer.body).toMatchObject({ next_actions: [{ action: 'TRUST_UNLOCK' }] });
  });

  it('is sent once by two taps', async () => {
    const answers = await Promise.all([1, 2].map(() => send([{ content: PDF }], { path: PROOF })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 423]);
    expect(product.erp.journal.count(ATTACH)).toBe(1);
  });

  it('keeps its block when the answer is lost', async () => {
    product.erp.faults.set(ATTACH, { kind: 'slow-after', ms: 20_000 });
    expectProblem(await send([{ content: PDF }], { path: PROOF }), 504, 'OUTCOME_UNCERTAIN');
    expect((await block()).body).toMatchObject({ blocked: true, reason: 'PAYMENT_PROOF_SENT' });
  });
});

describe('administrators', () => {
  const set = (body: object, caller = admin) => product.http().put(`${BLOCKS}/${CONTRACT}`).set(caller).send(body);

  it('block and unblock a contract, and it is audited', async () => {
    await set({ blocked: true, note: 'documentos falsos' }).expect(200);
    const refused = await send([{ content: JPG }]);
    expectProblem(refused, 423, 'UPLOAD_BLOCKED');
    expect(refused.body).toMatchObject({ reason: 'PROVIDER', blocked_until: null });
    const list = await product.http().get(BLOCKS).set(admin).expect(200);
    expect(list.body).toMatchObject({
      total: 1,
      items: [{ contract_id: CONTRACT, reason: 'PROVIDER', note: 'documentos falsos', set_by_admin: true }],
    });
    expect((await set({ blocked: false }).expect(200)).body).toMatchObject({ blocked: false, remaining_uploads: 3 });
    await send([{ content: JPG }]).expect(201);
    const audit: { action: string }[] = await product.dataSource.query(
      `SELECT action FROM audit_entry WHERE subject_kind = 'contract' AND subject_id = $1 ORDER BY id`,
      [CONTRACT],
    );
    expect(audit.map(({ action }) => action)).toEqual(['file-upload.blocked', 'file-upload.unblocked']);
  });

  it('lift what a proof blocked', async () => {
    await send([{ content: PDF }], { path: PROOF }).expect(201);
    await set({ blocked: false }).expect(200);
    await send([{ content: PDF }], { path: PROOF }).expect(201);
  });

  it('are asked for a whole change', async () => {
    expectProblem(await set({}), 400, 'VALIDATION_ERROR');
    expectProblem(await set({ blocked: true, blocked_until: 'amanhã' }), 400, 'VALIDATION_ERROR');
    const odd = product.http().put(`${BLOCKS}/abc`).set(admin).send({ blocked: true });
    expectProblem(await odd, 400, 'VALIDATION_ERROR');
    expectProblem(await set({ blocked: true }, first), 401, 'UNAUTHENTICATED');
    expectProblem(await product.http().get(BLOCKS).set(product.channel), 401, 'UNAUTHENTICATED');
  });
});
