const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;
// Above this a float no longer tells centavos apart.
const LARGEST_REAIS = Math.floor(Number.MAX_SAFE_INTEGER / 100);

/**
 * Reads an amount in reais as integer centavos, or `undefined` when it is not one.
 * The decimal digits themselves are rounded half-up (away from zero), so 1.005 is 101 although its binary value lies below.
 * Texts use a dot and no grouping: `"0.00"`, `"1234.56"`.
 */
export function parseCentavos(value: number | string): number | undefined {
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Math.abs(value) > LARGEST_REAIS) return undefined;
    if (Number.isInteger(value)) return value * 100 || 0;
    // Smaller numbers print with an exponent and round to nothing.
    if (Math.abs(value) < 0.001) return 0;
  }
  const parts = DECIMAL.exec(typeof value === 'number' ? String(value) : value.trim());
  if (parts === null) return undefined;
  const fraction = parts[3] ?? '';
  const roundsUp = fraction.charCodeAt(2) >= 53; // '5'
  const cents = Number(parts[2]) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0')) + (roundsUp ? 1 : 0);
  if (!Number.isSafeInteger(cents)) return undefined;
  return (parts[1] === '-' ? -cents : cents) || 0;
}

/** As {@link parseCentavos}, but throws RangeError on NaN, infinities, unsafe sizes and texts that are no decimal number. */
export function centavosFromDecimal(value: number | string): number {
  const cents = parseCentavos(value);
  if (cents === undefined) throw new RangeError('not an amount of money');
  return cents;
}

/** Centavos as the upstream systems print reais: `1234.56`, dot and two places. Throws RangeError unless a safe integer. */
export function decimalFromCentavos(cents: number): string {
  if (!Number.isSafeInteger(cents)) throw new RangeError('centavos must be a safe integer');
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Centavos as a customer reads them: `R$ 1.234,56`, with a plain space; `-R$ 0,01` below zero. */
export function formatBrl(cents: number): string {
  const decimal = decimalFromCentavos(Math.abs(cents));
  const reais = decimal.slice(0, -3).replace(/\B(?=(?:\d{3})+$)/g, '.');
  return `${cents < 0 ? '-' : ''}R$ ${reais},${decimal.slice(-2)}`;
}

/** `total` centavos in `parts` equal instalments, the residue in the last one; they always add up to `total`. */
export function splitEvenly(total: number, parts: number): number[] {
  if (!Number.isSafeInteger(total)) throw new RangeError('centavos must be a safe integer');
  if (!Number.isSafeInteger(parts) || parts < 1) throw new RangeError('there must be at least one part');
  const each = Math.trunc(total / parts) || 0;
  const split = new Array<number>(parts).fill(each);
  split[parts - 1] = total - each * (parts - 1);
  return split;
}
