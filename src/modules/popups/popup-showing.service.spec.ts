import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource, type DeepPartial } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { dataSourceOptions } from '../../common/persistence/data-source-options.js';
import { appVersionSortKey } from '../app-settings/app-version-number.js';
import type { PopupAudienceFacts } from './popup-audience.port.js';
import { PopupEntity } from './popup.entity.js';
import type { PopupDevice } from './popup-selection.js';
import { PopupShowingService } from './popup-showing.service.js';
import { PopupViewEntity } from './popup-view.entity.js';

const HOUR_MS = 3_600_000;
const NOBODY: PopupAudienceFacts = { documentHash: undefined, cities: [], plans: [], statuses: [] };
const ANY_DEVICE: PopupDevice = { platform: undefined, version: undefined };

describe('PopupShowingService', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let customerId: string;
  let facts: PopupAudienceFacts;
  let service: PopupShowingService;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource({
      ...dataSourceOptions({ url: database.url, poolSize: 10, statementTimeoutMs: 5_000 }),
      entities: [PopupEntity, PopupViewEntity],
    }).initialize();
    service = new PopupShowingService(
      dataSource.manager,
      { facts: () => Promise.resolve(facts) },
      { links: { hosts: new Set(), appScheme: 'provider' }, atOnce: 2 },
    );
  });

  beforeEach(async () => {
    await dataSource.query('TRUNCATE popup, popup_view, customer_account CASCADE');
    customerId = randomUUID();
    await dataSource.query(
      `INSERT INTO customer_account (id, erp_customer_id, document, first_name) VALUES ($1, '1', '52998224725', 'Ana')`,
      [customerId],
    );
    facts = NOBODY;
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

  async function shown(device: PopupDevice = ANY_DEVICE, screen = 'HOME'): Promise<string[]> {
    const selected = await service.select(customerId, { screen, contractId: undefined, device });
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
    facts = { ...NOBODY, cities: ['são  carlos', 'Ibaté'] };
    expect(await shown()).toEqual(['cities']);
  });

  it('demands all of the kinds', async () => {
    await publish('all', {
      target: { document_hashes: ['a', 'b'], cities: ['IBATE'], plans: ['FIBRA 500'], statuses: ['ATIVO'] },
    });
    const all = { documentHash: 'b', cities: ['Ibaté'], plans: ['Fibra 500'], statuses: ['ativo', 'suspenso'] };
    facts = all;
    expect(await shown()).toEqual(['all']);
    for (const missing of [
      { documentHash: 'c' },
      { documentHash: undefined },
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
    expect(await service.record(customerId, id, 'VIEWED')).toBe(2);
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
    expect(await service.record(customerId, id, 'VIEWED')).toBe(11);
    expect(await shown()).toEqual([]);
    await Promise.all(Array.from({ length: 5 }, () => service.record(customerId, id, 'CLICKED')));
    expect(await service.record(customerId, id, 'CLICKED')).toBe(1);
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
    expect(await service.record(customerId, ended, 'CLICKED')).toBe(1);
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
