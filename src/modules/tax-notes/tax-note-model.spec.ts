import { describe, expect, it } from '@jest/globals';
import { accessKeyOf, modelOf, statusOf } from './tax-note-model.js';
import type { TaxNote } from './tax-notes.port.js';

const note = (changed: Partial<TaxNote>): TaxNote => ({
  id: '1',
  number: '10',
  series: 'A22',
  model: 'MODELO 22',
  issuedAt: null,
  dueDate: null,
  amountCents: 9_990,
  situation: 'N',
  cancelledAt: null,
  key: null,
  ...changed,
});

it.each([
  ['MODELO 22', '22'],
  ['MODELO 21', '21'],
  ['NFCom', '62'],
  ['MODELO 62 - NFCOM', '62'],
  ['NFS-e', 'NFS-e'],
  ['NFSE PREFEITURA', 'NFS-e'],
  ['RECIBO', 'RECIBO'],
  [null, null],
])('%s is model %s', (model, expected) => {
  expect(modelOf(note({ model }))).toBe(expected);
});

describe('statusOf', () => {
  it('reads the letter, and a day of cancellation before it', () => {
    expect(statusOf(note({}))).toBe('NORMAL');
    expect(statusOf(note({ situation: 'c' }))).toBe('CANCELLED');
    expect(statusOf(note({ cancelledAt: new Date(0) }))).toBe('CANCELLED');
    expect(statusOf(note({ situation: 'S' }))).toBe('UNKNOWN');
    expect(statusOf(note({ situation: null }))).toBe('UNKNOWN');
  });
});

describe('accessKeyOf', () => {
  const key = `311126${'11222333000181'}620010000000101123456784`.slice(0, 44);
  it('is 44 characters, spaced or not', () => {
    expect(accessKeyOf(note({ key }))).toBe(key);
    expect(accessKeyOf(note({ key: key.replace(/(.{4})/g, '$1 ') }))).toBe(key);
    expect(accessKeyOf(note({ key: `31112612ABC34501DE${key.slice(18)}` }))).toBe(`31112612ABC34501DE${key.slice(18)}`);
  });

  it('is no digital code of an older model', () => {
    expect(accessKeyOf(note({ key: '0cc175b9c0f1b6a831c399e269772661' }))).toBeNull();
    expect(accessKeyOf(note({}))).toBeNull();
  });
});
