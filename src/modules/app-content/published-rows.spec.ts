import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BannerEntity } from './banners/banner.entity.js';
import { PublishedRows } from './published-rows.js';

const KEEP_MS = 5_000;
const NOW = Date.parse('2026-12-01T12:00:00Z');

const banner = (id: string, startsAt: number, endsAt: number | null): BannerEntity =>
  Object.assign(new BannerEntity(), {
    id,
    startsAt: new Date(startsAt),
    endsAt: endsAt === null ? null : new Date(endsAt),
  });

describe('PublishedRows', () => {
  let stored: BannerEntity[];
  let loads: number;
  let load: () => Promise<BannerEntity[]>;

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    stored = [banner('standing', NOW - 1, null)];
    loads = 0;
    load = async () => {
      loads += 1;
      return [...stored];
    };
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const idsOf = async (rows: PublishedRows<BannerEntity>): Promise<string[]> => (await rows.open()).map(({ id }) => id);

  it('reads once for all who ask within the time', async () => {
    const rows = new PublishedRows(load, KEEP_MS);
    await Promise.all([rows.open(), rows.open(), rows.open()]);
    jest.advanceTimersByTime(KEEP_MS - 1);
    await rows.open();
    expect(loads).toBe(1);
  });

  it('shows what another instance changed no later than after the time', async () => {
    const rows = new PublishedRows(load, KEEP_MS);
    await rows.open();
    stored.push(banner('new', NOW - 1, null));
    jest.advanceTimersByTime(KEEP_MS - 1);
    expect(await idsOf(rows)).toEqual(['standing']);
    jest.advanceTimersByTime(1);
    expect(await idsOf(rows)).toEqual(['standing', 'new']);
  });

  it('opens and closes windows on time, whatever is kept', async () => {
    stored = [banner('ending', NOW - 1, NOW + 1_000), banner('coming', NOW + 1_000, null)];
    const rows = new PublishedRows(load, KEEP_MS);
    expect(await idsOf(rows)).toEqual(['ending']);
    jest.advanceTimersByTime(1_000);
    expect(await idsOf(rows)).toEqual(['coming']);
    expect(loads).toBe(1);
  });

  it('reads anew after a change of its own, also when a reading was under way', async () => {
    let release: (value: BannerEntity[]) => void = () => undefined;
    const before = new Promise<BannerEntity[]>((resolve) => {
      release = resolve;
    });
    const answers = [before, Promise.resolve([banner('changed', NOW - 1, null)])];
    const rows = new PublishedRows(() => answers.shift() ?? Promise.resolve([]), KEEP_MS);
    const early = idsOf(rows);
    rows.forget();
    expect(await idsOf(rows)).toEqual(['changed']);
    release(stored);
    expect(await early).toEqual(['standing']);
    expect(await idsOf(rows)).toEqual(['changed']);
  });

  it('keeps no failure', async () => {
    const answers = [Promise.reject(new Error('no database')), Promise.resolve(stored)];
    const rows = new PublishedRows(() => answers.shift() ?? Promise.resolve([]), KEEP_MS);
    await expect(rows.open()).rejects.toThrow('no database');
    expect(await idsOf(rows)).toEqual(['standing']);
  });

  it('keeps nothing when it is told to', async () => {
    const rows = new PublishedRows(load, 0);
    await rows.open();
    await rows.open();
    expect(loads).toBe(2);
  });
});
