import { describe, expect, it } from '@jest/globals';
import { HOUSE_NUMBER, registerNumber, wholeNumber } from './house-number.js';

describe('house numbers', () => {
  it.each([
    ['152', '152', 152],
    ['0096', '0096', 96],
    ['96A', '96A', 96],
    ['96 b', '96B', 96],
    ['S/N', '0', 0],
    ['sn', '0', 0],
  ])('reads %s', (written, register, whole) => {
    expect(HOUSE_NUMBER.test(written)).toBe(true);
    expect(registerNumber(written)).toBe(register);
    expect(wholeNumber(written)).toBe(whole);
  });

  it.each(['', 'A', '12-34', '1234567', '96AB', '../1'])('refuses %s', (written) => {
    expect(HOUSE_NUMBER.test(written)).toBe(false);
  });
});
