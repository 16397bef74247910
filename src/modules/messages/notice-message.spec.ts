import { describe, expect, it } from '@jest/globals';
import { messageOfNotice } from './notice-message.js';
import type { ProviderNotice } from './provider-notices.port.js';

const CUSTOMER = '6b8d0c0e-8f7a-4f6c-9d3e-2b1a0c9d8e7f';
const notice = (over: Partial<ProviderNotice>): ProviderNotice => ({
  id: '5501',
  title: 'FATURA DISPONIVEL',
  text: 'Sua fatura já pode ser paga.',
  createdAt: new Date('2026-11-18T12:00:00Z'),
  ...over,
});

describe('messageOfNotice', () => {
  it('keeps what the notice says, under the provider’s id', () => {
    expect(messageOfNotice(CUSTOMER, notice({}))).toEqual({
      customerId: CUSTOMER,
      source: 'PROVIDER',
      sourceKey: '5501',
      kind: 'BILL',
      category: 'TRANSACTIONAL',
      title: 'FATURA DISPONIVEL',
      body: 'Sua fatura já pode ser paga.',
      createdAt: new Date('2026-11-18T12:00:00Z'),
    });
  });

  it('takes an offer for marketing', () => {
    expect(messageOfNotice(CUSTOMER, notice({ title: 'OFERTA', text: 'Mais velocidade.' }))).toMatchObject({
      kind: 'OFFER',
      category: 'MARKETING',
    });
  });

  it('gives a notice of one text a title', () => {
    const untitled = { title: 'Aviso do seu provedor' };
    expect(messageOfNotice(CUSTOMER, notice({ title: null }))).toMatchObject({
      ...untitled,
      body: 'Sua fatura já pode ser paga.',
    });
    expect(messageOfNotice(CUSTOMER, notice({ text: ' \n' }))).toMatchObject({
      ...untitled,
      body: 'FATURA DISPONIVEL',
    });
  });

  it('is none for a notice without words', () => {
    expect(messageOfNotice(CUSTOMER, notice({ title: ' ', text: null }))).toBeUndefined();
    expect(messageOfNotice(CUSTOMER, notice({ title: '\u0000', text: '\t' }))).toBeUndefined();
  });

  it('takes texts of any length and character', () => {
    const message = messageOfNotice(CUSTOMER, notice({ title: 'á'.repeat(201), text: 'um\u0000dois\r\ntrês\ud800' }));
    expect(message?.title).toBe(`${'á'.repeat(199)}…`);
    expect(message?.body).toBe('um dois\ntrês\ufffd');
  });

  it.each([
    null,
    new Date(NaN),
    new Date('1970-01-19T00:00:00Z'),
    new Date(Date.now() + 86_400_000),
    new Date(8.64e15),
  ])('does not believe the time %s', (createdAt) => {
    expect(messageOfNotice(CUSTOMER, notice({ createdAt }))?.createdAt).toBeUndefined();
  });
});
