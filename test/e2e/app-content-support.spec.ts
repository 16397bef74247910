import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { itKeepsRecords, RecordRoutes } from '../support/admin-records.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const CONTRACT = '899059';
const PATH = '/app/v1/interface/phone-list';

interface Channel {
  kind: string;
  label: string;
  value: string;
}

let product: TestApplication;
let admin: Caller;
let me: Caller;
let other: Caller;
let channels: RecordRoutes;
let topics: RecordRoutes;
beforeAll(async () => {
  product = await startTestApplication({ LINK_HOSTS: 'www.example.com' });
  admin = await product.loginAdmin();
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  for (const caller of [me, other]) await product.http().get('/app/v1/customers/contracts').set(caller).expect(200);
  channels = new RecordRoutes(product, admin, '/app/v1/admin/support-channels');
  topics = new RecordRoutes(product, admin, '/app/v1/admin/support-topics');
});
afterAll(() => product.close());
beforeEach(() => product.erp.journal.clear());

let made = 0;
const channel = (fields: object = {}): object => ({
  kind: 'PHONE',
  label: 'Central',
  target: `(22) 2537-${String(1_000 + (made += 1))}`,
  ...fields,
});
const topic = (fields: object = {}): object => ({
  code: `TOPIC_${(made += 1)}`,
  title: 'Tema',
  description: 'Sobre um tema.',
  action: 'NAVIGATE',
  action_target: 'faq',
  ...fields,
});
const phones = (query: object = {}, caller: Caller = product.channel) =>
  product.http().get(PATH).query(query).set(caller);
const labels = async (query: object = {}, caller?: Caller): Promise<string[]> =>
  ((await phones(query, caller).expect(200)).body as { items: Channel[] }).items.map(({ label }) => label);

