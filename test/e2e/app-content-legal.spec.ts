import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itKeepsRecords, RecordRoutes } from '../support/admin-records.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';
import { until } from '../support/until.js';

const DOCUMENTS = [
  ['PRIVACY_POLICY', '/app/v1/interface/privacy-policy', 'Política de Privacidade'],
  ['TERMS', '/app/v1/interface/terms-and-conditions', 'Termos de Uso do Aplicativo'],
] as const;

interface LegalDocument {
  version: string;
  body_md: string;
  body_sha256: string;
  accepted_at?: string | null;
}

let product: TestApplication;
let admin: Caller;
let me: Caller;
let other: Caller;
let routes: RecordRoutes;
beforeAll(async () => {
  product = await startTestApplication({ LINK_HOSTS: 'www.example.com' });
  admin = await product.loginAdmin();
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  routes = new RecordRoutes(product, admin, '/app/v1/admin/legal-documents');
});
afterAll(() => product.close());

let made = 0;
const wanted = (fields: object = {}): object => ({
  kind: 'TERMS',
  version: `v${(made += 1)}`,
  title: 'Termos',
  body_md: '# Termos\n\nLeia em [nosso site](https://www.example.com/termos).',
  requires_acceptance: true,
  ...fields,
});
const soon = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();
const read = (path: string, caller: Caller = product.channel) => product.http().get(path).set(caller);
const document = async (path: string, caller?: Caller): Promise<LegalDocument> =>
  (await read(path, caller).expect(200)).body as LegalDocument;
const accept = (path: string, body: object, caller = me) =>
  product.http().post(`${path}/accept`).set(caller).send(body);
const acceptances = (version: string): Promise<Record<string, unknown>[]> =>
  product.dataSource.query('SELECT * FROM legal_acceptance WHERE version = $1', [version]);

