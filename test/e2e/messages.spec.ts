import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobScheduler } from '../../src/common/jobs/job-scheduler.js';
import { CustomerNotifications } from '../../src/modules/messages/customer-notifications.service.js';
import { FIRST_CUSTOMER, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { customerIdOf, emptyInboxes, InboxOf, letNoticesAge, PENDING_NOTICES } from '../support/inbox.js';
import { expectProblem } from '../support/problems.js';

const UNKNOWN = '0b0e4c1e-6a43-4b8e-9d1f-2a7c5f0e9b11';
type Notification = Parameters<CustomerNotifications['notify']>[1];

let product: TestApplication;
let mine: InboxOf;
let others: InboxOf;
let customerId: string;
beforeAll(async () => {
  product = await startTestApplication();
  mine = new InboxOf(product, await product.loginCustomer());
  others = new InboxOf(product, await product.loginCustomer(OTHER_CUSTOMER));
  customerId = await customerIdOf(product, FIRST_CUSTOMER.document);
}, 60_000);
afterAll(() => product.close());
beforeEach(() => emptyInboxes(product));

/** In a transaction of its own, as those who notify do. */
const notify = (over: Partial<Notification> = {}): Promise<boolean> =>
  product.dataSource.transaction((manager) =>
    product.app.get(CustomerNotifications).notify(manager, {
      customerId,
      kind: 'GENERAL',
      title: 'Bem-vinda',
      body: 'Que bom ter você aqui.',
      category: 'TRANSACTIONAL',
      dedupeKey: 'welcome',
      push: false,
      ...over,
    }),
  );
const pushes = (): Promise<{ title: string; body: string; deep_link: string; category: string; data: object }[]> =>
  product.dataSource.query(
    'SELECT title, body, deep_link, category, data, ttl_seconds FROM push_notice ORDER BY created_at',
  );
const rows = (): Promise<{ title: string | null; hidden_at: Date | null }[]> =>
  product.dataSource.query('SELECT title, body, hidden_at FROM message ORDER BY source_key');

describe('the inbox', () => {
  it('holds the provider’s notices and our own, newest first', async () => {
    await notify({ deepLink: 'provider://home' });
    const inbox = await mine.all();
    expect(inbox).toEqual({
      items: expect.any(Array),
      page: 1,
      page_size: 20,
      total: 4,
      next: null,
      unread_count: 4,
    });
    expect(inbox.items.map(({ title, kind, regulated }) => [title, kind, regulated])).toEqual([
      ['Bem-vinda', 'GENERAL', false],
      ['VISITA AGENDADA', 'VISIT', false],
      ['FATURA DISPONIVEL', 'BILL', false],
      ['REAJUSTE ANUAL', 'CONTRACT_CHANGE', true],
    ]);
    expect(inbox.items[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kind: 'GENERAL',
      category: 'TRANSACTIONAL',
      title: 'Bem-vinda',
      body: 'Que bom ter você aqui.',
      deep_link: 'provider://home',
      regulated: false,
      created_at: expect.stringMatching(/-03:00$/),
      read_at: null,
    });
    expect(await others.titles()).toEqual(['CONTRATO SUSPENSO']);
  });

  it('is empty for whom nobody wrote to', async () => {
    product.erp.state.appNotices.rows.clear();
    expect(await mine.all()).toEqual({ items: [], page: 1, page_size: 20, total: 0, next: null, unread_count: 0 });
  });

  it('is paged', async () => {
    for (const number of [1, 2, 3, 4]) await notify({ title: `Aviso ${number}`, dedupeKey: `notice-${number}` });
    const all = await mine.titles();
    expect(all).toHaveLength(7);
    const pages = [];
    for (const page of ['1', '2', '3', '4']) pages.push(await mine.all({ page, pageSize: '3' }));
    expect(pages.map(({ next }) => next)).toEqual([2, 3, null, null]);
    expect(pages.map(({ total, page_size: size }) => [total, size])).toEqual(Array(4).fill([7, 3]));
    expect(pages.flatMap(({ items }) => items.map(({ title }) => title))).toEqual(all);
  });

  it('is narrowed to what is unread, and counts it all the same', async () => {
    const { id } = await mine.titled('VISITA AGENDADA');
    await mine.read(id).expect(200);
    expect(await mine.all({ unread: 'true' })).toMatchObject({ total: 2, unread_count: 2 });
    expect(await mine.titles({ unread: 'true' })).toEqual(['FATURA DISPONIVEL', 'REAJUSTE ANUAL']);
    expect(await mine.all({ unread: 'true', pageSize: '1' })).toMatchObject({ total: 2, next: 2, unread_count: 2 });
    expect(await mine.all({ unread: 'false' })).toMatchObject({ total: 3, unread_count: 2 });
  });

  it.each([{ unread: 'sim' }, { page: '0' }, { page: 'a' }, { pageSize: '101' }])(
    'is refused for %j',
    async (query) => {
      expectProblem(await mine.list(query), 400, 'VALIDATION_ERROR');
      expect(product.erp.journal.calls()).toEqual([]);
    },
  );

  it('is nobody’s without a token', async () => {
    expectProblem(await product.http().get('/app/v1/messages').set(product.channel), 401, 'UNAUTHENTICATED');
  });

  it('is kept by nobody on the way', async () => {
    expect((await mine.list().expect(200)).headers['cache-control']).toBe('no-store');
  });
});

describe('reading', () => {
  it('is noted once, however often it is told', async () => {
    const { id } = await mine.titled('VISITA AGENDADA');
    const first = await mine.read(id).expect(200);
    expect(first.body).toMatchObject({ id, title: 'VISITA AGENDADA', read_at: expect.stringMatching(/-03:00$/) });
    expect((await mine.read(id).expect(200)).body).toEqual(first.body);
    expect((await mine.titled('VISITA AGENDADA')).read_at).toBe(Reflect.get(first.body as object, 'read_at'));
    expect(await mine.all()).toMatchObject({ unread_count: 2, total: 3 });
  });

  it('has one time when it is told twice at once', async () => {
    const { id } = await mine.titled('FATURA DISPONIVEL');
    const answers = await Promise.all([1, 2, 3, 4].map(() => mine.read(id)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('of a foreign, unknown or malformed id is not found, and the provider is not asked', async () => {
    const { id } = await mine.titled('FATURA DISPONIVEL');
    product.erp.journal.clear();
    for (const odd of [id, UNKNOWN, '5501', 'abc']) expectProblem(await others.read(odd), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
    expect((await mine.titled('FATURA DISPONIVEL')).read_at).toBeNull();
  });

  it('takes an id in capitals', async () => {
    const { id } = await mine.titled('FATURA DISPONIVEL');
    expect((await mine.read(id.toUpperCase()).expect(200)).body).toMatchObject({ id });
  });
});

describe('deleting', () => {
  it('takes a message away for good, also when it is told twice', async () => {
    const { id } = await mine.titled('FATURA DISPONIVEL');
    const answer = await mine.remove(id).expect(204);
    expect(answer.text).toBe('');
    await mine.remove(id).expect(204);
    expect(await mine.titles()).toEqual(['VISITA AGENDADA', 'REAJUSTE ANUAL']);
    expect(await mine.all()).toMatchObject({ total: 2, unread_count: 2 });
    expectProblem(await mine.read(id), 404, 'NOT_FOUND');
    // What it said is gone, and the provider, who still lists it, does not bring it back.
    expect((await rows())[0]).toEqual({ title: null, body: null, hidden_at: expect.any(Date) });
    await letNoticesAge(product);
    expect(await mine.titles()).toEqual(['VISITA AGENDADA', 'REAJUSTE ANUAL']);
    expect(product.erp.journal.count(PENDING_NOTICES)).toBe(2);
  });

  it('only hides what the law keeps', async () => {
    const { id } = await mine.titled('REAJUSTE ANUAL');
    await mine.remove(id).expect(204);
    await mine.remove(id).expect(204);
    expect(await mine.titles()).toEqual(['VISITA AGENDADA', 'FATURA DISPONIVEL']);
    expectProblem(await mine.read(id), 404, 'NOT_FOUND');
    expect((await rows())[2]).toEqual({
      title: 'REAJUSTE ANUAL',
      body: expect.stringContaining('4,2%'),
      hidden_at: expect.any(Date),
    });
  });

  it('at once in two places is done once', async () => {
    const { id } = await mine.titled('REAJUSTE ANUAL');
    const answers = await Promise.all([1, 2, 3].map(() => mine.remove(id)));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
  });

  it('of a foreign, unknown or malformed id is not found, and changes nothing', async () => {
    const { id } = await mine.titled('FATURA DISPONIVEL');
    product.erp.journal.clear();
    for (const odd of [id, UNKNOWN, '5501']) expectProblem(await others.remove(odd), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
    expect(await mine.titles()).toContain('FATURA DISPONIVEL');
  });
});

describe('what the product tells', () => {
  it('reaches a customer once by its key, also when it is told twice at once', async () => {
    const told = await Promise.all([1, 2, 3].map(() => notify({ push: true })));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await notify({ push: true, title: 'Outra vez' })).toBe(false);
    expect(await pushes()).toHaveLength(1);
    expect((await mine.titles()).filter((title) => title === 'Bem-vinda')).toHaveLength(1);
  });

  it('does not come back once it was deleted', async () => {
    await notify();
    await mine.remove((await mine.titled('Bem-vinda')).id).expect(204);
    expect(await notify()).toBe(false);
    expect(await mine.titles()).not.toContain('Bem-vinda');
  });

  it('stands if and only if the transaction does', async () => {
    const failing = product.dataSource.transaction(async (manager) => {
      await product.app.get(CustomerNotifications).notify(manager, {
        customerId,
        kind: 'GENERAL',
        title: 'Bem-vinda',
        body: '…',
        category: 'TRANSACTIONAL',
        dedupeKey: 'welcome',
        push: true,
      });
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect(await pushes()).toEqual([]);
    expect(await notify({ push: true })).toBe(true);
  });

  it('is pushed with a way to the message, or to where it leads', async () => {
    await notify({ push: true, ttlSeconds: 3_600 });
    await notify({ push: true, dedupeKey: 'bill', deepLink: 'provider://invoices', category: 'MARKETING' });
    const message = (await mine.all()).items.find(({ category }) => category === 'TRANSACTIONAL');
    const told = await pushes();
    expect(told[0]).toMatchObject({
      title: 'Bem-vinda',
      body: 'Que bom ter você aqui.',
      category: 'TRANSACTIONAL',
      deep_link: `provider://messages/${message?.id}`,
      data: { message_id: message?.id },
      ttl_seconds: 3_600,
    });
    expect(told[1]).toMatchObject({ deep_link: 'provider://invoices', category: 'MARKETING', ttl_seconds: 86_400 });
  });

  it('of a debt says nothing on a lock screen', async () => {
    await notify({ kind: 'DEBT', title: 'Fatura vencida', body: 'Você deve R$ 99,90.', push: true });
    expect(await pushes()).toEqual([expect.objectContaining({ title: 'Nova mensagem', category: 'TRANSACTIONAL' })]);
    expect(JSON.stringify(await pushes())).not.toMatch(/deve|vencida/);
    expect(await mine.titled('Fatura vencida')).toMatchObject({ kind: 'DEBT', regulated: true });
  });

  it('does not reach whom nobody knows any more', async () => {
    expect(await notify({ customerId: UNKNOWN, push: true })).toBe(false);
    expect(await pushes()).toEqual([]);
  });

  it('may not lead out of the app', async () => {
    await expect(notify({ push: true, deepLink: 'https://evil.test/' })).rejects.toThrow(TypeError);
    expect(await mine.titles()).not.toContain('Bem-vinda');
  });
});

describe('old messages', () => {
  it('are deleted, but for those that the law keeps or the provider still lists', async () => {
    const put = (sourceKey: string, daysAgo: number, over: object = {}): Promise<unknown> => {
      const row = { source: 'APP', regulated: false, acknowledged: false, ...over };
      return product.dataSource.query(
        `INSERT INTO message (customer_id, source, source_key, kind, category, regulated, title, body, created_at, acknowledged_at)
         VALUES ($1, $2, $3, 'GENERAL', 'TRANSACTIONAL', $4, $3, '…', now() - $5 * interval '1 day', CASE WHEN $6 THEN now() END)`,
        [customerId, row.source, sourceKey, row.regulated, daysAgo, row.acknowledged],
      );
    };
    await put('old', 731);
    await put('young', 729);
    await put('regulated', 1_800, { regulated: true });
    await put('regulated-old', 1_900, { regulated: true });
    await put('listed', 800, { source: 'PROVIDER' });
    await put('told', 800, { source: 'PROVIDER', acknowledged: true });
    const admin = await product.loginAdmin();
    await product.http().post('/app/v1/admin/jobs/messages.purge/run').set(admin).expect(202);
    await product.app.get(JobScheduler).idle();
    expect((await rows()).map(({ title }) => title)).toEqual(['listed', 'regulated', 'young']);
  });
});

describe('privacy', () => {
  const recordsOf = (body: unknown, name: string) =>
    (body as { sources: { name: string; records: Record<string, unknown>[] }[] }).sources.find(
      (source) => source.name === name,
    )?.records;

  it('shows messages to whom they were written, and keeps the regulated ones when the customer is erased', async () => {
    await others.all();
    await product.dataSource.transaction((manager) =>
      product.app.get(CustomerNotifications).notify(manager, {
        customerId,
        kind: 'OFFER',
        title: 'Oferta',
        body: '…',
        category: 'MARKETING',
        dedupeKey: 'offer',
        push: false,
      }),
    );
    await mine.all();
    const exported = (await product.http().get('/app/v1/customers/privacy/export').set(mine.caller).expect(200))
      .body as unknown;
    const messages = recordsOf(exported, 'message');
    expect(messages).toHaveLength(4);
    expect(messages?.[0]).not.toHaveProperty('source_key');
    expect(JSON.stringify(messages)).not.toContain('CONTRATO SUSPENSO');
    expect(recordsOf(exported, 'notice_pull')).toHaveLength(1);

    const erased = await product
      .http()
      .post('/app/v1/customers/privacy/erasure')
      .set(mine.caller)
      .send({ confirm: true })
      .expect(200);
    expect((erased.body as { sources: object[] }).sources).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'message',
          outcome: 'PARTLY_KEPT',
          erased: 3,
          kept: 1,
          reason: expect.any(String),
        }),
        expect.objectContaining({ name: 'notice_pull', outcome: 'ERASED' }),
      ]),
    );
    expect(await notify()).toBe(false);
    expect((await rows()).map(({ title }) => title)).toEqual(['CONTRATO SUSPENSO', 'REAJUSTE ANUAL']);
  });
});
