import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobScheduler } from '../../src/common/jobs/job-scheduler.js';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';

interface Popup {
  id: string;
  title: string;
  [member: string]: unknown;
}

const HOUR_MS = 3_600_000;
const BASE = '/app/v1/admin/popups';

let product: TestApplication;
let admin: Caller;
let first: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({ LINK_HOSTS: 'www.example.com' });
  admin = await product.loginAdmin();
  first = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(() => product.dataSource.query('TRUNCATE popup, popup_view CASCADE'));

const hours = (count: number): string => new Date(Date.now() + count * HOUR_MS).toISOString();
const wanted = (fields: object = {}) => ({
  title: 'Manutenção',
  body: 'Texto',
  screen: 'SUPPORT',
  starts_at: hours(-1),
  ends_at: hours(1),
  ...fields,
});
const create = (body: object) => product.http().post(BASE).set(admin).send(body);
const created = async (fields: object = {}): Promise<string> =>
  ((await create(wanted(fields)).expect(201)).body as Popup).id;
const get = (path: string, query: object = {}) => product.http().get(`${BASE}${path}`).set(admin).query(query);
const replace = (id: string, body: object) => product.http().put(`${BASE}/${id}`).set(admin).send(body);
const publish = (id: string, published: unknown) =>
  product.http().put(`${BASE}/${id}/published`).set(admin).send({ published });
const remove = (id: string) => product.http().delete(`${BASE}/${id}`).set(admin);
const preview = (id: string, body: object) => product.http().post(`${BASE}/${id}/preview`).set(admin).send(body);
const titles = async (query: object): Promise<string[]> =>
  ((await get('', query).expect(200)).body as { items: Popup[] }).items.map(({ title }) => title);
const shown = async (caller: Caller): Promise<string[]> =>
  (
    (await product.http().get('/app/v1/popups').set(caller).query({ screen: 'SUPPORT' }).expect(200)).body as {
      items: Popup[];
    }
  ).items.map(({ title }) => title);
const act = (caller: Caller, id: string, action: string) =>
  product.http().put(`/app/v1/popups/${id}/read`).set(caller).send({ action }).expect(200);
const audited = (requestId: string): Promise<unknown> =>
  product.dataSource.query(
    `SELECT action, subject_id, before->>'title' AS before, after->>'title' AS after FROM audit_entry
      WHERE request_id = $1`,
    [requestId],
  );

