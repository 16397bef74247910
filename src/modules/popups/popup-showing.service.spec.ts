import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { DataSource, type DeepPartial } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { dataSourceOptions } from '../../common/persistence/data-source-options.js';
import { appVersionSortKey } from '../app-settings/app-version-number.js';
import type { AppCaller } from '../audience/app-caller.js';
import { type CustomerFacts, STRANGER } from '../audience/audience-target.js';
import { CustomerFactsService } from '../audience/customer-facts.service.js';
import { PopupEntity } from './popup.entity.js';
import { PopupShowingService } from './popup-showing.service.js';
import { PopupViewEntity } from './popup-view.entity.js';

const HOUR_MS = 3_600_000;
const ANY_DEVICE: AppCaller = { platform: undefined, version: undefined };

describe('PopupShowingService', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let customerId: string;
  let facts: CustomerFacts;
  let service: PopupShowingService;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource({
      ...dataSourceOptions({ url: database.url, poolSize: 10, statementTimeoutMs: 5_000 }),
      entities: [PopupEntity, PopupViewEntity],
    }).initialize();
    const customers = Object.create(CustomerFactsService.prototype, {
      of: { value: () => Promise.resolve(facts) },
    }) as CustomerFactsService;
    service = new PopupShowingService(dataSource.manager, customers, { atOnce: 2, viewRetentionDays: 90 });
  });

  beforeEach(async () => {
    await dataSource.query('TRUNCATE popup, popup_view, customer_account CASCADE');
    customerId = randomUUID();
    await dataSource.query(
      `INSERT INTO customer_account (id, erp_customer_id, document, first_name) VALUES ($1, '1', '52998224725', 'Ana')`,
      [customerId],
    );
    facts = STRANGER;
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function publish(title: string, wanted: DeepPartial<PopupEntity> = {}): Promise<string> {
    const { id } = await dataSource.getRepository(PopupEntity).save({
      title,
      body: 'Texto',
      screen: 'HOME',
      startsAt: new Date(Date.now() - HOUR_MS),
      endsAt: new Date(Date.now() + HOUR_MS),
      createdBy: randomUUID(),
      ...wanted,
    });
    if (id === undefined) throw new Error('no id');
    return id;
  }

  async function shown(app: AppCaller = ANY_DEVICE, screen = 'HOME'): Promise<string[]> {
    const selected = await service.select(customerId, { screen, contractId: undefined, app });
    return selected.map(({ title }) => title);
  }

  const moveViews = (interval: string): Promise<unknown> =>
    dataSource.query(
      'UPDATE popup_view SET last_at = last_at - $1::interval, day = ((last_at - $1::interval) AT TIME ZONE $2)::date',
      [interval, 'America/Sao_Paulo'],
    );

  it('shows what is published on the screen inside its window', async () => {
    await publish('now');
    await publish('draft', { published: false });
    await publish('elsewhere', { screen: 'INVOICES' });
    await publish('soon', { startsAt: new Date(Date.now() + HOUR_MS / 2) });
    await publish('over', { endsAt: new Date(Date.now() - 1) });
    expect(await shown()).toEqual(['now']);
    expect(await shown(ANY_DEVICE, 'INVOICES')).toEqual(['elsewhere']);
  });

  it('orders by priority, then by start, one blocking and so many others', async () => {
    await publish('old', { priority: 5, startsAt: new Date(Date.now() - 3 * HOUR_MS) });
    await publish('new', { priority: 5 });
    await publish('low', { priority: 1 });
    await publish('blocking second', { priority: 3, blocking: true });
    await publish('blocking first', { priority: 4, blocking: true });
    expect(await shown()).toEqual(['new', 'old', 'blocking first']);
  });

  it('matches any entry within a kind', async () => {
    await publish('cities', { target: { cities: ['SAO CARLOS', 'ARARAQUARA'] } });
    expect(await shown()).toEqual([]);
    facts = { ...STRANGER, cities: ['SAO CARLOS', 'IBATE'] };
    expect(await shown()).toEqual(['cities']);
  });

  it('shows a popup once, by however many cities it is for the customer', async () => {
    facts = { ...STRANGER, cities: ['SAO CARLOS', 'IBATE'] };
    await publish('both', { priority: 2, target: { cities: ['IBATE', 'SAO CARLOS', 'ARARAQUARA'] } });
    await publish('all', { priority: 1 });
    await publish('one', { target: { cities: ['IBATE'] } });
    expect(await shown()).toEqual(['both', 'all']);
  });

  it('follows what is changed of a popup at once', async () => {
    const id = await publish('popup', { target: { cities: ['IBATE'] } });
    const change = (fields: DeepPartial<PopupEntity>) => dataSource.getRepository(PopupEntity).save({ id, ...fields });
    expect(await shown()).toEqual([]);
    await change({ target: {} });
    expect(await shown()).toEqual(['popup']);
    await change({ published: false });
    expect(await shown()).toEqual([]);
    await change({ published: true, target: { document_hashes: ['a', 'a', 'b'] } });
    expect(await shown()).toEqual([]);
    facts = { ...STRANGER, documentHash: 'a' };
    expect(await shown()).toEqual(['popup']);
    await change({ screen: 'INVOICES' });
    expect(await shown()).toEqual([]);
    expect(await shown(ANY_DEVICE, 'INVOICES')).toEqual(['popup']);
  });

  it('demands all of the kinds', async () => {
    await publish('all', {
      target: { document_hashes: ['a', 'b'], cities: ['IBATE'], plans: ['FIBRA 500'], statuses: ['ATIVO'] },
    });
    const all = { documentHash: 'b', cities: ['IBATE'], plans: ['FIBRA 500'], statuses: ['ATIVO', 'SUSPENSO'] };
    facts = all;
    expect(await shown()).toEqual(['all']);
    for (const missing of [
      { documentHash: 'c' },
      { documentHash: null },
      { cities: [] },
      { plans: ['FIBRA'] },
      { statuses: [] },
    ]) {
      facts = { ...all, ...missing };
      expect(await shown()).toEqual([]);
    }
  });

  it.each([
    [{ platform: 'ios', version: '3.10.0' }, ['ios', 'from 3.9', 'until 3.10']],
    [{ platform: 'iOS', version: '3.10.1' }, ['ios', 'from 3.9']],
    [{ platform: 'android', version: '3.9-rc.1' }, ['until 3.10']],
    [{ platform: 'android', version: '3.9' }, ['from 3.9', 'until 3.10']],
    [{ platform: undefined, version: undefined }, []],
    [{ platform: 'web', version: 'latest' }, []],
  ])('matches the device %j', async (device, titles) => {
    await publish('ios', { priority: 3, screen: 'A', target: { platforms: ['ios'] } });
    await publish('from 3.9', {
      priority: 2,
      screen: 'B',
      target: { min_version: '3.9', min_version_key: appVersionSortKey('3.9') ?? '' },
    });
    await publish('until 3.10', {
      screen: 'C',
      target: { max_version: '3.10', max_version_key: appVersionSortKey('3.10') ?? '' },
    });
    const all = await Promise.all(['A', 'B', 'C'].map((screen) => shown(device, screen)));
    expect(all.flat()).toEqual(titles);
  });

  it('stops at the cap of a day and goes on the next day', async () => {
    const id = await publish('daily', { cap: { per_day: 2 } });
    await service.record(customerId, id, 'VIEWED');
    expect(await shown()).toEqual(['daily']);
    expect(await service.record(customerId, id, 'VIEWED')).toEqual({ timesToday: 2, counted: true });
    expect(await shown()).toEqual([]);
    await moveViews('1 day');
    expect(await shown()).toEqual(['daily']);
  });

  it('stops for good at the total', async () => {
    const id = await publish('thrice', { cap: { total: 3 } });
    for (let day = 0; day < 3; day++) {
      expect(await shown()).toEqual(['thrice']);
      await service.record(customerId, id, 'VIEWED');
      await moveViews('1 day');
    }
    expect(await shown()).toEqual([]);
  });

  it('waits between two showings', async () => {
    const id = await publish('spaced', { cap: { min_interval_h: 12 } });
    await service.record(customerId, id, 'VIEWED');
    expect(await shown()).toEqual([]);
    await moveViews('11 hours 59 minutes');
    expect(await shown()).toEqual([]);
    await moveViews('1 minute');
    expect(await shown()).toEqual(['spaced']);
  });

  it('does not come back once dismissed, nor once clicked when it is for one click', async () => {
    const once = await publish('once', { screen: 'A', cap: { once: true } });
    const again = await publish('again', { screen: 'B', cap: { once: false } });
    const dismissed = await publish('dismissed', { screen: 'C' });
    await service.record(customerId, once, 'CLICKED');
    await service.record(customerId, again, 'CLICKED');
    await service.record(customerId, dismissed, 'DISMISSED');
    await moveViews('40 days');
    expect((await Promise.all(['A', 'B', 'C'].map((screen) => shown(ANY_DEVICE, screen)))).flat()).toEqual(['again']);
  });

  it('counts each showing, also those told at once, and other acts once', async () => {
    const id = await publish('popup', { cap: { total: 11 } });
    await Promise.all(Array.from({ length: 10 }, () => service.record(customerId, id, 'VIEWED')));
    expect(await shown()).toEqual(['popup']);
    expect(await service.record(customerId, id, 'VIEWED')).toEqual({ timesToday: 11, counted: true });
    expect(await shown()).toEqual([]);
    expect(await service.record(customerId, id, 'VIEWED')).toEqual({ timesToday: 11, counted: false });
    await Promise.all(Array.from({ length: 5 }, () => service.record(customerId, id, 'CLICKED')));
    expect(await service.record(customerId, id, 'CLICKED')).toEqual({ timesToday: 1, counted: false });
  });

  it.each([
    ['a day', { per_day: 3 }, 3],
    ['all time', { total: 3 }, 3],
    ['the interval', { min_interval_h: 1 }, 1],
    ['both', { per_day: 5, total: 2 }, 2],
  ])('counts no more showings than the cap of %s allows, however many come at once', async (_, cap, most) => {
    const id = await publish('capped', { cap });
    const answers = await Promise.all(Array.from({ length: 10 }, () => service.record(customerId, id, 'VIEWED')));
    expect(answers.filter(({ counted }) => counted)).toHaveLength(most);
    expect(answers.filter(({ counted }) => !counted).map(({ timesToday }) => timesToday)).toEqual(
      Array(10 - most).fill(most),
    );
    expect(await shown()).toEqual([]);
  });

  it('counts earlier days toward the total, and their latest showing toward the interval', async () => {
    const total = await publish('total', { cap: { total: 2 } });
    const spaced = await publish('spaced', { cap: { min_interval_h: 48 } });
    for (const id of [total, spaced]) await service.record(customerId, id, 'VIEWED');
    await moveViews('25 hours');
    expect(await service.record(customerId, spaced, 'VIEWED')).toEqual({ timesToday: 0, counted: false });
    const answers = await Promise.all(Array.from({ length: 4 }, () => service.record(customerId, total, 'VIEWED')));
    expect(answers.filter(({ counted }) => counted)).toHaveLength(1);
  });

  it('keeps a part of the customers from a popup, always the same ones', async () => {
    const all = await publish('all', { holdoutPercent: 100 });
    expect(await shown()).toEqual([]);
    await expect(service.record(customerId, all, 'VIEWED')).rejects.toMatchObject({ kind: { code: 'NOT_FOUND' } });
    const popupId = '11111111-1111-4111-8111-111111111111';
    await publish('part', { id: popupId, screen: 'PART', holdoutPercent: 30 });
    const others = Array.from({ length: 400 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
    const shareOf = (id: string): number =>
      Number.parseInt(createHash('md5').update(`${id}:${popupId}`).digest('hex').slice(0, 8), 16) % 100;
    const seeing = await Promise.all(
      others.map(async (id) => ((await service.selectFor(id, STRANGER, 'PART', ANY_DEVICE)).length > 0 ? [id] : [])),
    );
    expect(seeing.flat()).toEqual(others.filter((id) => shareOf(id) >= 30));
  });

  it('counts what customers did with a popup', async () => {
    const id = await publish('popup', { cap: { per_day: 2 } });
    const act = (action: 'VIEWED' | 'CLICKED' | 'DISMISSED') => service.record(customerId, id, action);
    await Promise.all([act('VIEWED'), act('VIEWED'), act('VIEWED')]);
    await moveViews('1 day');
    await Promise.all([act('VIEWED'), act('CLICKED'), act('CLICKED'), act('DISMISSED')]);
    const [counts] = await dataSource.query<unknown[]>(
      `SELECT sum(shown)::int AS shown, sum(clicked)::int AS clicked, sum(dismissed)::int AS dismissed,
              sum(customers)::int AS customers, sum(new_customers)::int AS new_customers FROM popup_statistic`,
    );
    expect(counts).toEqual({ shown: 3, clicked: 1, dismissed: 1, customers: 2, new_customers: 1 });
  });

  it('keeps customers apart', async () => {
    const id = await publish('popup', { cap: { total: 1 } });
    const other = randomUUID();
    await dataSource.query(
      `INSERT INTO customer_account (id, erp_customer_id, document, first_name) VALUES ($1, '2', '11144477735', 'Rui')`,
      [other],
    );
    await service.record(other, id, 'VIEWED');
    expect(await shown()).toEqual(['popup']);
  });

  it('records on what has just ended, on nothing that is not theirs', async () => {
    const ended = await publish('ended', { endsAt: new Date(Date.now() - 1) });
    expect(await service.record(customerId, ended, 'CLICKED')).toEqual({ timesToday: 1, counted: true });
    const refused = [
      await publish('for others', { target: { document_hashes: ['z'] } }),
      await publish('draft', { published: false }),
      await publish('soon', { startsAt: new Date(Date.now() + HOUR_MS / 2) }),
      randomUUID(),
      'not-an-id',
    ];
    for (const id of refused) {
      await expect(service.record(customerId, id, 'VIEWED')).rejects.toMatchObject({ kind: { code: 'NOT_FOUND' } });
    }
  });
});
