import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { centavosFromDecimal, decimalFromCentavos, formatBrl, parseCentavos, splitEvenly } from './money.js';

const safeCents = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

describe('money', () => {
  it.each([
    [14.745733333333336, 1475],
    [1.005, 101],
    [1.0049999, 100],
    [0.285, 29],
    [99.9, 9990],
    [-1.005, -101],
    [-0, 0],
    [-0.001, 0],
    [1e-9, 0],
    [0.005, 1],
    [1e3, 100000],
    ['0.00', 0],
    ['1234.56', 123456],
    [' 10.5 ', 1050],
    ['7', 700],
    ['-0.00', 0],
    ['0.995', 100],
    ['0.9949999999999999999999', 99],
  ])('reads %p as %p centavos', (value, cents) => {
    expect(centavosFromDecimal(value)).toBe(cents);
  });

  it.each([
    NaN,
    Infinity,
    -Infinity,
    1e21,
    90071992547410,
    '',
    ' ',
    '1,50',
    '1.234,56',
    '1e3',
    'R$ 1.00',
    '.5',
    '5.',
    '0x1',
    '99999999999999999',
  ])('refuses %p', (value) => {
    expect(parseCentavos(value)).toBeUndefined();
    expect(() => centavosFromDecimal(value)).toThrow(RangeError);
  });

  it('does not repeat the text it refuses', () => {
    expect(() => centavosFromDecimal('11144477735x')).toThrow(/^not an amount of money$/);
  });

  it('writes reais as customers read them', () => {
    expect(formatBrl(123456)).toBe('R$ 1.234,56');
    expect(formatBrl(0)).toBe('R$ 0,00');
    expect(formatBrl(5)).toBe('R$ 0,05');
    expect(formatBrl(-1)).toBe('-R$ 0,01');
    expect(formatBrl(100000000)).toBe('R$ 1.000.000,00');
    expect(() => formatBrl(1.5)).toThrow(RangeError);
    expect(() => formatBrl(NaN)).toThrow(RangeError);
  });

  it('agrees with Intl, save for its unbreakable space', () => {
    const intl = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' });
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (cents) => {
        expect(formatBrl(cents)).toBe(intl.format(cents / 100).replace(/\s/g, ' '));
      }),
    );
  });

  it('reads back what it writes, as text and as float', () => {
    fc.assert(fc.property(safeCents, (cents) => centavosFromDecimal(decimalFromCentavos(cents)) === cents));
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => centavosFromDecimal(cents / 100) === (cents || 0)),
    );
  });

  it('rounds to the nearest centavo', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (reais) => {
        expect(Math.abs(centavosFromDecimal(reais) - reais * 100)).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });

  it('splits without losing a centavo', () => {
    expect(splitEvenly(10000, 3)).toEqual([3333, 3333, 3334]);
    expect(splitEvenly(0, 2)).toEqual([0, 0]);
    expect(splitEvenly(1, 2)).toEqual([0, 1]);
    fc.assert(
      fc.property(safeCents, fc.integer({ min: 1, max: 360 }), (total, parts) => {
        const split = splitEvenly(total, parts);
        const last = split[parts - 1] ?? NaN;
        expect(split).toHaveLength(parts);
        expect(Number(split.reduce((sum, part) => sum + BigInt(part), 0n))).toBe(total);
        expect(new Set(split.slice(0, -1)).size).toBeLessThanOrEqual(1);
        expect(Math.abs(last - (split[0] ?? NaN))).toBeLessThan(parts);
      }),
    );
    expect(() => splitEvenly(1, 0)).toThrow(RangeError);
    expect(() => splitEvenly(1.5, 2)).toThrow(RangeError);
  });
});
