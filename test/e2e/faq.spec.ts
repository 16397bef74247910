import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ADMIN,
  type Caller,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';

interface Faq {
  id: string;
  category: string;
  question: string;
  version: number;
  helpful: number;
  not_helpful: number;
}

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let product: TestApplication;
let admin: Caller;
let first: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  admin = await product.loginAdmin();
  first = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());

const wanted = (fields: object = {}) => ({
  category: 'WIFI',
  question: 'Por que o sinal some?',
  answer_md: 'Aproxime-se do roteador.',
  published: true,
  ...fields,
});
const create = (body: object, caller = admin) => product.http().post('/app/v1/admin/faqs').set(caller).send(body);
const created = async (fields: object = {}): Promise<Faq> => (await create(wanted(fields)).expect(201)).body as Faq;
const replace = (id: string, body: object, caller = admin) =>
  product.http().put(`/app/v1/admin/faqs/${id}`).set(caller).send(body);
const list = (query = '', headers: Caller = product.channel) => product.http().get(`/app/v1/faqs${query}`).set(headers);
const questions = async (query: string): Promise<string[]> =>
  ((await list(query).expect(200)).body as { items: Faq[] }).items.map(({ question }) => question);
const vote = (id: string, helpful: unknown, caller = first) =>
  product.http().post(`/app/v1/faqs/${id}/feedback`).set(caller).send({ helpful });
const refuse = (id: string, body: object, caller = first) =>
  product.http().post(`/app/v1/faqs/${id}/feedback/negative`).set(caller).send(body);
const read = async (id: string): Promise<Faq> =>
  (await product.http().get(`/app/v1/admin/faqs/${id}`).set(admin).expect(200)).body as Faq;