describe('administering popups', () => {
  it('creates one as the other route does', async () => {
    const answer = await create(wanted({ holdout_percent: 10, published: false })).expect(201);
    expect(answer.body).toMatchObject({ holdout_percent: 10, published: false, title: 'Manutenção' });
    expect(await shown(first)).toEqual([]);
    const { id } = answer.body as Popup;
    expect((await get(`/${id}`).expect(200)).body).toEqual(answer.body);
  });

  it('lists them by screen, window and whether they are published', async () => {
    await created({ title: 'A', screen: 'HOME', priority: 1 });
    await created({ title: 'B', starts_at: hours(2), ends_at: hours(3), priority: 5 });
    await created({ title: 'C', starts_at: hours(-3), ends_at: hours(-2), published: false });
    expect(await titles({})).toEqual(['C', 'B', 'A']);
    expect(await titles({ sort: '-priority' })).toEqual(['B', 'A', 'C']);
    expect(await titles({ sort: 'startsAt' })).toEqual(['C', 'A', 'B']);
    expect(await titles({ sort: '-startsAt' })).toEqual(['B', 'A', 'C']);
    expect(await titles({ sort: 'endsAt' })).toEqual(['C', 'A', 'B']);
    expect(await titles({ screen: 'HOME' })).toEqual(['A']);
    expect(await titles({ published: 'false' })).toEqual(['C']);
    expect(await titles({ window: 'UPCOMING' })).toEqual(['B']);
    expect(await titles({ window: 'OPEN' })).toEqual(['A']);
    expect(await titles({ window: 'OVER', published: 'true' })).toEqual([]);
    expect((await get('', { page: 2, pageSize: 2 })).body).toMatchObject({
      items: [{ title: 'A' }],
      page: 2,
      page_size: 2,
      total: 3,
      next: null,
    });
  });

  it.each([
    ['screen', { screen: 'home' }],
    ['published', { published: 'yes' }],
    ['window', { window: 'NOW' }],
    ['sort', { sort: 'title' }],
    ['pageSize', { pageSize: 0 }],
  ])('refuses a list by a wrong %s', async (field, query) => {
    const answer = await get('', query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('replaces all but whether it is published, who made it and what was counted', async () => {
    const id = await created({ cap: { total: 2 }, priority: 3, image_url: 'https://www.example.com/a.png' });
    await act(first, id, 'VIEWED');
    await publish(id, false).expect(200);
    const before = (await get(`/${id}`)).body as Popup;
    const answer = await replace(id, wanted({ title: 'Outro', cap: { total: 1 } }))
      .set('x-request-id', 'replaced-popup')
      .expect(200);
    expect(answer.body).toEqual({
      ...before,
      title: 'Outro',
      priority: 0,
      image_url: null,
      cap: { total: 1 },
      starts_at: expect.any(String),
      ends_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect(before).toMatchObject({ published: false });
    await publish(id, true).expect(200);
    expect(await shown(first)).toEqual([]);
    expect(await shown(other)).toEqual(['Outro']);
    expect(await audited('replaced-popup')).toEqual([
      { action: 'popup.replaced', subject_id: id, before: 'Manutenção', after: 'Outro' },
    ]);
  });

  it('does not lose the documents of a popup unsaid', async () => {
    const id = await created({ target: { documents: [FIRST_CUSTOMER.document] } });
    for (const body of [wanted(), wanted({ target: { platforms: ['ios'] } })]) {
      const answer = await replace(id, body);
      expectProblem(answer, 400, 'VALIDATION_ERROR');
      expect(answer.body).toMatchObject({ errors: [{ field: 'keep_documents' }] });
    }
    const kept = await replace(id, wanted({ title: 'Outro', keep_documents: true })).expect(200);
    expect(kept.body).toMatchObject({ target: { documents_count: 1 } });
    expect([await shown(first), await shown(other)]).toEqual([['Outro'], []]);
    const given = wanted({ title: 'Outro', target: { documents: [OTHER_CUSTOMER.document] } });
    await replace(id, given).expect(200);
    expect([await shown(first), await shown(other)]).toEqual([[], ['Outro']]);
    await replace(id, wanted({ keep_documents: false })).expect(200);
    expect([await shown(first), await shown(other)]).toEqual([['Manutenção'], ['Manutenção']]);
  });

  it('refuses to replace by what could not be created', async () => {
    const id = await created();
    for (const [fields, field] of [
      [{ ends_at: hours(-2) }, 'ends_at'],
      [{ holdout_percent: 101 }, 'holdout_percent'],
      [{ target: { min_version: '3.10', max_version: '3.9' } }, 'target.max_version'],
      [{ keep_documents: 'yes' }, 'keep_documents'],
    ] as const) {
      const answer = await replace(id, wanted({ title: 'Outro', ...fields }));
      expectProblem(answer, 400, 'VALIDATION_ERROR');
      expect(answer.body).toMatchObject({ errors: [{ field }] });
    }
    expect(await titles({})).toEqual(['Manutenção']);
  });

  it('stops showing one at once, and shows it again', async () => {
    const id = await created();
    expect(await shown(first)).toEqual(['Manutenção']);
    const answer = await publish(id, false).set('x-request-id', 'killed-popup').expect(200);
    expect(answer.body).toMatchObject({ id, published: false });
    expect(await shown(first)).toEqual([]);
    const read = await product.http().put(`/app/v1/popups/${id}/read`).set(first).send({ action: 'VIEWED' });
    expectProblem(read, 404, 'NOT_FOUND');
    // The second of two taps changes nothing.
    await publish(id, false).set('x-request-id', 'killed-popup').expect(200);
    expect(await audited('killed-popup')).toEqual([
      { action: 'popup.unpublished', subject_id: id, before: 'Manutenção', after: 'Manutenção' },
    ]);
    await publish(id, true).expect(200);
    expect(await shown(first)).toEqual(['Manutenção']);
    expectProblem(await publish(id, 'no'), 400, 'VALIDATION_ERROR');
  });

  it('removes one with its statistics', async () => {
    const id = await created();
    await act(first, id, 'VIEWED');
    await remove(id).set('x-request-id', 'removed-popup').expect(204);
    expect(await shown(first)).toEqual([]);
    expectProblem(await get(`/${id}`), 404, 'NOT_FOUND');
    expectProblem(await get(`/${id}/statistics`), 404, 'NOT_FOUND');
    expect(await audited('removed-popup')).toEqual([
      { action: 'popup.removed', subject_id: id, before: 'Manutenção', after: null },
    ]);
  });

  it('does not find what is not there', async () => {
    for (const id of [randomUUID(), 'nothing']) {
      expectProblem(await get(`/${id}`), 404, 'NOT_FOUND');
      expectProblem(await replace(id, wanted()), 404, 'NOT_FOUND');
      expectProblem(await publish(id, false), 404, 'NOT_FOUND');
      expectProblem(await remove(id), 404, 'NOT_FOUND');
      expectProblem(await preview(id, { document: FIRST_CUSTOMER.document }), 404, 'NOT_FOUND');
      expectProblem(await get(`/${id}/statistics`), 404, 'NOT_FOUND');
    }
  });

  it('is for administrators with the role', async () => {
    const id = await created();
    expectProblem(await product.http().get(BASE).set(first), 401, 'UNAUTHENTICATED');
    await product.dataSource.query("UPDATE admin_user SET roles = '{operations}'");
    try {
      const powerless = await product.loginAdmin();
      expectProblem(await product.http().get(BASE).set(powerless), 403, 'FORBIDDEN');
      expectProblem(await product.http().delete(`${BASE}/${id}`).set(powerless), 403, 'FORBIDDEN');
    } finally {
      await product.dataSource.query("UPDATE admin_user SET roles = '{operations,popups:write}'");
    }
  });
});

describe('popups that are over', () => {
  it('are taken out of the selection, until they are given more time', async () => {
    const id = await created({ starts_at: hours(-3), ends_at: hours(-2) });
    await created({ title: 'outro' });
    const keys = async (): Promise<unknown[]> => product.dataSource.query('SELECT popup_id FROM popup_reach');
    expect(await keys()).toHaveLength(2);
    await product.http().post('/app/v1/admin/jobs/popups.expiry/run').set(admin).expect(202);
    await product.app.get(JobScheduler).idle();
    expect(await keys()).toHaveLength(1);
    expect(await shown(first)).toEqual(['outro']);
    await replace(id, wanted({ priority: 1 })).expect(200);
    expect(await shown(first)).toEqual(['Manutenção', 'outro']);
  });
});

describe('a preview', () => {
  const reasons = async (id: string, as: object = {}): Promise<unknown> => {
    const { body } = await preview(id, { document: FIRST_CUSTOMER.document, ...as }).expect(200);
    const { shown: isShown, reasons: why } = body as { shown: boolean; reasons: unknown[] };
    expect(isShown).toBe(why.length === 0);
    return why;
  };

  beforeEach(async () => {
    await product.http().get('/app/v1/customers/contracts').set(first).expect(200);
  });

  it('says that a popup would be shown, and counts as no showing', async () => {
    const id = await created({ cap: { total: 1 } });
    expect(await reasons(id)).toEqual([]);
    expect(await reasons(id)).toEqual([]);
    expect(await shown(first)).toEqual(['Manutenção']);
  });

  it('names all that stands against it', async () => {
    const id = await created({
      published: false,
      starts_at: hours(1),
      ends_at: hours(2),
      holdout_percent: 100,
      target: {
        documents: [OTHER_CUSTOMER.document],
        cities: ['Ibaté'],
        plans: ['FIBRA 1000'],
        statuses: ['CANCELADO'],
        platforms: ['ios'],
        min_version: '3.10',
      },
    });
    expect(await reasons(id, { platform: 'android', app_version: '3.9' })).toEqual([
      'NOT_PUBLISHED',
      'NOT_STARTED',
      'DOCUMENT',
      'CITY',
      'PLAN',
      'STATUS',
      'PLATFORM',
      'VERSION',
      'HELD_OUT',
    ]);
    expect(await reasons(await created({ starts_at: hours(-2), ends_at: hours(-1) }))).toEqual(['OVER']);
  });

  it('knows contract and app', async () => {
    const id = await created({ target: { plans: ['Fibra 500MB'], platforms: ['ios'], max_version: '4' } });
    expect(await reasons(id)).toEqual(['PLATFORM', 'VERSION']);
    expect(await reasons(id, { platform: 'ios', app_version: '4.0' })).toEqual([]);
    expect(await reasons(id, { platform: 'ios', app_version: '4.0', contract_id: '1283299' })).toEqual(['PLAN']);
  });

  it('knows what the customer did', async () => {
    const capped = await created({ cap: { per_day: 1, total: 1, min_interval_h: 1, once: true } });
    for (const action of ['VIEWED', 'CLICKED', 'DISMISSED']) await act(first, capped, action);
    expect(await reasons(capped)).toEqual(['DISMISSED', 'CLICKED', 'CAP_TOTAL', 'CAP_PER_DAY', 'CAP_INTERVAL']);
    expect(await reasons(capped, { document: OTHER_CUSTOMER.document })).toEqual([]);
  });

  it('knows that others come first', async () => {
    const low = await created();
    for (let priority = 1; priority <= 3; priority++) await created({ priority });
    expect(await reasons(low)).toEqual(['OUTRANKED']);
  });

  it('of somebody who never logged in goes by the document', async () => {
    const STRANGER = '390.533.447-05';
    const id = await created({ target: { documents: [STRANGER] } });
    expect(await reasons(id, { document: STRANGER })).toEqual(['UNKNOWN_CUSTOMER']);
    expect(await reasons(await created({ target: { cities: ['Carmo'] } }), { document: STRANGER })).toEqual([
      'CITY',
      'UNKNOWN_CUSTOMER',
    ]);
  });

  it.each([
    ['document', { document: '123' }],
    ['document', { document: undefined }],
    ['contract_id', { contract_id: 'x' }],
    ['platform', { platform: 'web' }],
    ['app_version', { app_version: 'latest' }],
  ])('refuses a wrong %s', async (field, as) => {
    const answer = await preview(await created(), { document: FIRST_CUSTOMER.document, ...as });
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('leaves the document out of logs', async () => {
    await reasons(await created());
    expect(JSON.stringify(product.logs)).not.toContain(FIRST_CUSTOMER.document);
  });
});

describe('statistics', () => {
  const statistics = (id: string, query: object = {}) => get(`/${id}/statistics`, query);
  const dayOf = (daysAgo: number): string =>
    new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Sao_Paulo' }).format(Date.now() - daysAgo * 24 * HOUR_MS);

  it('count showings, clicks, dismissals and customers', async () => {
    const id = await created({ cap: { per_day: 2 } });
    expect((await statistics(id).expect(200)).body).toEqual({
      popup_id: id,
      total: { shown: 0, clicked: 0, dismissed: 0, customers: 0 },
      days: [],
    });
    for (const action of ['VIEWED', 'VIEWED', 'VIEWED', 'CLICKED', 'CLICKED']) await act(first, id, action);
    for (const action of ['VIEWED', 'DISMISSED']) await act(other, id, action);
    const counts = { shown: 3, clicked: 1, dismissed: 1, customers: 2 };
    expect((await statistics(id).expect(200)).body).toEqual({
      popup_id: id,
      total: counts,
      days: [{ day: dayOf(0), ...counts }],
    });
  });

  it('are of the days that are asked for, and count a customer of two days once', async () => {
    const id = await created();
    await act(first, id, 'VIEWED');
    await product.dataSource.query('UPDATE popup_view SET day = day - 40');
    await product.dataSource.query('UPDATE popup_statistic SET day = day - 40');
    await act(first, id, 'VIEWED');
    const { body } = await statistics(id).expect(200);
    expect(body).toMatchObject({ total: { shown: 2, customers: 1 }, days: [{ day: dayOf(0), customers: 1 }] });
    const earlier = await statistics(id, { from: dayOf(60), to: dayOf(30) }).expect(200);
    expect(earlier.body).toMatchObject({ total: { shown: 2 }, days: [{ day: dayOf(40), shown: 1 }] });
  });

  it.each([
    ['from', { from: '2026-02-30', to: '2026-03-01' }],
    ['from', { from: '2026-03-02', to: '2026-03-01' }],
    ['from', { from: '2025-01-01', to: '2026-03-01' }],
    ['to', { to: 'today' }],
    ['to', { to: '2026-13-01' }],
  ])('refuse a wrong %s', async (field, query) => {
    const answer = await statistics(await created(), query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('outlive the showings, which are forgotten when they are of no more use', async () => {
    const [gone, over, fresh, running] = [await created(), await created(), await created(), await created()];
    for (const id of [gone, over, fresh, running]) await act(first, id, 'VIEWED');
    await remove(gone).expect(204);
    const end = (id: string, days: number) =>
      product.dataSource.query(
        `UPDATE popup SET starts_at = now() - interval '400 days', ends_at = now() - $2 * interval '1 day' WHERE id = $1`,
        [id, days],
      );
    await end(over, 91);
    await end(fresh, 89);
    await product.http().post('/app/v1/admin/jobs/popup-views.purge/run').set(admin).expect(202);
    await product.app.get(JobScheduler).idle();
    const kept = await product.dataSource.query<{ popup_id: string }[]>('SELECT popup_id FROM popup_view');
    expect(kept.map(({ popup_id }) => popup_id).toSorted()).toEqual([fresh, running].toSorted());
    expect((await statistics(over).expect(200)).body).toMatchObject({ total: { shown: 1, customers: 1 } });
  });
});
