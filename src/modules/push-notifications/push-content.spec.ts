import { describe, expect, it } from '@jest/globals';
import { faultOfDataKey, holdsPersonalData, isAllowedLink, payloadBytes } from './push-content.js';

describe('a name of data', () => {
  it.each(['screen', 'invoice_id', 'a.b', 'utm-source', 'notFrom', 'x'.repeat(64)])('may be %s', (key) => {
    expect(faultOfDataKey(key)).toBeUndefined();
  });

  it.each([
    'from',
    'FROM',
    'message_type',
    'collapse_key',
    'gcm',
    'gcm.x',
    'google.c.a',
    'Google',
    'delivery_id',
    'deep_link',
    'category',
  ])('is reserved: %s', (key) => {
    expect(faultOfDataKey(key)).toBe('reserved');
  });

  it.each(['', '1a', '_a', 'a b', 'á', 'x'.repeat(65)])('is none: %p', (key) => {
    expect(faultOfDataKey(key)).toBe('malformed');
  });
});

describe('the size of a message', () => {
  it('counts bytes of all its texts, and what is added', () => {
    const empty = { title: '', body: '', data: {}, deepLink: null };
    const own = payloadBytes(empty);
    expect(payloadBytes({ ...empty, title: 'ção' }) - own).toBe(5);
    expect(payloadBytes({ ...empty, data: { ab: 'cde' }, deepLink: 'x://y' }) - own).toBe(10);
  });
});

describe('personal data', () => {
  it.each(['CPF 111.444.777-35', 'ligue (22) 99999-0001', 'marina@example.com'])('is in %s', (text) => {
    expect(holdsPersonalData(text)).toBe(true);
  });

  it.each([
    'Fatura de novembro',
    'Visita em 24/11 às 14h',
    'Plano de 500 Mega por R$ 99,90',
    'Protocolo 20261121000123',
  ])('is not in %s', (text) => {
    expect(holdsPersonalData(text)).toBe(false);
  });
});

it('a link leads into the app or to a host of the list', () => {
  const policy = { hosts: new Set(['www.example.com']), appScheme: 'provider' };
  expect(isAllowedLink('provider://x', policy)).toBe(true);
  expect(isAllowedLink('https://www.example.com/x', policy)).toBe(true);
  expect(isAllowedLink('https://example.com/x', policy)).toBe(false);
});