describe('the list of numbers', () => {
  it('has for everybody what is for everybody', async () => {
    const answer = await phones().expect(200);
    expect(answer.body).toEqual({
      cities: [],
      items: [
        expect.objectContaining({ kind: 'WHATSAPP', value: '(32) 99999-0000' }),
        {
          kind: 'PHONE',
          label: 'Central 24 horas',
          value: '0800 777 0000',
          url: 'tel:08007770000',
          open_now: true,
          next_opening: null,
          hours: [],
          closed_on_holidays: false,
        },
      ],
    });
    const tag = answer.headers['etag'] ?? '';
    expect(tag).not.toBe('');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('has those of a city first, however the city is written', async () => {
    for (const city of ['Carmo', 'CARMO', ' carmo']) {
      expect((await phones({ city }).expect(200)).body).toMatchObject({
        cities: ['CARMO'],
        items: [{ label: 'Loja de Carmo', value: '(22) 2537-0000' }, { kind: 'WHATSAPP' }, { kind: 'PHONE' }],
      });
    }
    expect(await labels({ city: 'São Carlos' })).toEqual(['WhatsApp', 'Central 24 horas']);
  });

  it('has those of where the customer is served', async () => {
    expect(await labels({}, me)).toEqual(['Loja de Carmo', 'WhatsApp', 'Central 24 horas']);
    expect(await labels({ contractId: CONTRACT }, me)).toEqual(['Loja de Carmo', 'WhatsApp', 'Central 24 horas']);
    expect(await labels({ contractId: '1283299' }, me)).toEqual(['WhatsApp', 'Central 24 horas']);
    expect(await labels({}, other)).toEqual(['WhatsApp', 'Central 24 horas']);
    expect(await labels({ city: 'Carmo' }, other)).toEqual(['Loja de Carmo', 'WhatsApp', 'Central 24 horas']);
  });

  it('is there while the provider does not answer', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer();
      fresh.erp.faults.set('*', { kind: 'status', status: 503 });
      const answer = await fresh.http().get(PATH).set(caller).expect(200);
      expect(answer.body).toMatchObject({ cities: [], items: [{ kind: 'WHATSAPP' }, { kind: 'PHONE' }] });
    } finally {
      await fresh.close();
    }
  });

  it('of a foreign contract is not found, and of a contract needs its customer', async () => {
    expectProblem(await phones({ contractId: CONTRACT }, other), 404, 'NOT_FOUND');
    expectProblem(await phones({ contractId: CONTRACT }), 401, 'UNAUTHENTICATED');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it.each([
    ['city', { city: '' }],
    ['city', { city: 'x'.repeat(81) }],
    ['contractId', { contractId: 'x' }],
  ])('refuses a wrong %s', async (field, query) => {
    const answer = await phones(query, me);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
  });

  it('asks for the key of the channel', async () => {
    expectProblem(await product.http().get(PATH), 401, 'CHANNEL_KEY_REFUSED');
  });
});

describe('ways to reach the provider', () => {
  itKeepsRecords(() => channels, 'support-channel', {
    first: channel({
      label: 'Loja',
      target: '0800 123 4567',
      hours: [{ days: [5, 1], opens: '08:00', closes: '24:00' }],
      closed_on_holidays: true,
      cities: ['São  Carlos', 'SAO CARLOS'],
    }),
    second: channel({ kind: 'CHAT', target: 'https://www.example.com/chat' }),
    shown: {
      kind: 'PHONE',
      label: 'Loja',
      target: '08001234567',
      hours: [{ days: [1, 5], opens: '08:00', closes: '24:00' }],
      closed_on_holidays: true,
      cities: ['SAO CARLOS'],
      position: 0,
      enabled: true,
    },
  });

  it('show in help and in the list as soon as they are there, and not when they are not enabled', async () => {
    const { id } = await channels.created(channel({ label: 'Nova' }));
    const help = async (): Promise<string[]> =>
      (
        (await product.http().get('/app/v1/support/help').set(product.channel).expect(200)).body as {
          channels: Channel[];
        }
      ).channels.map(({ label }) => label);
    expect(await labels()).toContain('Nova');
    expect(await help()).toContain('Nova');
    await channels.replace(id, channel({ label: 'Nova', enabled: false })).expect(200);
    expect(await labels()).not.toContain('Nova');
    expect(await help()).not.toContain('Nova');
    await channels.remove(id).expect(204);
  });

  it('for a city are in the help of its customers only', async () => {
    const help = async (caller: Caller): Promise<string[]> =>
      (
        (await product.http().get('/app/v1/support/help').set(caller).expect(200)).body as { channels: Channel[] }
      ).channels.map(({ label }) => label);
    expect(await help(me)).toContain('Loja de Carmo');
    expect(await help(other)).not.toContain('Loja de Carmo');
    expect(await help(product.channel)).not.toContain('Loja de Carmo');
  });

  it('are one for each number or address', async () => {
    const { id } = await channels.created(channel({ kind: 'EMAIL', target: 'Ajuda@Example.com' }));
    expectProblem(await channels.create(channel({ kind: 'EMAIL', target: 'ajuda@example.com' })), 409, 'DUPLICATE');
    await channels.remove(id).expect(204);
  });

  it('are filtered by kind, city and whether they are enabled', async () => {
    const { id } = await channels.created(channel({ cities: ['Ibaté'], enabled: false }));
    expect(await channels.idsOf({ city: 'ibate' })).toEqual([id]);
    expect(await channels.idsOf({ enabled: 'false' })).toEqual([id]);
    expect(await channels.idsOf({ kind: 'CHAT', enabled: 'false' })).toEqual([]);
    expect(await channels.idsOf({ kind: 'CHAT' })).toHaveLength(1);
    for (const query of [{ kind: 'FAX' }, { enabled: 'no' }, { city: '' }]) {
      expectProblem(await channels.list(query), 400, 'VALIDATION_ERROR');
    }
    await channels.remove(id).expect(204);
  });

  it.each([
    ['kind', { kind: 'FAX' }],
    ['label', { label: '' }],
    ['target', { target: '3333-0000' }],
    ['target', { kind: 'WHATSAPP', target: '0800 777 0000' }],
    ['target', { kind: 'CHAT', target: 'https://elsewhere.test/chat' }],
    ['target', { kind: 'EMAIL', target: 'nobody' }],
    ['hours', { hours: 'always' }],
    ['hours.0.days', { hours: [{ days: [8], opens: '08:00', closes: '20:00' }] }],
    ['hours.0.days', { hours: [{ days: [], opens: '08:00', closes: '20:00' }] }],
    ['hours.0.opens', { hours: [{ days: [1], opens: '24:00', closes: '24:00' }] }],
    ['hours.0.closes', { hours: [{ days: [1], opens: '08:00', closes: '25:00' }] }],
    ['hours.0.closes', { hours: [{ days: [1], opens: '08:00', closes: '08:00' }] }],
    ['cities', { cities: [' '] }],
    ['position', { position: -1 }],
    ['enabled', { enabled: 1 }],
  ])('refuse a wrong %s', async (field, fields) => {
    await channels.expectRefused(channel(fields), field);
  });
});

describe('topics of help', () => {
  itKeepsRecords(() => topics, 'support-topic', {
    first: topic({ code: 'ONE', situations: ['ACTIVE', 'TRUST'], first_in: ['TRUST'], position: 5 }),
    second: topic({ code: 'TWO', action: 'OPEN_URL', action_target: 'https://www.example.com/ajuda' }),
    shown: {
      code: 'ONE',
      title: 'Tema',
      description: 'Sobre um tema.',
      action: 'NAVIGATE',
      action_target: 'faq',
      situations: ['ACTIVE', 'TRUST'],
      first_in: ['TRUST'],
      position: 5,
      enabled: true,
    },
  });

  it('show in help to those they are meant for', async () => {
    const { id } = await topics.created(
      topic({ code: 'FOR_VISITORS', situations: ['VISITOR'], first_in: ['VISITOR'] }),
    );
    const codes = async (caller: Caller): Promise<string[]> =>
      (
        (await product.http().get('/app/v1/support/help').set(caller).expect(200)).body as {
          topics: { code: string }[];
        }
      ).topics.map(({ code }) => code);
    expect((await codes(product.channel))[0]).toBe('FOR_VISITORS');
    expect(await codes(me)).not.toContain('FOR_VISITORS');
    expectProblem(await topics.create(topic({ code: 'FOR_VISITORS' })), 409, 'DUPLICATE');
    await topics.remove(id).expect(204);
  });

  it('are filtered by situation and whether they are enabled', async () => {
    const { id } = await topics.created(topic({ situations: ['PAUSED'], enabled: false }));
    expect(await topics.idsOf({ enabled: 'false' })).toEqual([id]);
    expect(await topics.idsOf({ situation: 'PAUSED', enabled: 'false' })).toEqual([id]);
    expect(await topics.idsOf({ situation: 'VISITOR', enabled: 'false' })).toEqual([]);
    expectProblem(await topics.list({ situation: 'HAPPY' }), 400, 'VALIDATION_ERROR');
    await topics.remove(id).expect(204);
  });

  it.each([
    ['code', { code: 'pay-bills' }],
    ['title', { title: 'x'.repeat(61) }],
    ['description', { description: undefined }],
    ['action', { action: 'CALL' }],
    ['action_target', { action_target: 'https://www.example.com/' }],
    ['action_target', { action: 'OPEN_URL', action_target: 'https://elsewhere.test/' }],
    ['situations', { situations: ['HAPPY'] }],
    ['first_in', { situations: ['ACTIVE'], first_in: ['TRUST'] }],
    ['position', { position: 'first' }],
  ])('refuse a wrong %s', async (field, fields) => {
    await topics.expectRefused(topic(fields), field);
  });
});
