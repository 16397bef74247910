import { isValidLandlinePhone } from '@brazilian-utils/brazilian-utils/is-valid-landline-phone';
import { isValidMobilePhone } from '@brazilian-utils/brazilian-utils/is-valid-mobile-phone';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsePhone } from './phone.js';

describe('parsePhone', () => {
  it.each(['32999998888', '(32) 99999-8888', '+55 32 99999-8888', '+5532999998888', '5532999998888', '032 99999.8888'])(
    'reads the mobile %p',
    (text) => {
      expect(parsePhone(text)).toEqual({
        e164: '+5532999998888',
        national: '32999998888',
        type: 'mobile',
        valid: true,
      });
    },
  );

  it.each(['3244444444', '(32) 4444-4444', '+553244444444', '553244444444'])('reads the fixed line %p', (text) => {
    expect(parsePhone(text)).toEqual({ e164: '+553244444444', national: '3244444444', type: 'fixed', valid: true });
  });

  it('keeps a mobile of ten digits, but flags it', () => {
    expect(parsePhone('3299998888')).toEqual({
      e164: '+553299998888',
      national: '3299998888',
      type: 'mobile',
      valid: false,
    });
  });

  it('tells area code 55 from the country', () => {
    expect(parsePhone('55999998888')).toMatchObject({ e164: '+5555999998888', valid: true });
    expect(parsePhone('5555999998888')).toMatchObject({ e164: '+5555999998888', valid: true });
    expect(parsePhone('5532224444')).toMatchObject({ e164: '+555532224444', type: 'fixed' });
  });

  it.each([
    ['32333333333', 'unknown'],
    ['20999998888', 'mobile'],
    ['8888888888', 'mobile'],
    ['3212345678', 'unknown'],
  ])('flags %p, read as %s', (text, type) => {
    expect(parsePhone(text)).toMatchObject({ type, valid: false });
  });

  it.each([
    '',
    '0',
    '190',
    '99998888',
    '999998888',
    '+1 212 555 0100',
    '+4915112345678',
    'sem telefone',
    '3299999888877',
    '32 99999-8888 r. 2',
  ])('cannot read %p', (text) => {
    expect(parsePhone(text)).toBeUndefined();
  });

  it('calls valid only what the library does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000, max: 99_999_999_999 }).map(String), (text) => {
        const phone = parsePhone(text);
        if (phone?.valid !== true) return;
        expect(phone.type === 'mobile' ? isValidMobilePhone(text, { version: 2 }) : isValidLandlinePhone(text)).toBe(
          true,
        );
        expect(parsePhone(phone.e164)).toEqual(phone);
      }),
      { numRuns: 1000 },
    );
  });
});
