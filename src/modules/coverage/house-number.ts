/** `152`, `96A`, or a house without number: `S/N`, `SN`. */
export const HOUSE_NUMBER = /^(\d{1,6} ?[A-Za-z]?|[Ss]\/?[Nn])$/;

/** The number as the provider's register takes it: digits with what follows them, `0` without number. */
export function registerNumber(written: string): string {
  const plain = written.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  return plain === 'SN' ? '0' : plain;
}

/** The number as viability takes it: whole, 0 without number; a letter after it is left out. */
export function wholeNumber(written: string): number {
  return Number.parseInt(registerNumber(written), 10);
}
