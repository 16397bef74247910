import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatCompactDayFirst, plainDate } from '../../common/brazil/dates.js';
import { parseDocument } from '../../common/brazil/document.js';
import { COMMON_PASSWORDS } from '../../common/auth/common-passwords.js';
import { datesOf, passwordFault } from './password-policy.js';

const document = parseDocument('11144477735')!;
const company = parseDocument('12ABC34501DE35')!;

describe('a new password', () => {
  it.each([
    ['', 'TOO_SHORT'],
    ['a1B2c3!', 'TOO_SHORT'],
    // Seven characters of two code units each.
    ['🌻🌻🌻🌻🌻🌻🌻', 'TOO_SHORT'],
    ['11144477735', 'DOCUMENT'],
    ['111.444.777-35', 'DOCUMENT'],
    ['senha123', 'COMMON'],
    ['SENHA123', 'COMMON'],
    ['S3nh@F0rt3', 'COMMON'],
    ['Coração123', 'COMMON'],
    ['12345678', 'COMMON'],
    ['zyxwvuts', 'COMMON'],
    ['aaaaaaaaaaaa', 'COMMON'],
  ])('such as %j is refused as %s', (password, fault) => {
    expect(passwordFault(password, document)).toBe(fault);
  });

  it.each(['girassol amarelo', 'Xk9#mPq2', 'quatro palavras sem nexo', '8h7Jq0zz'])(
    'such as %j is good',
    (password) => {
      expect(passwordFault(password, document)).toBeUndefined();
    },
  );

  it('is compared with a document of letters in either case', () => {
    expect(passwordFault('12abc34501de35', company)).toBe('DOCUMENT');
  });

  it('shorter than eight characters is never good', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 7, unit: 'grapheme-ascii' }), (password) => {
        expect(passwordFault(password, document)).toBe('TOO_SHORT');
      }),
    );
  });

  it('of the list is refused in any case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMMON_PASSWORDS), fc.boolean(), (password, upper) => {
        expect(passwordFault(upper ? password.toUpperCase() : password, document)).toBe('COMMON');
      }),
    );
  });
});

describe('the list of common passwords', () => {
  it('is long enough, and written the way it is looked up', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(1_000);
    for (const password of COMMON_PASSWORDS) expect(password).toMatch(/^[\x21-\x40\x5b-\x7e]{8,}$/);
  });
});

describe('the dates in a password', () => {
  it.each([
    ['15031988', ['1988-03-15']],
    ['1988-03-15', ['1988-03-15']],
    ['15/03/1988', ['1988-03-15']],
    ['20111220', ['2011-12-20', '1220-11-20']],
    ['31021988', []],
    ['girassol', []],
    ['150319880', []],
  ])('of %s are %j', (password, dates) => {
    expect([...datesOf(password)].sort()).toEqual([...dates].sort());
  });

  it('hold every birth date, as it is written in Brazil', () => {
    const birthDates = fc
      .tuple(fc.integer({ min: 1900, max: 2020 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
      .map(([year, month, day]) => plainDate(year, month, day)!);
    fc.assert(
      fc.property(birthDates, (date) => {
        expect(datesOf(formatCompactDayFirst(date))).toContain(date);
        expect(datesOf(date)).toContain(date);
      }),
    );
  });
});
