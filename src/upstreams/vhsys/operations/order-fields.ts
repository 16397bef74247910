import { z } from 'zod';
import { formatSlashedDayFirst, parseIsoDate, parseSlashedDateTime } from '../../../common/brazil/dates.js';
import { anyStyleDate, centavos, identifier, wordOf } from '../../core/fields.js';

/** States of an order, as we write them. */
export const orderStatuses = ['EM_ABERTO', 'EM_ANDAMENTO', 'ATENDIDO', 'CANCELADO'] as const;

export type OrderStatus = (typeof orderStatuses)[number];

const PRINTED = {
  EM_ABERTO: 'Em Aberto',
  EM_ANDAMENTO: 'Em Andamento',
  ATENDIDO: 'Atendido',
  CANCELADO: 'Cancelado',
} as const satisfies Record<OrderStatus, string>;

/** A state as requests write it: `Em Andamento`. */
export const orderStatusWord = z.codec(
  z.enum([PRINTED.EM_ABERTO, PRINTED.EM_ANDAMENTO, PRINTED.ATENDIDO, PRINTED.CANCELADO]),
  z.enum(orderStatuses),
  {
    decode: (printed) => orderStatuses.find((word) => PRINTED[word] === printed) ?? 'EM_ABERTO',
    encode: (word) => PRINTED[word],
  },
);

/** A state as answers print it. */
export const answeredStatus = wordOf(orderStatuses, 'UNKNOWN');

/** `Sim` and `Nao`. */
export const simOrNao = z.codec(z.enum(['Sim', 'Nao']), z.boolean(), {
  decode: (word) => word === 'Sim',
  encode: (value) => (value ? 'Sim' : 'Nao'),
});

/** `HH:mm`, the document's `H:i`. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A decimal of at most four places, printed as text. */
export const decimalText = z.codec(
  z.string().regex(/^\d{1,6}(\.\d{1,4})?$/),
  z.number().nonnegative().max(999_999.9999),
  { decode: Number, encode: (value) => String(Number(value.toFixed(4))) },
);

/** A decimal in an answer, text or number; null when it is missing. */
export const answeredDecimal = z
  .union([z.number(), z.string().regex(/^\s*\d+(\.\d+)?\s*$/)])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : Number(value)));

export const answeredCentavos = centavos.nullish().transform((cents) => cents ?? null);

/** `0000-00-00` is null. */
export const answeredDate = anyStyleDate.nullish().transform((date) => date ?? null);

/** The id of something optional, where 0 means none. */
export const answeredId = identifier.nullish().transform((id) => (id === undefined || id === '0' ? null : id));

const MOMENT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}):(\d{2})$/;

/** `yyyy-MM-dd HH:mm:ss` as clocks in Sao Paulo showed it; null for zeroes and for what is no such moment. */
export const answeredMoment = z
  .string()
  .nullish()
  .transform((text): Date | null => {
    const parts = MOMENT.exec(text?.trim() ?? '');
    const date = parseIsoDate(parts?.[1] ?? '');
    if (parts === null || date === null || date === undefined) return null;
    const minute = parseSlashedDateTime(`${formatSlashedDayFirst(date)} ${parts[2] ?? ''}`);
    return minute === undefined ? null : new Date(Date.parse(minute) + Number(parts[3]) * 1_000);
  });
