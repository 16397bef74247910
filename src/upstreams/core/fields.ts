import { z } from 'zod';
import { parseDateOfAnyStyle, type PlainDate } from '../../common/brazil/dates.js';
import { parseCentavos } from '../../common/brazil/money.js';

/** An id as the upstream prints it, number or text, as text. */
export const identifier = z.union([
  z.number().int().nonnegative().transform(String),
  z.string().trim().min(1),
]) satisfies z.ZodType<string>;

/** Money printed as a JSON float or a decimal string, as centavos, rounded half-up. */
export const centavos = z.union([z.number(), z.string()]).transform((value, context) => {
  const cents = parseCentavos(value);
  if (cents !== undefined) return cents;
  context.addIssue({ code: 'custom', message: 'not an amount of money' });
  return z.NEVER;
});

/** A date in any style these upstreams print: ISO, day first, epoch milliseconds of midnight; `0000-00-00` is null. */
export const anyStyleDate = z.union([z.string(), z.number()]).transform((value, context): PlainDate | null => {
  const date = parseDateOfAnyStyle(value);
  if (date !== undefined) return date;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

/** An instant printed as epoch milliseconds, number or text. */
export const epochInstant = z
  .union([z.number(), z.string().regex(/^\d{10,14}$/)])
  .transform((value) => new Date(Number(value)));

/** Text that may be missing, null or blank: null then. */
export const optionalText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => {
    const trimmed = text?.trim();
    return trimmed === undefined || trimmed === '' ? null : trimmed;
  });

/** An id that may be missing, null or blank: null then. */
export const optionalIdentifier = z
  .union([identifier, z.string().transform(() => null)])
  .nullish()
  .transform((id) => id ?? null);

/** A date that may be missing, null or no date at all: null then. Not for dates that decide something. */
export const optionalDate = anyStyleDate
  .nullish()
  .catch(null)
  .transform((date) => date ?? null);

/** Epoch milliseconds that may be missing, null or no instant at all: null then. */
export const optionalInstant = epochInstant
  .nullish()
  .catch(null)
  .transform((instant) => instant ?? null);

/** A number that may be missing or null: null then. */
export const optionalNumber = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

/** Money that may be missing or null: null then. An amount that is not one still refuses the row. */
export const optionalCentavos = centavos.nullish().transform((cents) => cents ?? null);

/** Booleans printed as words, digits or booleans. */
export const looseBoolean = z
  .union([z.boolean(), z.number(), z.string()])
  .nullish()
  .transform((value) =>
    typeof value === 'string' ? ['true', 's', 'sim', '1', 'y'].includes(value.trim().toLowerCase()) : Boolean(value),
  );

/** `VISITA AGENDADA` and `VISITA_AGENDADA` are one word. */
export const normaliseWord = (text: string): string =>
  text.trim().normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().replace(/[ _]+/g, '_');

/** One of a closed set of words, in any spelling the upstream uses; anything else is `fallback`. */
export const wordOf = <const W extends string, const F extends string>(words: readonly W[], fallback: F) =>
  z
    .string()
    .nullish()
    .transform((text): W | F => {
      const word = text === null || text === undefined ? undefined : normaliseWord(text);
      return words.find((candidate) => candidate === word) ?? fallback;
    });

/** An id that travels as a number in a request's body and is text with us. */
export const numericId = z.codec(z.number().int().nonnegative(), z.string().regex(/^\d{1,15}$/), {
  decode: String,
  encode: Number,
});

/** An id in a path or a query: digits. */
export const pathId = z.string().regex(/^\d{1,19}$/);

/** `s` and `n`. */
export const yesNo = z.codec(z.enum(['s', 'n']), z.boolean(), {
  decode: (word) => word === 's',
  encode: (value) => (value ? 's' : 'n'),
});
