import { randomInt } from 'node:crypto';

/** Crockford's base 32 without the digits and letters that are read for one another: no 0 O, 1 I L, nor U. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** A coupon that nobody can guess from another, to be read aloud. */
export const newCouponCode = (): string =>
  Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
