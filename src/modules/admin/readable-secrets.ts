import { randomInt } from 'node:crypto';

/** Letters and digits that nobody mistakes for one another. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A random secret that people copy by hand, in groups with dashes between them; a sign is worth 4.95 bits. */
export const readableSecret = (groups: number, signsInGroup: number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: signsInGroup }, () => SIGNS.charAt(randomInt(SIGNS.length))).join(''),
  ).join('-');
