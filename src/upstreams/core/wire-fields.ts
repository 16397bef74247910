import { z } from 'zod';
import {
  formatCompactDayFirst,
  formatDashedDayFirst,
  isPlainDate,
  parseCompactDayFirst,
  parseDashedDayFirst,
  parseIsoDate,
  parseSlashedDateTime,
  toSaoPauloInstant,
  type PlainDate,
} from '../../common/brazil/dates.js';
import { decimalFromCentavos, parseCentavos } from '../../common/brazil/money.js';

/** A plain date of ours, `yyyy-MM-dd`. */
export const plainDateValue = z.custom<PlainDate>(
  (value) => typeof value === 'string' && isPlainDate(value),
  'must be a date, yyyy-MM-dd',
);

const dateCodec = (parse: (text: string) => PlainDate | undefined, format: (date: PlainDate) => string) =>
  z.codec(z.string(), plainDateValue, {
    decode: (text, context) => {
      const date = parse(text);
      if (date !== undefined) return date;
      context.issues.push({ code: 'custom', input: text, message: 'not a date' });
      return z.NEVER;
    },
    encode: format,
  });

/** `dd-MM-yyyy`. */
export const dashedDate = dateCodec(parseDashedDayFirst, formatDashedDayFirst);

/** `ddMMyyyy`. */
export const compactDate = dateCodec(parseCompactDayFirst, formatCompactDayFirst);

/** Reais as a JSON number; centavos with us. */
export const decimalMoney = z.codec(z.number(), z.number().int(), {
  decode: (reais, context) => {
    const cents = parseCentavos(reais);
    if (cents !== undefined) return cents;
    context.issues.push({ code: 'custom', input: reais, message: 'not an amount of money' });
    return z.NEVER;
  },
  encode: (cents) => Number(decimalFromCentavos(cents)),
});

/** `0` and `1` as JSON numbers. */
export const zeroOrOne = z.codec(z.union([z.literal(0), z.literal(1)]), z.boolean(), {
  decode: (digit) => digit === 1,
  encode: (value) => (value ? 1 : 0),
});

/** `dd/MM/yyyy HH:mm` on a wall clock in Sao Paulo; an instant in ISO 8601 with us. */
export const slashedDateTime = z.codec(z.string(), z.iso.datetime({ offset: true }), {
  decode: (text, context) => {
    const instant = parseSlashedDateTime(text);
    if (instant !== undefined) return instant;
    context.issues.push({ code: 'custom', input: text, message: 'not a date with a time' });
    return z.NEVER;
  },
  encode: (instant) => {
    const [date = '', time = ''] = toSaoPauloInstant(Date.parse(instant)).split('T');
    return `${date.split('-').reverse().join('/')} ${time.slice(0, 5)}`;
  },
});

/** `0` and `1`, as text. */
export const zeroOrOneText = z.codec(z.enum(['0', '1']), z.boolean(), {
  decode: (digit) => digit === '1',
  encode: (value) => (value ? '1' : '0'),
});

/** `yyyy-MM-dd`. */
export const isoDate = dateCodec(
  (text) => parseIsoDate(text) ?? undefined,
  (date) => date,
);

/** `yyyy-MM-dd`, and `0000-00-00` for no date. */
export const isoDateOrNone = z.codec(z.string(), plainDateValue.nullable(), {
  decode: (text, context) => {
    const date = parseIsoDate(text);
    if (date !== undefined) return date;
    context.issues.push({ code: 'custom', input: text, message: 'not a date' });
    return z.NEVER;
  },
  encode: (date) => date ?? '0000-00-00',
});

/** Reais as text with two places, `"1234.56"`; centavos with us. */
export const decimalTextMoney = z.codec(z.string(), z.number().int(), {
  decode: (reais, context) => {
    const cents = parseCentavos(reais);
    if (cents !== undefined) return cents;
    context.issues.push({ code: 'custom', input: reais, message: 'not an amount of money' });
    return z.NEVER;
  },
  encode: decimalFromCentavos,
});

/** The number of a building: a JSON number where it is one, text such as `S/N` otherwise; text with us. */
export const houseNumber = z.codec(z.union([z.number().int().nonnegative(), z.string()]), z.string().min(1).max(10), {
  decode: String,
  encode: (text) => (/^(0|[1-9]\d*)$/.test(text) ? Number(text) : text),
});
