import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itKeepsContent, itKeepsRecords, RecordRoutes, UNKNOWN_ID } from '../support/admin-records.js';
import { type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';
import { until } from '../support/until.js';

const PATH = '/app/v1/interface/onboardings';
const PHONE = { 'x-device-id': '6f1c2a90-first-phone' };
const TABLET = { 'x-device-id': '6f1c2a90-the-tablet' };

interface Slide {
  id: string;
  title: string;
}

let product: TestApplication;
let admin: Caller;
let routes: RecordRoutes;
beforeAll(async () => {
  product = await startTestApplication({ LINK_HOSTS: 'www.example.com' });
  admin = await product.loginAdmin();
  routes = new RecordRoutes(product, admin, '/app/v1/admin/onboarding-slides');
});
afterAll(() => product.close());

const wanted = (fields: object = {}): object => ({
  title: 'Bem-vindo',
  body: 'Tudo em um só lugar.',
  published: true,
  starts_at: '2026-01-01T00:00:00-03:00',
  ...fields,
});
const list = (headers: object = PHONE) =>
  product
    .http()
    .get(PATH)
    .set({ ...product.channel, ...headers });
const titles = async (headers: object = PHONE): Promise<string[]> =>
  ((await list(headers).expect(200)).body as { items: Slide[] }).items.map(({ title }) => title);
const see = (id: string, headers: object = PHONE) =>
  product
    .http()
    .put(`${PATH}/${id}/seen`)
    .set({ ...product.channel, ...headers });

describe('onboarding slides', () => {
  it('are shown until the installation has seen them', async () => {
    const answer = await list().expect(200);
    const { items } = answer.body as { items: Slide[] };
    expect(items.map(({ title }) => title)).toEqual([
      'Sua fatura na palma da mão',
      'Seu Wi-Fi do seu jeito',
      'Ajuda quando você precisar',
    ]);
    expect(items[2]).toEqual({
      id: expect.any(String),
      title: 'Ajuda quando você precisar',
      body: expect.stringContaining('técnico'),
      image_url: null,
      action: { type: 'DEEPLINK', value: 'provider://login' },
    });
    const tag = answer.headers['etag'] ?? '';
    await list({ ...PHONE, 'if-none-match': tag }).expect(304);
    const seen = await see(items[0]!.id).expect(200);
    expect(seen.body).toEqual({ slide_id: items[0]!.id, seen_at: expect.stringMatching(/-03:00$/) });
    expect((await see(items[0]!.id.toUpperCase()).expect(200)).body).toEqual(seen.body);
    expect(await titles()).toEqual(['Seu Wi-Fi do seu jeito', 'Ajuda quando você precisar']);
    expect(await titles(TABLET)).toHaveLength(3);
    expect(await titles({})).toHaveLength(3);
    expect(await titles({ 'x-device-id': 'odd' })).toHaveLength(3);
    for (const { id } of items) await see(id).expect(200);
    expect(await titles()).toEqual([]);
  });

  it('are remembered once, however many times they are seen at once, and not by whom', async () => {
    const { id } = await routes.created(wanted());
    const answers = await Promise.all(Array.from({ length: 8 }, () => see(id)));
    expect(new Set(answers.map(({ body }) => (body as { seen_at: string }).seen_at)).size).toBe(1);
    const rows: { device_hash: Buffer }[] = await product.dataSource.query(
      'SELECT device_hash FROM onboarding_slide_seen WHERE slide_id = $1',
      [id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.device_hash.toString()).not.toContain(PHONE['x-device-id']);
    await routes.remove(id).expect(204);
    expect(await product.dataSource.query('SELECT 1 FROM onboarding_slide_seen WHERE slide_id = $1', [id])).toEqual([]);
  });

  it('are those for the version of the app', async () => {
    const { id } = await routes.created(
      wanted({ title: 'Novo no 4.2', target: { platforms: ['android'], min_version: '4.2' } }),
    );
    const from = (platform: string, version: string) =>
      titles({ 'x-device-id': 'another-phone', 'x-app-platform': platform, 'x-app-version': version });
    expect(await from('android', '4.2.0')).toContain('Novo no 4.2');
    expect(await from('android', '4.10')).toContain('Novo no 4.2');
    expect(await from('android', '4.1.9')).not.toContain('Novo no 4.2');
    expect(await from('ios', '4.2.0')).not.toContain('Novo no 4.2');
    await routes.remove(id).expect(204);
  });

  it('are not shown before they are published or in their window', async () => {
    const { id } = await routes.created(wanted({ title: 'Ainda não', published: false }));
    expect(await titles(TABLET)).not.toContain('Ainda não');
    expectProblem(await see(id), 404, 'NOT_FOUND');
    await routes.replace(id, wanted({ title: 'Ainda não', starts_at: '2099-01-01T00:00:00Z' })).expect(200);
    expect(await titles(TABLET)).not.toContain('Ainda não');
    await routes.remove(id).expect(204);
  });

  it('cannot be seen when they are not there, or by nobody', async () => {
    expectProblem(await see(UNKNOWN_ID), 404, 'NOT_FOUND');
    expectProblem(await see('nothing'), 404, 'NOT_FOUND');
    for (const headers of [
      {},
      { 'x-device-id': 'short' },
      { 'x-device-id': 'x'.repeat(201) },
      { 'x-device-id': 'a b c d e' },
    ]) {
      const answer = await see(UNKNOWN_ID, headers);
      expectProblem(answer, 400, 'VALIDATION_ERROR');
      expect(answer.body).toMatchObject({ errors: [{ field: 'x-device-id' }] });
    }
  });

  it('ask for the key of the channel', async () => {
    expectProblem(await product.http().get(PATH), 401, 'CHANNEL_KEY_REFUSED');
    expectProblem(await product.http().put(`${PATH}/${UNKNOWN_ID}/seen`), 401, 'CHANNEL_KEY_REFUSED');
  });

  it('are forgotten after long enough', async () => {
    const [old] = ((await list(TABLET).expect(200)).body as { items: Slide[] }).items;
    await see(old!.id, TABLET).expect(200);
    await product.dataSource.query(
      `UPDATE onboarding_slide_seen SET seen_at = now() - interval '401 days' WHERE slide_id = $1`,
      [old!.id],
    );
    const kept: unknown[] = await product.dataSource.query(
      `SELECT 1 FROM onboarding_slide_seen WHERE seen_at > now() - interval '1 day'`,
    );
    expect(kept.length).toBeGreaterThan(0);
    await product.http().post('/app/v1/admin/jobs/onboarding-slides-seen.purge/run').set(admin).expect(202);
    const left = async (): Promise<number> =>
      (await product.dataSource.query<unknown[]>('SELECT 1 FROM onboarding_slide_seen')).length;
    await until(async () => (await left()) === kept.length);
    expect(await titles(TABLET)).toContain(old!.title);
  });
});

describe('administration', () => {
  itKeepsRecords(() => routes, 'onboarding-slide', {
    first: wanted({ title: 'Um', image_url: 'https://www.example.com/a.png', target: { platforms: ['ios'] } }),
    second: wanted({ title: 'Dois' }),
    shown: {
      title: 'Um',
      body: 'Tudo em um só lugar.',
      image_url: 'https://www.example.com/a.png',
      action: null,
      target: { documents_count: null, platforms: ['ios'] },
    },
  });
  itKeepsContent(() => routes, wanted);

  it('is for apps, not for customers', async () => {
    const made = (await routes.create(wanted({ target: { cities: ['Carmo'], platforms: ['ios'] } })).expect(201))
      .body as {
      id: string;
      target: object;
    };
    expect(made.target).toEqual({ documents_count: null, platforms: ['ios'] });
    await routes.remove(made.id).expect(204);
  });

  it.each([
    ['body', { body: undefined }],
    ['body', { body: 'x'.repeat(301) }],
    ['image_url', { image_url: 'http://www.example.com/a.png' }],
  ])('refuses a wrong %s', async (field, fields) => {
    await routes.expectRefused(wanted(fields), field);
  });
});
