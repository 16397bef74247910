import { getBoletoInfo } from '@brazilian-utils/brazilian-utils/get-boleto-info';
import { isValidBoleto } from '@brazilian-utils/brazilian-utils/is-valid-boleto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildBankSlip, buildConvenioSlip, digitableLineMatches, formatDigitableLine, parseBoleto } from './boleto.js';
import { addDays, isPlainDate, plainDateOfEpochDay, type PlainDate } from './dates.js';

function day(text: string): PlainDate {
  if (!isPlainDate(text)) throw new Error(`${text} is no date`);
  return text;
}

const TODAY = day('2026-11-21');
const at = (referenceDate: PlainDate) => ({ referenceDate });

const OLD_LINE = '03399.31479 64900.000239 56580.201012 8 71550000018170';
const LINE = '03399314796490000023956580201012416380000009990';
const TELECOM = '846400000010417300240104018061403822460840511089';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));
// 2000-07-03, factor 1000, to 2049-10-13, the last of the second cycle.
const dueDate = fc.integer({ min: 11141, max: 29140 }).map(plainDateOfEpochDay);
const bankSlip = fc.record({
  bank: digits(3).filter((bank) => !bank.startsWith('8')),
  dueDate: fc.option(dueDate, { freq: 10 }),
  amountCents: fc.integer({ min: 0, max: 9_999_999_999 }),
  freeField: digits(25),
});
const convenioSlip = fc.record({
  segment: fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 9),
  valueId: fc.constantFrom(6 as const, 7 as const, 8 as const, 9 as const),
  amountCents: fc.integer({ min: 0, max: 99_999_999_999 }),
  freeField: digits(29),
});

function flip(line: string, position: number, shift: number): string {
  const digit = (Number(line[position]) + shift) % 10;
  return line.slice(0, position) + String(digit) + line.slice(position + 1);
}