describe.each(DOCUMENTS)('%s', (kind, path, title) => {
  it('is read by everybody', async () => {
    const answer = await read(path).expect(200);
    const { body_md: text } = answer.body as LegalDocument;
    expect(answer.body).toEqual({
      version: '2026-01',
      title,
      changes: null,
      effective_at: '2026-01-01T00:00:00-03:00',
      body_md: expect.stringContaining(`# ${title}`),
      body_sha256: createHash('sha256').update(text).digest('hex'),
      requires_acceptance: true,
    });
    const tag = answer.headers['etag'] ?? '';
    expect(answer.headers['cache-control']).toBe('private, no-cache');
    await read(path, { ...product.channel, 'if-none-match': tag }).expect(304);
    // What a customer reads is another answer.
    await read(path, { ...me, 'if-none-match': tag }).expect(200);
    expectProblem(await product.http().get(path), 401, 'CHANNEL_KEY_REFUSED');
  });

  it('is open to retired versions of the app', async () => {
    const old = { 'x-app-platform': 'android', 'x-app-version': '2.9.9' };
    expectProblem(await read('/app/v1/interface/menu', { ...me, ...old }), 426, 'APP_UPDATE_REQUIRED');
    await read(path, { ...me, ...old }).expect(200);
    expectProblem(await accept(path, { version: 'none' }, { ...me, ...old }), 409, 'LEGAL_DOCUMENT_CHANGED');
  });

  it('is accepted once, with what proves it', async () => {
    expect(await document(path, other)).toMatchObject({ accepted_at: null });
    const { version, body_sha256: hash } = await document(path);
    const caller = { ...other, 'x-app-platform': 'Android', 'x-app-version': '4.2.0' };
    const first = await accept(path, { version, body_sha256: hash }, caller);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({ version, body_sha256: hash, accepted_at: expect.stringMatching(/-03:00$/) });
    const again = await accept(path, { version }, caller);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    const { accepted_at: at } = first.body as { accepted_at: string };
    expect(await document(path, other)).toMatchObject({ accepted_at: at });
    expect(await document(path, me)).toMatchObject({ accepted_at: null });
    const kept = (await acceptances(version)).filter((row) => row['kind'] === kind);
    expect(kept).toEqual([
      {
        id: expect.any(String),
        customer_id: expect.any(String),
        subject_hash: expect.any(Buffer),
        document_id: expect.any(String),
        kind,
        version,
        body_sha256: hash,
        channel: 'android',
        app_version: '4.2.0',
        address_hash: expect.any(Buffer),
        accepted_at: expect.any(Date),
      },
    ]);
  });

  it('is accepted once by many taps', async () => {
    const { version } = await document(path);
    const answers = await Promise.all(Array.from({ length: 8 }, () => accept(path, { version }, me)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    const kept = (await acceptances(version)).filter((row) => row['kind'] === kind);
    expect(kept).toHaveLength(2);
    // An app that says nothing of itself is just an app.
    expect(kept[1]).toMatchObject({ channel: 'app', app_version: null });
  });

  it('is not accepted in another text than the one in force', async () => {
    const { version } = await document(path);
    expectProblem(await accept(path, { version: '2025-01' }), 409, 'LEGAL_DOCUMENT_CHANGED');
    expectProblem(await accept(path, { version, body_sha256: '0'.repeat(64) }), 409, 'LEGAL_DOCUMENT_CHANGED');
  });

  it.each([
    ['version', {}],
    ['version', { version: 'a b' }],
    ['body_sha256', { version: '2026-01', body_sha256: 'ABC' }],
  ])('refuses a wrong %s', async (field, body) => {
    const answer = await accept(path, body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('is accepted by customers only', async () => {
    expectProblem(await accept(path, { version: '2026-01' }, product.channel), 401, 'UNAUTHENTICATED');
    expectProblem(await accept(path, { version: '2026-01' }, admin), 401, 'UNAUTHENTICATED');
  });
});

describe('acceptances', () => {
  it('are never changed nor removed', async () => {
    await expect(product.dataSource.query(`UPDATE legal_acceptance SET version = 'x'`)).rejects.toThrow('append-only');
    await expect(product.dataSource.query('DELETE FROM legal_acceptance')).rejects.toThrow('append-only');
  });

  it('are told to the customer without our own book-keeping', async () => {
    const answer = await product.http().get('/app/v1/customers/privacy/export').set(me).expect(200);
    const { sources } = answer.body as { sources: { name: string; records: object[] }[] };
    const held = sources.find(({ name }) => name === 'legal_acceptance')?.records ?? [];
    expect(held).toHaveLength(2);
    expect(Object.keys(held[0] ?? {}).sort()).toEqual(
      ['accepted_at', 'app_version', 'body_sha256', 'channel', 'id', 'kind', 'version'].sort(),
    );
  });
});

describe('a new version', () => {
  const TERMS = '/app/v1/interface/terms-and-conditions';

  it('comes into force at its time, and is to be accepted anew', async () => {
    const before = await document(TERMS);
    const { id } = await routes.created(
      wanted({ version: '2026-02', changes: 'Nova seção.', published: true, effective_at: soon(1_500) }),
    );
    expect((await routes.read(id).expect(200)).body).toMatchObject({ state: 'SCHEDULED' });
    expect((await document(TERMS)).version).toBe(before.version);
    expectProblem(await accept(TERMS, { version: '2026-02' }), 409, 'LEGAL_DOCUMENT_CHANGED');
    await until(async () => (await document(TERMS)).version === '2026-02');
    expect(await document(TERMS, me)).toMatchObject({ changes: 'Nova seção.', accepted_at: null });
    expectProblem(await accept(TERMS, { version: before.version }), 409, 'LEGAL_DOCUMENT_CHANGED');
    await accept(TERMS, { version: '2026-02' }).expect(201);
    expect((await routes.read(id).expect(200)).body).toMatchObject({ state: 'EFFECTIVE' });
  });

  it('is in force at once when it is published without a time', async () => {
    await routes.create(wanted({ version: '2026-03', published: true })).expect(201);
    expect((await document(TERMS)).version).toBe('2026-03');
  });

  it('changes no more once it is in force, by nobody', async () => {
    const { id } = await routes.created(wanted({ version: '2026-04', published: true }));
    expectProblem(await routes.replace(id, wanted({ version: '2026-04b' })), 409, 'LEGAL_DOCUMENT_IN_FORCE');
    expectProblem(await routes.remove(id), 409, 'LEGAL_DOCUMENT_IN_FORCE');
    const change = product.dataSource.query(`UPDATE legal_document SET body_md = 'x' WHERE id = $1`, [id]);
    await expect(change).rejects.toThrow('is or was in force');
    await expect(product.dataSource.query('DELETE FROM legal_document WHERE id = $1', [id])).rejects.toThrow(
      'is or was in force',
    );
    await routes.create(wanted({ version: '2026-05', published: true })).expect(201);
    expectProblem(await routes.remove(id), 409, 'LEGAL_DOCUMENT_IN_FORCE');
  });

  it('may change until then', async () => {
    const { id } = await routes.created(wanted({ published: true, effective_at: soon(3_600_000) }));
    const other = wanted({ title: 'Outro título', effective_at: soon(7_200_000) });
    expect((await routes.replace(id, other).expect(200)).body).toMatchObject({ title: 'Outro título', state: 'DRAFT' });
    await routes.remove(id).expect(204);
  });

  it('is one for a version, and one for a moment', async () => {
    const effective_at = soon(3_600_000);
    const { id } = await routes.created(wanted({ version: 'same', published: true, effective_at }));
    expectProblem(await routes.create(wanted({ version: 'same' })), 409, 'DUPLICATE');
    expectProblem(await routes.create(wanted({ published: true, effective_at })), 409, 'DUPLICATE');
    const policy = await routes.created(
      wanted({ kind: 'PRIVACY_POLICY', version: 'same', published: true, effective_at }),
    );
    for (const made of [id, policy.id]) await routes.remove(made).expect(204);
  });

  it('is needed before anything can be read', async () => {
    const fresh = await startTestApplication();
    try {
      await fresh.dataSource.query('TRUNCATE legal_document CASCADE');
      const caller = await fresh.loginCustomer();
      expectProblem(await fresh.http().get(TERMS).set(fresh.channel), 404, 'NOT_FOUND');
      const answer = await fresh.http().post(`${TERMS}/accept`).set(caller).send({ version: '1' });
      expectProblem(answer, 404, 'NOT_FOUND');
    } finally {
      await fresh.close();
    }
  });
});

describe('administration', () => {
  itKeepsRecords(() => routes, 'legal-document', {
    first: wanted({ version: 'first', changes: 'Primeira.' }),
    second: wanted({ version: 'second', kind: 'PRIVACY_POLICY', requires_acceptance: false }),
    shown: {
      kind: 'TERMS',
      version: 'first',
      title: 'Termos',
      changes: 'Primeira.',
      requires_acceptance: true,
      published: false,
      effective_at: null,
      state: 'DRAFT',
    },
  });

  it('is filtered by kind and by whether it is published, and ordered', async () => {
    const draft = await routes.created(wanted({ kind: 'PRIVACY_POLICY' }));
    const later = await routes.created(
      wanted({ kind: 'PRIVACY_POLICY', published: true, effective_at: soon(7_200_000) }),
    );
    const policies = await routes.idsOf({ kind: 'PRIVACY_POLICY' });
    expect(policies.slice(0, 2)).toEqual([draft.id, later.id]);
    expect(policies).toHaveLength(3);
    expect(await routes.idsOf({ kind: 'PRIVACY_POLICY', published: 'false' })).toEqual([draft.id]);
    expect((await routes.idsOf({ sort: '-updatedAt' }))[0]).toBe(later.id);
    expectProblem(await routes.list({ kind: 'CONSENT' }), 400, 'VALIDATION_ERROR');
    expectProblem(await routes.list({ sort: 'version' }), 400, 'VALIDATION_ERROR');
    for (const { id } of [draft, later]) await routes.remove(id).expect(204);
  });

  it.each([
    ['kind', { kind: 'CONSENT' }],
    ['version', { version: 'a b' }],
    ['version', { version: 'x'.repeat(21) }],
    ['title', { title: '' }],
    ['changes', { changes: ' ' }],
    ['body_md', { body_md: 'Texto com <b>HTML</b>.' }],
    ['body_md', { body_md: '[leia](https://elsewhere.test)' }],
    ['body_md', { body_md: '[leia](javascript:alert(1))' }],
    ['body_md', { body_md: 'x'.repeat(200_001) }],
    ['requires_acceptance', { requires_acceptance: undefined }],
    ['effective_at', { effective_at: 'tomorrow' }],
    ['effective_at', { published: true, effective_at: '2026-01-01T00:00:00-03:00' }],
  ])('refuses a wrong %s', async (field, fields) => {
    await routes.expectRefused(wanted(fields), field);
  });
});
