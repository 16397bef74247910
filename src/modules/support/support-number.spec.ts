import { describe, expect, it } from '@jest/globals';
import { contactNumber, shownNumber } from './support-number.js';

describe('numbers of the provider', () => {
  it.each([
    ['(32) 3333-0000', '+553233330000', '(32) 3333-0000'],
    ['+55 32 99999-0000', '+5532999990000', '(32) 99999-0000'],
    ['0800 777 0000', '08007770000', '0800 777 0000'],
    ['0800-77-7000', '0800777000', '0800 77 7000'],
    ['4004-1234', '40041234', '4004-1234'],
    ['103 15', '10315', '10315'],
  ])('%s is kept as %s and shown as %s', (written, kept, shown) => {
    expect(contactNumber(written)).toBe(kept);
    expect(shownNumber(kept)).toBe(shown);
  });

  it.each(['', '3333-0000', '(00) 3333-0000', '+1 202 555 0100', '0800', 'ligue já', '999'])(
    '%j is none',
    (written) => {
      expect(contactNumber(written)).toBeUndefined();
    },
  );
});
