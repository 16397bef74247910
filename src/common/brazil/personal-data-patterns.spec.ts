import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildBankSlip, buildConvenioSlip, formatDigitableLine } from './boleto.js';
import { plainDateOfEpochDay } from './dates.js';
import {
  CNPJ_BARE_PATTERN,
  CNPJ_FORMATTED_PATTERN,
  CPF_BARE_PATTERN,
  CPF_FORMATTED_PATTERN,
  DIGITABLE_LINE_PATTERN,
  EMAIL_PATTERN,
  JWT_PATTERN,
  PHONE_PATTERN,
  scrubPersonalData,
} from './personal-data-patterns.js';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI0MiIsImV4cCI6MX0.c2lnbmF0dXJlLXRleHQ_';
const BANK_LINE = '03399314796490000023956580201012416380000009990';
const TELECOM_LINE = '846400000010417300240104018061403822460840511089';

describe('scrubPersonalData', () => {
  it.each([
    ['11144477735', '[cpf]'],
    ['111.444.777-35', '[cpf]'],
    ['111444777-35', '[cpf]'],
    ['111 444 777 35', '[cpf]'],
    ['12312312312', '[cpf]'],
    ['/ws/comercial/cliente/11144477735/dados', '/ws/comercial/cliente/[cpf]/dados'],
    ['?cpf=11144477735&x=1', '?cpf=[cpf]&x=1'],
    ['doc_11144477735_x', 'doc_[cpf]_x'],
    ['%2211144477735%22', '%22[cpf]%22'],
    ['"a\\n11144477735\\n"', '"a\\n[cpf]\\n"'],
    ['11222333000181', '[cnpj]'],
    ['11.222.333/0001-81', '[cnpj]'],
    ['11.222.333%2F0001-81', '[cnpj]'],
    ['12ABC34501DE35', '[cnpj]'],
    ['12abc34501de35', '[cnpj]'],
    ['12.ABC.345/01DE-35', '[cnpj]'],
    ['99.999.999/9999-99', '[cnpj]'],
    ['32999998888', '[phone]'],
    ['(32) 99999-8888', '[phone]'],
    ['+55 32 99999-8888', '[phone]'],
    ['+5532999998888', '[phone]'],
    ['%2B5532999998888', '%2B[phone]'],
    ['5532999998888', '[phone]'],
    ['3299998888', '[phone]'],
    ['(32) 3333-4444', '[phone]'],
    ['32 9 9999-8888', '[phone]'],
    ['joao.silva+casa@provedor.com.br', '[email]'],
    ['<josé@provedor.com>', '<[email]>'],
    ['joao%40provedor.com', '[email]'],
    ['11144477735@provedor.com', '[email]'],
    [`Authorization: Bearer ${JWT}`, 'Authorization: Bearer [token]'],
    [`token=${JWT}&x=1`, 'token=[token]&x=1'],
    [`Bearer%20${JWT}`, 'Bearer%20[token]'],
    [BANK_LINE, '[digitable-line]'],
    [formatDigitableLine(BANK_LINE), '[digitable-line]'],
    [TELECOM_LINE, '[digitable-line]'],
    [formatDigitableLine(TELECOM_LINE), '[digitable-line]'],
    ['03398715500000181709314764900000235658020101', '[digitable-line]'],
    ['CPF 111.444.777-35, tel. (32) 99999-8888, a@b.com.', 'CPF [cpf], tel. [phone], [email].'],
    ['11144477735,32999998888;a@b.com', '[cpf],[phone];[email]'],
  ])('replaces in %p', (text, scrubbed) => {
    expect(scrubPersonalData(text)).toBe(scrubbed);
  });

  it.each([
    '',
    'GET /app/v1/service-orders/932652 200 in 12.5 ms',
    '2026-11-21',
    '2026-11-21T17:30:00-03:00',
    '2026-11-21T17:30:00.123456789Z',
    '2026-11-21 17:30:00.000 +0000',
    '21/11/2026 17:30',
    '15-03-1988',
    '15031988',
    '550e8400-e29b-41d4-a716-446655440000',
    '55119999-3333-4444-8555-551133334444',
    'trace 4bf92f3577b34da6a3ce929d0e0e4736',
    'contract 123456 of 1234567',
    '1763757000123',
    'from 1763757000123 to 1763843400123',
    '574398000000',
    'protocol 20261121000123',
    '192.168.100.12:5432',
    '10.0.0.1, 200.150.100.50',
    'R$ 1.234.567,89',
    '24.21.0',
    'eyJ is how such texts begin',
    '@nestjs/core',
    'a @ b',
    'CEP 36660-000',
  ])('leaves %p alone', (text) => {
    expect(scrubPersonalData(text)).toBe(text);
  });

  it('is repeatable and changes nothing twice', () => {
    const text = 'CPF 111.444.777-35, a@b.com';
    const once = scrubPersonalData(text);
    expect(scrubPersonalData(text)).toBe(once);
    expect(scrubPersonalData(once)).toBe(once);
  });

  it('leaves no slip, document or phone in any surroundings', () => {
    const digits = (length: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));
    const bank = fc
      .record({
        bank: digits(3),
        dueDate: fc.constant(plainDateOfEpochDay(20778)),
        amountCents: fc.nat(),
        freeField: digits(25),
      })
      .map((fields) => buildBankSlip(fields).digitableLine);
    const convenio = fc
      .record({
        segment: fc.constant(4),
        valueId: fc.constant(6 as const),
        amountCents: fc.nat(),
        freeField: digits(29),
      })
      .map((fields) => buildConvenioSlip(fields).digitableLine);
    const line = fc.oneof(bank, convenio);
    const secret = fc.oneof(
      line,
      line.map(formatDigitableLine),
      digits(11),
      digits(11).map((cpf) => cpf.replace(/(\d{3})(\d{3})(\d{3})/, '$1.$2.$3-')),
      digits(8).map((phone) => `+55329${phone}`),
      digits(8).map((phone) => `(32) 9${phone.slice(0, 4)}-${phone.slice(4)}`),
    );
    const before = fc.constantFrom('', ' ', '"', 'cpf=', 'cpf: ', '/', '(', '_', ',', ';', '[', 'ção ', '%22', '\\n');
    const after = fc.constantFrom('', ' ', '"', '&', '/', ')', '_', ',', ';', '. ', ']', '%22', '\\n', ' não');
    fc.assert(
      fc.property(before, secret, after, (left, text, right) => {
        const scrubbed = scrubPersonalData(left + text + right);
        expect(scrubbed).toMatch(/\[(?:cpf|phone|digitable-line)\]/);
        expect(scrubbed.startsWith(left) && scrubbed.endsWith(right)).toBe(true);
        expect(scrubbed.slice(left.length, scrubbed.length - right.length)).toMatch(/^\[[a-z-]+\]$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves every UUID, instant and epoch of today alone', () => {
    const instant = fc
      .date({ min: new Date('2001-09-10'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => [date.toISOString(), String(date.getTime())].join(' '));
    fc.assert(
      fc.property(fc.oneof(fc.uuid(), instant), (text) => {
        expect(scrubPersonalData(`at ${text}, done`)).toBe(`at ${text}, done`);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the patterns', () => {
  it('match alone and keep no state', () => {
    for (let round = 0; round < 2; round += 1) {
      expect(CPF_BARE_PATTERN.test('11144477735')).toBe(true);
      expect(CPF_FORMATTED_PATTERN.test('111.444.777-35')).toBe(true);
      expect(CNPJ_BARE_PATTERN.test('12ABC34501DE35')).toBe(true);
      expect(CNPJ_FORMATTED_PATTERN.test('12.ABC.345/01DE-35')).toBe(true);
      expect(PHONE_PATTERN.test('+5532999998888')).toBe(true);
      expect(EMAIL_PATTERN.test('a@b.com')).toBe(true);
      expect(JWT_PATTERN.test(JWT)).toBe(true);
      expect(DIGITABLE_LINE_PATTERN.test(BANK_LINE)).toBe(true);
    }
  });
});
