import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';

interface ShownPopup {
  id: string;
  title: string;
}

const HOUR_MS = 3_600_000;

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

const wanted = (fields: object = {}) => ({
  title: 'Manutenção',
  body: 'Texto',
  screen: 'SUPPORT',
  starts_at: new Date(Date.now() - HOUR_MS).toISOString(),
  ends_at: new Date(Date.now() + HOUR_MS).toISOString(),
  ...fields,
});
const create = (body: object, caller = admin) => product.http().post('/app/v1/popups').set(caller).send(body);
const created = async (fields: object = {}): Promise<string> =>
  ((await create(wanted(fields)).expect(201)).body as ShownPopup).id;
const show = (caller: Caller, query: object = { screen: 'SUPPORT' }) =>
  product.http().get('/app/v1/popups').set(caller).query(query);
const shown = async (caller: Caller, query?: object): Promise<string[]> =>
  ((await show(caller, query).expect(200)).body as { items: ShownPopup[] }).items.map(({ title }) => title);
const read = (caller: Caller, id: string, action: unknown) =>
  product.http().put(`/app/v1/popups/${id}/read`).set(caller).send({ action });

describe('popups of the demonstration', () => {
  it('stand on the home screen', async () => {
    product.erp.journal.clear();
    const answer = await show(first, { screen: 'HOME' });
    expect(answer.body).toEqual({
      items: [
        {
          id: expect.any(String),
          title: 'Pague com Pix',
          body: expect.any(String),
          image_url: null,
          actions: [
            { label: 'Ver faturas', kind: 'DEEP_LINK', link: 'provider://invoices' },
            { label: 'Agora não', kind: 'DISMISS' },
          ],
          screen: 'HOME',
          starts_at: expect.stringMatching(/-03:00$/),
          ends_at: expect.stringMatching(/-03:00$/),
          priority: 10,
          blocking: false,
        },
        expect.objectContaining({ title: 'Acompanhe sua visita técnica' }),
      ],
    });
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

describe('popups', () => {
  beforeEach(() => product.dataSource.query('TRUNCATE popup, popup_view CASCADE'));

  it('are shown to whom they are for', async () => {
    await created({ title: 'todos', priority: 1 });
    await created({ title: 'primeiro', target: { documents: ['111.444.777-35'] } });
    expect(await shown(first)).toEqual(['todos', 'primeiro']);
    expect(await shown(other)).toEqual(['todos']);
    expect(await shown(first, { screen: 'HOME' })).toEqual([]);
  });

  it('are chosen by the app’s headers', async () => {
    await created({ title: 'novo', target: { platforms: ['android'], min_version: '3.9' } });
    const device = { 'x-app-platform': 'android', 'x-app-version': '3.10.0' };
    expect(await shown({ ...first, ...device })).toEqual(['novo']);
    expect(await shown({ ...first, ...device, 'x-app-version': '3.8' })).toEqual([]);
    expect(await shown({ ...first, ...device, 'x-app-platform': 'ios' })).toEqual([]);
    expect(await shown(first)).toEqual([]);
  });

  it('count showings until the cap', async () => {
    const id = await created({ cap: { total: 10 } });
    const answers = await Promise.all(Array.from({ length: 9 }, () => read(first, id, 'VIEWED')));
    expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(200));
    expect(await shown(first)).toEqual(['Manutenção']);
    expect((await read(first, id, 'VIEWED')).body).toEqual({
      popup_id: id,
      action: 'VIEWED',
      times_today: 10,
      counted: true,
    });
    expect(await shown(first)).toEqual([]);
    expect(await shown(other)).toEqual(['Manutenção']);
  });

  it('count no more than the cap allows, however many showings are told at once', async () => {
    const id = await created({ cap: { per_day: 3 } });
    const answers = await Promise.all(Array.from({ length: 10 }, () => read(first, id, 'VIEWED')));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const bodies = answers.map(({ body }) => body as { times_today: number; counted: boolean });
    const counted = bodies.filter((body) => body.counted);
    expect(counted.map((body) => body.times_today).toSorted()).toEqual([1, 2, 3]);
    expect(bodies.filter((body) => !body.counted).map((body) => body.times_today)).toEqual(Array(7).fill(3));
    expect(await shown(first)).toEqual([]);
    expect(await shown(other)).toEqual(['Manutenção']);
    const rows: unknown = await product.dataSource.query('SELECT times FROM popup_view');
    expect(rows).toEqual([{ times: 3 }]);
  });

  it('are gone once dismissed, however often it is said', async () => {
    const id = await created();
    for (let time = 0; time < 2; time++) {
      expect((await read(first, id, 'DISMISSED')).body).toEqual({
        popup_id: id,
        action: 'DISMISSED',
        times_today: 1,
        counted: time === 0,
      });
    }
    expect(await shown(first)).toEqual([]);
  });

  it('are unknown to whom they are not for', async () => {
    const id = await created({ target: { documents: [FIRST_CUSTOMER.document] } });
    expectProblem(await read(other, id, 'VIEWED'), 404, 'NOT_FOUND');
    expectProblem(await read(first, '00000000-0000-4000-8000-000000000000', 'VIEWED'), 404, 'NOT_FOUND');
    expectProblem(await read(first, 'nothing', 'VIEWED'), 404, 'NOT_FOUND');
  });

  it('are asked for by screen, and by own contracts only', async () => {
    expectProblem(await show(first, {}), 400, 'VALIDATION_ERROR');
    expectProblem(await show(first, { screen: 'home' }), 400, 'VALIDATION_ERROR');
    expect(await shown(first, { screen: 'SUPPORT', contractId: '899059' })).toEqual([]);
    expectProblem(await show(other, { screen: 'SUPPORT', contractId: '899059' }), 404, 'NOT_FOUND');
    expectProblem(await read(first, await created(), 'SEEN'), 400, 'VALIDATION_ERROR');
  });

  it('are for logged-in customers', async () => {
    expectProblem(await show(product.channel), 401, 'UNAUTHENTICATED');
    expectProblem(await show(admin), 401, 'UNAUTHENTICATED');
    expectProblem(await read(admin, await created(), 'VIEWED'), 401, 'UNAUTHENTICATED');
  });
});

describe('creating popups', () => {
  beforeEach(() => product.dataSource.query('TRUNCATE popup, popup_view CASCADE'));
  const count = async (): Promise<number> =>
    (await product.dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM popup'))[0]?.count ?? NaN;

  it('answers the popup without any document, and is audited', async () => {
    const body = wanted({
      title: 'Novo',
      body: 'Texto\ncom emoji 🎉',
      starts_at: '2026-12-01T11:00:00Z',
      ends_at: '2026-12-08T08:00:00-03:00',
      image_url: 'https://www.example.com/a.png',
      actions: [{ label: 'Site', kind: 'URL', link: 'https://www.example.com/pix' }],
      target: { documents: ['111.444.777-35'], cities: ['São Carlos'], platforms: ['ios'] },
      cap: { per_day: 1, min_interval_h: 12 },
      blocking: true,
    });
    const answer = await create(body).set('x-request-id', 'audited-popup');
    expect(answer.status).toBe(201);
    const { id, created_by } = answer.body as { id: string; created_by: string };
    expect(answer.body).toEqual({
      id: expect.any(String),
      title: 'Novo',
      body: 'Texto\ncom emoji 🎉',
      image_url: 'https://www.example.com/a.png',
      actions: [{ label: 'Site', kind: 'URL', link: 'https://www.example.com/pix' }],
      screen: 'SUPPORT',
      starts_at: '2026-12-01T08:00:00-03:00',
      ends_at: '2026-12-08T08:00:00-03:00',
      priority: 0,
      blocking: true,
      target: { documents_count: 1, cities: ['SAO CARLOS'], platforms: ['ios'] },
      cap: { per_day: 1, min_interval_h: 12 },
      holdout_percent: 0,
      published: true,
      created_by: expect.any(String),
      created_at: expect.stringMatching(/-03:00$/),
      updated_at: expect.stringMatching(/-03:00$/),
    });
    const entries: unknown = await product.dataSource.query(
      "SELECT admin_id, action, subject_id, before, after->>'title' AS title FROM audit_entry WHERE request_id = 'audited-popup'",
    );
    expect(entries).toEqual([
      { admin_id: created_by, action: 'popup.created', subject_id: id, before: null, title: 'Novo' },
    ]);
    const rows: unknown = await product.dataSource.query('SELECT * FROM popup');
    expect(JSON.stringify(rows)).not.toContain('11144477735');
  });

  it.each<[string, object, string]>([
    ['an end before the start', { ends_at: '2020-01-01T00:00:00Z' }, 'ends_at'],
    ['a time without offset', { starts_at: '2026-12-01T08:00:00' }, 'starts_at'],
    ['a day that does not exist', { starts_at: '2026-02-30T08:00:00Z' }, 'starts_at'],
    [
      'a link to a foreign host',
      { actions: [{ label: 'a', kind: 'URL', link: 'https://evil.test' }] },
      'actions.0.link',
    ],
    ['an unknown action', { actions: [{ label: 'a', kind: 'CALL' }] }, 'actions.0.kind'],
    ['a link of another app', { actions: [{ label: 'a', kind: 'DEEP_LINK', link: 'intent://x' }] }, 'actions.0.link'],
    ['a button without its link', { actions: [{ label: 'a', kind: 'URL' }] }, 'actions.0.link'],
    ['an action that is no object', { actions: ['CALL'] }, 'actions'],
    ['an invalid document', { target: { documents: ['11144477736'] } }, 'target.documents.0'],
    ['an empty list', { target: { documents: [] } }, 'target.documents'],
    ['an unknown platform', { target: { platforms: ['web'] } }, 'target.platforms'],
    ['a cap of nothing', { cap: { total: 0 } }, 'cap.total'],
    ['an impossible offset', { starts_at: '2026-12-01T08:00:00+99:99' }, 'starts_at'],
    ['a year out of reach', { ends_at: '9999-12-31T23:59:59Z' }, 'ends_at'],
    ['a title the database cannot hold', { title: 'a\0b' }, 'title'],
    ['a text the database cannot hold', { body: 'a\0b' }, 'body'],
    ['a label the database cannot hold', { actions: [{ label: 'a\uD800', kind: 'DISMISS' }] }, 'actions.0.label'],
    ['a city that is no text', { target: { cities: [1] } }, 'target.cities'],
    ['a city the database cannot hold', { target: { cities: ['a\0'] } }, 'target.cities'],
    ['a blank title', { title: ' ' }, 'title'],
    ['a screen in lower case', { screen: 'home' }, 'screen'],
  ])('refuses %s', async (_what, fields, field) => {
    const answer = await create(wanted(fields));
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    const { errors } = answer.body as { errors: { field: string }[] };
    expect(errors.map((error) => error.field)).toContain(field);
    expect(await count()).toBe(0);
  });

  it('is for administrators with the role', async () => {
    expectProblem(await create(wanted(), product.channel), 401, 'UNAUTHENTICATED');
    expectProblem(await create(wanted(), first), 401, 'UNAUTHENTICATED');
    await product.dataSource.query("UPDATE admin_user SET roles = '{operations}'");
    expectProblem(await create(wanted(), await product.loginAdmin()), 403, 'FORBIDDEN');
    expect(await count()).toBe(0);
  });
});