describe('bank slips', () => {
  it('reads a punctuated line', () => {
    expect(parseBoleto(OLD_LINE, at(TODAY))).toEqual({
      kind: 'bank',
      digitableLine: '03399314796490000023956580201012871550000018170',
      barcode: '03398715500000181709314764900000235658020101',
      amountCents: 18170,
      dueDate: '2017-05-10',
    });
  });

  it.each([
    [LINE, '2026-11-22'],
    ['03399314796490000023956580201012510000000009990', '2025-02-22'],
    ['03399314796490000023956580201012199990000009990', '2025-02-21'],
  ])('resolves the due factor of %s', (line, due) => {
    expect(parseBoleto(line, at(TODAY))).toMatchObject({ amountCents: 9990, dueDate: due });
  });

  it('reads the bar code as the line', () => {
    const fromLine = parseBoleto(LINE, at(TODAY));
    expect(parseBoleto(fromLine?.barcode ?? '', at(TODAY))).toEqual(fromLine);
  });

  it('takes the due date nearest to the reference date', () => {
    const line = '03399314796490000023956580201012510000000009990';
    expect(parseBoleto(line, at(day('2001-01-01')))?.dueDate).toBe('2000-07-03');
    expect(parseBoleto(line, at(day('2012-10-01')))?.dueDate).toBe('2000-07-03');
    expect(parseBoleto(line, at(day('2012-11-30')))?.dueDate).toBe('2025-02-22');
    expect(parseBoleto(line, at(day('2049-10-01')))?.dueDate).toBe('2049-10-14');
    expect(parseBoleto(line, at(day('1990-01-01')))?.dueDate).toBe('2000-07-03');
  });

  it('has no due date for factors below 1000', () => {
    const { digitableLine } = buildBankSlip({ bank: '033', dueDate: null, amountCents: 1, freeField: '0'.repeat(25) });
    expect(digitableLine.slice(33, 37)).toBe('0000');
    expect(parseBoleto(digitableLine, at(TODAY))?.dueDate).toBeNull();
  });

  it.each(['', '0', LINE.slice(1), `${LINE}0`, LINE.replace('0', 'O'), '1'.repeat(48), '0'.repeat(44), '0'.repeat(47)])(
    'refuses %p',
    (line) => {
      expect(parseBoleto(line, at(TODAY))).toBeUndefined();
      expect(digitableLineMatches(line, { amountCents: 0, dueDate: null })).toBe('malformed');
    },
  );

  it('reads back what it builds, and the library agrees', () => {
    fc.assert(
      fc.property(bankSlip, (fields) => {
        const { barcode, digitableLine } = buildBankSlip(fields);
        const expected = {
          kind: 'bank',
          digitableLine,
          barcode,
          amountCents: fields.amountCents,
          dueDate: fields.dueDate,
        };
        const reference = at(fields.dueDate ?? TODAY);
        expect(parseBoleto(digitableLine, reference)).toEqual(expected);
        expect(parseBoleto(barcode, reference)).toEqual(expected);
        expect(parseBoleto(formatDigitableLine(digitableLine), reference)).toEqual(expected);
        expect(isValidBoleto(digitableLine)).toBe(true);
        expect(getBoletoInfo(digitableLine)).toMatchObject({ amount: fields.amountCents, bankCode: fields.bank });
      }),
    );
  });

  it('finds the due date from any reference within 4,499 days', () => {
    fc.assert(
      fc.property(dueDate, fc.integer({ min: -4499, max: 4499 }), (due, distance) => {
        const { digitableLine } = buildBankSlip({
          bank: '001',
          dueDate: due,
          amountCents: 1,
          freeField: '1'.repeat(25),
        });
        return parseBoleto(digitableLine, at(addDays(due, distance)))?.dueDate === due;
      }),
    );
  });

  // Modulus 11 writes 1 for three remainders, so a changed amount or date can keep that digit; comparing catches it.
  it('never takes a line with one changed digit for the bill', () => {
    fc.assert(
      fc.property(bankSlip, fc.nat({ max: 46 }), fc.integer({ min: 1, max: 9 }), (fields, position, shift) => {
        const { digitableLine } = buildBankSlip(fields);
        const changed = flip(digitableLine, position, shift);
        const parsed = parseBoleto(changed, at(fields.dueDate ?? TODAY));
        if (position < 33 || digitableLine[32] !== '1') expect(parsed).toBeUndefined();
        // A due date that is not compared cannot be found changed.
        if (fields.dueDate !== null) expect(digitableLineMatches(changed, fields)).not.toBe('ok');
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses fields that do not fit', () => {
    const fields = { bank: '033', dueDate: TODAY, amountCents: 1, freeField: '0'.repeat(25) };
    expect(() => buildBankSlip({ ...fields, bank: '33' })).toThrow(RangeError);
    expect(() => buildBankSlip({ ...fields, freeField: 'x'.repeat(25) })).toThrow(RangeError);
    expect(() => buildBankSlip({ ...fields, amountCents: -1 })).toThrow(RangeError);
    expect(() => buildBankSlip({ ...fields, amountCents: 1.5 })).toThrow(RangeError);
    expect(() => buildBankSlip({ ...fields, amountCents: 10_000_000_000 })).toThrow(RangeError);
    expect(() => buildBankSlip({ ...fields, dueDate: day('2000-07-02') })).toThrow(RangeError);
  });
});

describe('convênio slips', () => {
  it('reads a telecom line and its bar code', () => {
    const parsed = parseBoleto(TELECOM, at(TODAY));
    expect(parsed).toMatchObject({ kind: 'convenio', digitableLine: TELECOM, amountCents: 14173, dueDate: null });
    expect(parsed?.barcode).toHaveLength(44);
    expect(parseBoleto(parsed?.barcode ?? '', at(TODAY))).toEqual(parsed);
  });

  it('reads back what it builds, and the library agrees', () => {
    fc.assert(
      fc.property(convenioSlip, (fields) => {
        const { barcode, digitableLine } = buildConvenioSlip(fields);
        const amountCents = fields.valueId % 2 === 0 ? fields.amountCents : 0;
        const expected = { kind: 'convenio', digitableLine, barcode, amountCents, dueDate: null };
        expect(parseBoleto(digitableLine, at(TODAY))).toEqual(expected);
        expect(parseBoleto(barcode, at(TODAY))).toEqual(expected);
        expect(parseBoleto(formatDigitableLine(digitableLine), at(TODAY))).toEqual(expected);
        expect(isValidBoleto(digitableLine)).toBe(true);
        expect(getBoletoInfo(digitableLine)?.amount).toBe(fields.amountCents);
      }),
    );
  });

  it('finds any one changed digit under modulus 10, and under modulus 11 unless both check digits are the shared 0', () => {
    fc.assert(
      fc.property(
        convenioSlip,
        fc.integer({ min: 3, max: 47 }),
        fc.integer({ min: 1, max: 9 }),
        (fields, position, shift) => {
          const { digitableLine } = buildConvenioSlip(fields);
          const blockCheck = digitableLine[Math.floor(position / 12) * 12 + 11];
          const hidden = fields.valueId >= 8 && digitableLine[3] === '0' && blockCheck === '0';
          if (!hidden) expect(parseBoleto(flip(digitableLine, position, shift), at(TODAY))).toBeUndefined();
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('refuses unknown segments and value ids', () => {
    const fields = { segment: 4, valueId: 6 as const, amountCents: 1, freeField: '0'.repeat(29) };
    expect(() => buildConvenioSlip({ ...fields, segment: 8 })).toThrow(RangeError);
    expect(() => buildConvenioSlip({ ...fields, freeField: '' })).toThrow(RangeError);
    expect(() => buildConvenioSlip({ ...fields, amountCents: 100_000_000_000 })).toThrow(RangeError);
    expect(parseBoleto(flip(TELECOM, 1, 4), at(TODAY))).toBeUndefined();
    expect(parseBoleto(flip(TELECOM, 2, 9), at(TODAY))).toBeUndefined();
  });
});

describe('digitableLineMatches', () => {
  const bill = { amountCents: 9990, dueDate: day('2026-11-22') };
  const open = { bank: '033', dueDate: bill.dueDate, amountCents: 0, freeField: '0'.repeat(25) };

  it.each([
    ['ok', LINE, bill],
    ['ok', formatDigitableLine(LINE), bill],
    ['ok', LINE, { amountCents: 9990, dueDate: null }],
    ['ok', TELECOM, { amountCents: 14173, dueDate: bill.dueDate }],
    ['malformed', LINE.slice(0, 46), bill],
    ['malformed', 'boleto em processamento', bill],
    ['check-digit', flip(LINE, 9, 1), bill],
    ['check-digit', flip(TELECOM, 20, 1), bill],
    ['amount-differs', LINE, { ...bill, amountCents: 9991 }],
    ['due-date-differs', LINE, { ...bill, dueDate: day('2026-11-23') }],
    ['due-date-differs', LINE, { ...bill, dueDate: addDays(bill.dueDate, 4000) }],
  ])('%s: %s', (verdict, line, expected) => {
    expect(digitableLineMatches(line, expected)).toBe(verdict);
  });

  it('refuses a line without amount unless told otherwise', () => {
    const { digitableLine } = buildBankSlip(open);
    expect(digitableLineMatches(digitableLine, bill)).toBe('amount-differs');
    expect(digitableLineMatches(digitableLine, { ...bill, openAmountAllowed: true })).toBe('ok');
    expect(digitableLineMatches(LINE, { ...bill, amountCents: 1, openAmountAllowed: true })).toBe('amount-differs');
  });

  it('refuses a bank slip without due date for a bill that has one', () => {
    const { digitableLine } = buildBankSlip({ ...open, dueDate: null, amountCents: 9990 });
    expect(digitableLineMatches(digitableLine, bill)).toBe('due-date-differs');
    expect(digitableLineMatches(digitableLine, { ...bill, dueDate: null })).toBe('ok');
  });

  it('recognises a due date of any cycle', () => {
    fc.assert(
      fc.property(bankSlip, (fields) => digitableLineMatches(buildBankSlip(fields).digitableLine, fields) === 'ok'),
    );
  });
});

describe('formatDigitableLine', () => {
  it('writes both layouts', () => {
    expect(formatDigitableLine(OLD_LINE.replace(/[. ]/g, ''))).toBe(OLD_LINE);
    expect(formatDigitableLine(TELECOM)).toBe('84640000001-0 41730024010-4 01806140382-2 46084051108-9');
    expect(formatDigitableLine('123')).toBe('123');
  });
});
