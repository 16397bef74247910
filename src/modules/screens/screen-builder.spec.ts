import { describe, expect, it } from '@jest/globals';
import { AppKnowledge } from './app-knowledge.js';
import { navigate, openUrl, REFRESH_ACTION, submit } from './screen-actions.js';
import { ScreenBuilder, type SectionContent } from './screen-builder.js';

const POLICY = { hosts: new Set(['www.example.com']), appScheme: 'provider' };
const builderFor = (version: string | undefined, platform: string | undefined) =>
  new ScreenBuilder('test', new AppKnowledge({ platform, version }), POLICY);
const builder = (version: string) => builderFor(version, 'ios');

const HOME = navigate('HOME', 'Início', '/app/v1/interface/home');
const SEND = submit('SEND', 'Enviar', { method: 'POST', path: '/app/v1/finances/trust', body: { contract_id: '1' } });

const popups: SectionContent<'POPUP_COUNT'> = {
  state: 'ok',
  data: { count: 2, blocking: false },
  actions: [HOME, SEND],
};
const withWords: SectionContent<'POPUP_COUNT'> = { ...popups, text: { title: 'Avisos', text: 'Dois avisos' } };

const card = {
  id: '90',
  contract_ids: ['1'],
  due_date: '2026-12-01',
  days_overdue: 0,
  amount_cents: 1,
  fine_cents: 0,
  interest_cents: 0,
  updated_amount_cents: 1,
  updated_amount_formatted: 'R$ 0,01',
  badge: { text: 'Vence hoje', tone: 'ATTENTION' as const },
  actions: [],
};
const invoices: SectionContent<'INVOICE_LIST'> = {
  state: 'ok',
  data: { title: 'Em aberto', total_cents: 1, total_formatted: 'R$ 0,01', cards: [card] },
};

describe('a section', () => {
  it('goes out as it is to an app that knows its type', () => {
    expect(builder('3.4.0').section('popups', 'POPUP_COUNT', withWords)).toEqual({
      id: 'popups',
      type: 'POPUP_COUNT',
      version: 1,
      state: 'ok',
      data: { count: 2, blocking: false },
      actions: [HOME, SEND],
      analytics: {
        name: 'section_view',
        params: { screen_id: 'test', section_id: 'popups', section_type: 'POPUP_COUNT' },
      },
    });
  });

  it('becomes a text for an app that does not know it', () => {
    expect(builder('3.3.9').section('popups', 'POPUP_COUNT', withWords)).toMatchObject({
      id: 'popups',
      type: 'TEXT',
      version: 1,
      data: { title: 'Avisos', text: 'Dois avisos' },
      actions: [HOME, SEND],
    });
  });

  it('is left out where there are no words for it', () => {
    expect(builder('3.3.9').section('popups', 'POPUP_COUNT', popups)).toBeUndefined();
  });

  it.each([
    [undefined, 'ios'],
    ['3.0.0', undefined],
    ['3.0.0', 'web'],
    ['nightly', 'android'],
  ])('takes its words along where the app is not known (%s on %s)', (version, platform) => {
    expect(builderFor(version, platform).section('popups', 'POPUP_COUNT', withWords)).toMatchObject({
      type: 'POPUP_COUNT',
      fallback: {
        type: 'TEXT',
        version: 1,
        data: { title: 'Avisos', text: 'Dois avisos' },
        actions: [HOME, SEND],
      },
    });
  });

  it('is taken back to the version that the app knows', () => {
    const newest = builder('3.4.0').section('open', 'INVOICE_LIST', invoices);
    expect(newest).toMatchObject({ version: 2, data: { cards: [{ badge: { text: 'Vence hoje' } }] } });
    const old = builder('3.3.0').section('open', 'INVOICE_LIST', invoices);
    expect(old).toMatchObject({ type: 'INVOICE_LIST', version: 1 });
    expect(JSON.stringify(old)).not.toContain('badge');
  });

  it('says since when kept data stands', () => {
    const asOf = new Date('2026-11-21T12:00:00Z');
    expect(builder('3.6.0').section('popups', 'POPUP_COUNT', { ...popups, state: 'stale', asOf })).toMatchObject({
      state: 'stale',
      as_of: '2026-11-21T09:00:00-03:00',
    });
  });
});

describe('actions', () => {
  it('are those that the app can carry out', () => {
    expect(builder('3.2.0').actions([HOME, SEND, REFRESH_ACTION])).toEqual([HOME, SEND, REFRESH_ACTION]);
    expect(builder('3.1.0').actions([HOME, SEND, REFRESH_ACTION])).toEqual([HOME, REFRESH_ACTION]);
    expect(builder('3.0.9').actions([HOME, SEND, REFRESH_ACTION])).toEqual([HOME]);
  });

  it('lead nowhere but where they may', () => {
    expect(builder('3.6.0').actions([openUrl('X', 'X', 'https://evil.example/'), HOME])).toEqual([HOME]);
    const links = builder('3.6.0').links('more', null, [
      { id: 'A', title: 'A', description: null, action: openUrl('A', 'A', 'https://evil.example/') },
      { id: 'B', title: 'B', description: null, action: openUrl('B', 'B', 'https://www.example.com/') },
    ]);
    expect(links).toMatchObject({ data: { items: [{ id: 'B' }] } });
  });
});

describe('a screen', () => {
  const screen = (count: number) => {
    const made = builder('3.6.0');
    return made.screen({ ttlSeconds: 60, refreshAfterSeconds: 30 }, [
      made.section('popups', 'POPUP_COUNT', { ...popups, data: { count, blocking: false } }),
      undefined,
    ]);
  };

  it('lists the sections that there are, in their order', () => {
    expect(screen(1)).toMatchObject({
      schema_version: 3,
      screen_id: 'test',
      ttl_s: 60,
      layout: { order: ['popups'] },
      refresh: { pull: true, after_s: 30 },
    });
  });

  it('has a tag of what it says', () => {
    expect(screen(1).etag).toMatch(/^W\/"[\w-]{43}"$/);
    expect(screen(1).etag).toBe(screen(1).etag);
    expect(screen(2).etag).not.toBe(screen(1).etag);
  });
});