describe('the list', () => {
  it('has what is published, the heaviest first', async () => {
    await created({ question: 'Escondida?', published: false, weight: 900_000 });
    const answer = await list('?pageSize=2');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ page: 1, page_size: 2, next: 2, total: expect.any(Number) });
    const [faq] = (answer.body as { items: Faq[] }).items;
    expect(faq).toEqual({
      id: expect.any(String),
      category: 'PAYMENT',
      question: 'Como pago minha fatura com Pix?',
      answer_md: expect.stringContaining('**Faturas**'),
      version: 1,
      helpful: 0,
      not_helpful: 0,
    });
    expect(await questions('?category=CONTRACT')).toEqual(['Como mudo o dia de vencimento?']);
    expect(await questions('')).not.toContain('Escondida?');
  });

  it.each([
    ['conexao', 1],
    ['CONEXÃO LENTA', 1],
    ['conex lent', 1],
    ['conexa\u0303o', 1],
    ['roteador tomada', 1],
    ['conexao pix', 0],
    ["' | & ! :*", 0],
    ['%', 0],
    ['', 4],
  ])('is searched by "%s"', async (q, least) => {
    const found = await questions(`?q=${encodeURIComponent(q)}`);
    if (least === 0) expect(found).toEqual([]);
    else if (least === 1) expect(found).toEqual(['Minha conexão está lenta. O que faço?']);
    else expect(found.length).toBeGreaterThanOrEqual(3);
  });

  it('finds what was written without accents by what is typed with them', async () => {
    await created({ question: 'Onde fica a opcao de conexao movel?', category: 'FOLD' });
    expect(await questions(`?category=FOLD&q=${encodeURIComponent('opção móvel')}`)).toHaveLength(1);
  });

  it('is not sent again to whoever has it', async () => {
    const answer = await list('?category=CONTRACT');
    const tag = answer.headers['etag'] ?? '';
    expect(tag).toMatch(/^W\/"[\w-]+"$/);
    expect(answer.headers['cache-control']).toBe('private, max-age=60');
    const again = await list('?category=CONTRACT', { ...product.channel, 'if-none-match': tag });
    expect({ status: again.status, text: again.text, tag: again.headers['etag'] }).toEqual({
      status: 304,
      text: '',
      tag,
    });
    const [faq] = (answer.body as { items: Faq[] }).items;
    await vote(faq!.id, true).expect(201);
    const changed = await list('?category=CONTRACT', { ...product.channel, 'if-none-match': tag });
    expect(changed.status).toBe(200);
    expect(changed.headers['etag']).not.toBe(tag);
  });

  it.each([
    ['category', '?category=wifi'],
    ['q', `?q=${'x'.repeat(101)}`],
    ['page', '?page=0'],
  ])('refuses a wrong %s', async (field, query) => {
    const answer = await list(query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('asks for the key of the channel', async () => {
    expectProblem(await product.http().get('/app/v1/faqs'), 401, 'CHANNEL_KEY_REFUSED');
  });
});

describe('votes', () => {
  it('are one of a customer on a version', async () => {
    const { id } = await created();
    const yes = await vote(id, true);
    expect(yes.status).toBe(201);
    expect(yes.body).toEqual({ faq_id: id, version: 1, helpful: true, reason: null });
    expect((await vote(id, true)).status).toBe(200);
    expect((await vote(id, false)).body).toEqual({ faq_id: id, version: 1, helpful: false, reason: null });
    expect((await vote(id, true, other)).status).toBe(201);
    expect(await read(id)).toMatchObject({ helpful: 1, not_helpful: 1 });
  });

  it('begin anew with a new text, and not with a new place in the list', async () => {
    const { id } = await created();
    await vote(id, false).expect(201);
    expect((await replace(id, wanted({ weight: 5 })).expect(200)).body).toMatchObject({ version: 1, not_helpful: 1 });
    const rewritten = await replace(id, wanted({ answer_md: 'Troque o canal do Wi-Fi.' })).expect(200);
    expect(rewritten.body).toMatchObject({ version: 2, helpful: 0, not_helpful: 0 });
    expect((await vote(id, true)).status).toBe(201);
  });

  it('are counted once, however many come at once', async () => {
    const { id } = await created();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, place) => vote(id, place % 2 === 0)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
    const { helpful, not_helpful } = await read(id);
    expect(helpful + not_helpful).toBe(1);
  });

  it('say why not, without personal data', async () => {
    const { id } = await created();
    await vote(id, true).expect(201);
    const answer = await refuse(id, { reason: 'OUTDATED', comment: 'Sou 111.444.777-35, (11) 98765-4321. Mudou!' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ faq_id: id, version: 1, helpful: false, reason: 'OUTDATED' });
    const kept = () =>
      product.dataSource.query('SELECT helpful, reason, comment FROM faq_feedback WHERE faq_id = $1', [id]);
    expect(await kept()).toEqual([{ helpful: false, reason: 'OUTDATED', comment: 'Sou [cpf], [phone]. Mudou!' }]);
    expect((await vote(id, false)).body).toMatchObject({ reason: 'OUTDATED' });
    await vote(id, true).expect(200);
    expect(await kept()).toEqual([{ helpful: true, reason: null, comment: null }]);
  });

  it('are not for what customers do not see', async () => {
    const { id } = await created({ published: false });
    for (const unseen of [id, UNKNOWN, 'not-an-id', '1']) {
      expectProblem(await vote(unseen, true), 404, 'NOT_FOUND');
      expectProblem(await refuse(unseen, { reason: 'OTHER' }), 404, 'NOT_FOUND');
    }
  });

  it.each([
    ['helpful', {}],
    ['helpful', { helpful: 'yes' }],
  ])('refuse a wrong %s', async (field, body) => {
    const answer = await product.http().post(`/app/v1/faqs/${UNKNOWN}/feedback`).set(first).send(body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it.each([
    ['reason', { comment: 'x' }],
    ['reason', { reason: 'BAD' }],
    ['comment', { reason: 'OTHER', comment: 'x'.repeat(501) }],
    ['comment', { reason: 'OTHER', comment: 'a\0b' }],
    ['comment', { reason: 'OTHER', comment: 5 }],
  ])('refuse a wrong %s of a no', async (field, body) => {
    const answer = await refuse(UNKNOWN, body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
  });

  it('are for customers', async () => {
    expectProblem(await vote(UNKNOWN, true, product.channel), 401, 'UNAUTHENTICATED');
    expectProblem(await refuse(UNKNOWN, { reason: 'OTHER' }, admin), 401, 'UNAUTHENTICATED');
  });
});

describe('administration', () => {
  it('lists everything, and filters', async () => {
    const { id } = await created({ question: 'Só rascunho?', published: false, category: 'DRAFT' });
    const hidden = await product.http().get('/app/v1/admin/faqs?published=false&category=DRAFT').set(admin).expect(200);
    expect(hidden.body).toEqual({
      items: [
        {
          id,
          category: 'DRAFT',
          question: 'Só rascunho?',
          answer_md: 'Aproxime-se do roteador.',
          weight: 0,
          published: false,
          version: 1,
          helpful: 0,
          not_helpful: 0,
          created_at: expect.any(String),
          updated_at: expect.any(String),
        },
      ],
      page: 1,
      page_size: 20,
      total: 1,
      next: null,
    });
    const latest = await product
      .http()
      .get('/app/v1/admin/faqs?sort=-updatedAt&pageSize=1&q=rascunho')
      .set(admin)
      .expect(200);
    expect(latest.body).toMatchObject({ items: [{ id }], total: 1 });
  });

  it('removes a question with its votes, and remembers who did what', async () => {
    const { id } = await created();
    await vote(id, true).expect(201);
    await replace(id, wanted({ question: 'Outra?' })).expect(200);
    await product.http().delete(`/app/v1/admin/faqs/${id}`).set(admin).expect(204);
    expectProblem(await product.http().get(`/app/v1/admin/faqs/${id}`).set(admin), 404, 'NOT_FOUND');
    expectProblem(await product.http().delete(`/app/v1/admin/faqs/${id}`).set(admin), 404, 'NOT_FOUND');
    expectProblem(await replace(id, wanted()), 404, 'NOT_FOUND');
    expectProblem(await replace('nothing', wanted()), 404, 'NOT_FOUND');
    expect(await product.dataSource.query('SELECT 1 FROM faq_feedback WHERE faq_id = $1', [id])).toEqual([]);
    const entries = await product.dataSource.query(
      `SELECT action, before ->> 'question' AS before, after ->> 'question' AS after
         FROM audit_entry WHERE subject_id = $1 ORDER BY id`,
      [id],
    );
    expect(entries).toEqual([
      { action: 'faq.created', before: null, after: 'Por que o sinal some?' },
      { action: 'faq.replaced', before: 'Por que o sinal some?', after: 'Outra?' },
      { action: 'faq.removed', before: 'Outra?', after: null },
    ]);
  });

  it('sees what helps least, and what customers wrote', async () => {
    await product.dataSource.query('DELETE FROM faq_feedback');
    const [worst, mixed] = [await created({ question: 'Pior?' }), await created({ question: 'Meio?' })];
    await refuse(worst.id, { reason: 'NOT_CLEAR', comment: 'Não entendi.' }).expect(201);
    await refuse(worst.id, { reason: 'OTHER' }, other).expect(201);
    await refuse(mixed.id, { reason: 'DID_NOT_SOLVE' }).expect(201);
    await vote(mixed.id, true, other).expect(201);
    const report = await product.http().get('/app/v1/admin/faqs/most-unhelpful').set(admin).expect(200);
    expect(report.body).toEqual({
      items: [
        {
          faq_id: worst.id,
          category: 'WIFI',
          question: 'Pior?',
          version: 1,
          helpful: 0,
          not_helpful: 2,
          not_helpful_ratio: 1,
          reasons: { NOT_CLEAR: 1, OUTDATED: 0, DID_NOT_SOLVE: 0, OTHER: 1 },
        },
        {
          faq_id: mixed.id,
          category: 'WIFI',
          question: 'Meio?',
          version: 1,
          helpful: 1,
          not_helpful: 1,
          not_helpful_ratio: 0.5,
          reasons: { NOT_CLEAR: 0, OUTDATED: 0, DID_NOT_SOLVE: 1, OTHER: 0 },
        },
      ],
      page: 1,
      page_size: 20,
      total: 2,
      next: null,
    });
    const comments = await product.http().get(`/app/v1/admin/faqs/${worst.id}/comments`).set(admin).expect(200);
    expect(comments.body).toMatchObject({
      items: [{ version: 1, reason: 'NOT_CLEAR', comment: 'Não entendi.', given_at: expect.any(String) }],
      total: 1,
      next: null,
    });
    expectProblem(await product.http().get(`/app/v1/admin/faqs/${UNKNOWN}/comments`).set(admin), 404, 'NOT_FOUND');
  });

  it.each([
    ['category', { category: 'wi-fi' }],
    ['question', { question: ' ' }],
    ['question', { question: 'a\nb' }],
    ['answer_md', { answer_md: 'x'.repeat(10_001) }],
    ['answer_md', { answer_md: undefined }],
    ['answer_md', { answer_md: 'Veja <b>aqui</b>.' }],
    ['answer_md', { answer_md: '[aqui](https://elsewhere.test)' }],
    ['weight', { weight: 1.5 }],
    ['published', { published: 'yes' }],
  ])('refuses a wrong %s', async (field, fields) => {
    const answer = await create(wanted(fields));
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
  });

  it('is for administrators with the role', async () => {
    expectProblem(await create(wanted(), first), 401, 'UNAUTHENTICATED');
    await product.dataSource.query("UPDATE admin_user SET roles = '{operations}' WHERE email = $1", [ADMIN.username]);
    const roleless = await product.loginAdmin();
    expectProblem(await create(wanted(), roleless), 403, 'FORBIDDEN');
    expectProblem(await product.http().get('/app/v1/admin/faqs/most-unhelpful').set(roleless), 403, 'FORBIDDEN');
  });
});
