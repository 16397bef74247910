import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bareDocument, documentKind, isCnpj, isCpf, maskDocument, parseDocument, sameDocument } from './document.js';

// Written apart from the library the code relies on, straight from the published rule.
function checkDigit(body: string, longestWeight: number): string {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    const fromRight = body.length - 1 - index;
    sum += (body.charCodeAt(index) - 48) * (2 + (fromRight % (longestWeight - 1)));
  }
  const rest = sum % 11;
  return String(rest < 2 ? 0 : 11 - rest);
}

function complete(body: string, longestWeight: number): string {
  const first = body + checkDigit(body, longestWeight);
  return first + checkDigit(first, longestWeight);
}

const characters = (alphabet: string, length: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((list) => list.join(''));
const cpf = characters('0123456789', 9)
  .filter((body) => new Set(body).size > 1)
  .map((body) => complete(body, 12));
const cnpj = characters('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 12)
  .filter((body) => new Set(body).size > 1)
  .map((body) => complete(body, 9));

describe('documents', () => {
  it.each(['11144477735', '111.444.777-35', ' 111 444 777 35 '])('reads the CPF %p', (text) => {
    const document = parseDocument(text);
    expect(document).toBe('11144477735');
    expect(document && documentKind(document)).toBe('cpf');
  });

  it.each([
    ['12ABC34501DE35', '12ABC34501DE35'],
    ['12abc34501de35', '12ABC34501DE35'],
    ['12.ABC.345/01DE-35', '12ABC34501DE35'],
    ['11.222.333/0001-81', '11222333000181'],
    ['00000000000191', '00000000000191'],
  ])('reads the CNPJ %p', (text, bare) => {
    const document = parseDocument(text);
    expect(document).toBe(bare);
    expect(document && documentKind(document)).toBe('cnpj');
  });

  it.each([
    '',
    '12312312312',
    '11122233344',
    '11111111111',
    '00000000000000',
    '12ABC34501DE36',
    '12ABC34501DE3A',
    '1114447773',
    '111444777355',
    '１１１４４４７７７３５',
    '12abc34501dı35',
    'cpf 11144477735',
  ])('refuses %p', (text) => {
    expect(parseDocument(text)).toBeUndefined();
  });

  it('shows the middle six characters only', () => {
    expect(maskDocument('123.456.789-09')).toBe('***.456.789-**');
    expect(maskDocument('12abc34501de35')).toBe('**.ABC.345/****-**');
    expect(maskDocument('12345')).toBe('***');
    expect(maskDocument('')).toBe('***');
  });

  it('compares without punctuation and case, valid or not', () => {
    expect(sameDocument('111.444.777-35', '11144477735')).toBe(true);
    expect(sameDocument('12.abc.345/01de-35', '12ABC34501DE35')).toBe(true);
    expect(sameDocument('12312312312', '123.123.123-12')).toBe(true);
    expect(sameDocument('11144477735', '11144477736')).toBe(false);
    expect(sameDocument('', '')).toBe(false);
    expect(sameDocument('-', '.')).toBe(false);
  });

  it('accepts every document completed by the published rule', () => {
    fc.assert(fc.property(cpf, (bare) => isCpf(bare) && parseDocument(bare) === bare));
    fc.assert(fc.property(cnpj, (bare) => isCnpj(bare) && parseDocument(bare.toLowerCase()) === bare));
  });

  it('refuses a document whose last digit was changed', () => {
    fc.assert(
      fc.property(fc.oneof(cpf, cnpj), fc.integer({ min: 1, max: 9 }), (bare, shift) => {
        const last = (Number(bare.at(-1)) + shift) % 10;
        return parseDocument(bare.slice(0, -1) + String(last)) === undefined;
      }),
    );
  });

  it('never throws, and reads its own result as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const document = parseDocument(text);
        maskDocument(text);
        return document === undefined || parseDocument(document) === document;
      }),
    );
    expect(bareDocument(' 12.abc/3-4 ')).toBe('12ABC34');
  });
});
