import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

interface Help {
  situation: string;
  topics: { code: string; title: string; description: string; action: { type: string; target: string } }[];
  channels: { kind: string; value: string; url: string; open_now: boolean; next_opening: string | null }[];
}

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const help = (caller: Caller, query: object = {}) =>
  product.http().get('/app/v1/support/help').query(query).set(caller);
const codes = (body: unknown): string[] => (body as Help).topics.map(({ code }) => code);

describe('help', () => {
  it('for whoever is not logged in needs no provider', async () => {
    const { body } = await help(product.channel).expect(200);
    expect(body).toMatchObject({ situation: 'VISITOR' });
    expect(codes(body)).toEqual(['QUICK_INVOICE', 'CHECK_COVERAGE', 'FAQ']);
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('names the channels, and whether somebody is there', async () => {
    const { channels } = (await help(product.channel).expect(200)).body as Help;
    expect(channels.map(({ kind, value, url }) => ({ kind, value, url }))).toEqual([
      { kind: 'WHATSAPP', value: '(32) 99999-0000', url: 'https://wa.me/5532999990000' },
      { kind: 'CHAT', value: 'https://provedor.example/chat', url: 'https://provedor.example/chat' },
      { kind: 'PHONE', value: '0800 777 0000', url: 'tel:08007770000' },
      { kind: 'EMAIL', value: 'atendimento@provedor.example', url: 'mailto:atendimento@provedor.example' },
    ]);
    // Without hours: always.
    expect(channels.find(({ kind }) => kind === 'PHONE')).toMatchObject({ open_now: true, next_opening: null });
    for (const channel of channels) {
      expect(channel.next_opening === null).toBe(channel.open_now);
    }
  });

  it('for a suspended contract puts paying and the trust unlock first', async () => {
    const { body } = await help(other, { contractId: '311622' }).expect(200);
    expect(body).toMatchObject({ situation: 'SUSPENDED' });
    expect(codes(body).slice(0, 2)).toEqual(['PAY_BILLS', 'TRUST_UNLOCK']);
  });

  it('for a customer goes by the contract that needs it most, or by the one named', async () => {
    expect((await help(me).expect(200)).body).toMatchObject({ situation: 'TRUST' });
    const { body } = await help(me, { contractId: '899059' }).expect(200);
    expect(body).toMatchObject({ situation: 'ACTIVE' });
    expect(codes(body)).toEqual(['NO_CONNECTION', 'PAY_BILLS', 'WIFI', 'FAQ']);
  });

  it('is there while the provider does not answer', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer();
      fresh.erp.faults.set('*', { kind: 'status', status: 503 });
      const { body } = await fresh.http().get('/app/v1/support/help').set(caller).expect(200);
      expect(body).toMatchObject({ situation: 'UNKNOWN' });
      expect(codes(body)).toEqual(['NO_CONNECTION', 'PAY_BILLS', 'FAQ']);
    } finally {
      await fresh.close();
    }
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await help(other, { contractId: '899059' }), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('of a contract needs its customer', async () => {
    expectProblem(await help(product.channel, { contractId: '899059' }), 401, 'UNAUTHENTICATED');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('refuses an odd contract', async () => {
    expectProblem(await help(me, { contractId: '89x' }), 400, 'VALIDATION_ERROR');
    expectProblem(await help(me, { contractId: '' }), 400, 'VALIDATION_ERROR');
  });
});

describe('a token that may be left out', () => {
  it('must be valid when it is there', async () => {
    for (const authorization of ['Bearer nonsense', 'Basic abc', 'Bearer ']) {
      expectProblem(await help({ ...product.channel, authorization }), 401, 'UNAUTHENTICATED');
    }
    expectProblem(await help(await product.loginAdmin()), 401, 'UNAUTHENTICATED');
  });

  it('does not stand in for the channel key', async () => {
    const { authorization } = me;
    expectProblem(await help({ authorization: authorization ?? '' }), 401, 'CHANNEL_KEY_REFUSED');
  });
});
