import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../common/brazil/dates.js';
import { identifier, optionalText } from '../core/fields.js';
import { plainDateValue } from '../core/wire-fields.js';

/** An id as Field Control gives it out: opaque text, base64 in every example. */
export const resourceId = z.string().min(1).max(200);

/** `{ "id": … }` in an answer, as the id alone; null when there is none. */
export const reference = z
  .object({ id: identifier })
  .nullish()
  .catch(null)
  .transform((referred) => referred?.id ?? null);

/** `2020-06-10T1:00:06Z` stands in an example: an hour of one digit is read too. */
const LOOSE_INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{1,2})(:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?$/;

function parseInstant(text: string): Date | null {
  const parts = LOOSE_INSTANT.exec(text.trim());
  if (parts === null) return null;
  const [, date = '', hour = '', rest = '', zone = 'Z'] = parts;
  const instant = new Date(`${date}T${hour.padStart(2, '0')}${rest}${zone}`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** ISO 8601, in UTC; null when it is absent or no instant at all. */
export const instant = z
  .string()
  .nullish()
  .catch(null)
  .transform((text) => (text === null || text === undefined ? null : parseInstant(text)));

/** `yyyy-MM-dd`, or an instant whose day is meant; null when it is absent or no date. */
export const day = z
  .string()
  .nullish()
  .catch(null)
  .transform((text): PlainDate | null => {
    const date = text?.slice(0, 10) ?? '';
    return isPlainDate(date) ? date : null;
  });

/** `HH:mm`; one example prints seconds too. */
export const timeOfDay = z
  .string()
  .nullish()
  .catch(null)
  .transform((text) => /^\d{2}:\d{2}/.exec(text ?? '')?.[0] ?? null);

/** Numbers that some examples print as text. */
const looseNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

export const optionalLooseNumber = looseNumber
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** Degrees; null unless both are there. */
export const coordinates = z.object({ latitude: looseNumber, longitude: looseNumber }).nullish().catch(null);

/** An address in an answer. */
export const addressAnswer = z
  .object({
    zipCode: optionalText,
    street: optionalText,
    number: optionalText,
    neighborhood: optionalText,
    complement: optionalText,
    city: optionalText,
    state: optionalText,
    coords: coordinates,
  })
  .nullish()
  .transform((address) =>
    address === null || address === undefined
      ? null
      : {
          postalCode: address.zipCode,
          street: address.street,
          number: address.number,
          district: address.neighborhood,
          complement: address.complement,
          city: address.city,
          state: address.state,
          coordinates: address.coords ?? null,
        },
  );

export const coordinatesInput = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

/** An address in a request; postal codes are digits only. */
export const addressInput = z.object({
  zipCode: z.string().regex(/^\d+$/),
  street: z.string(),
  number: z.string(),
  neighborhood: z.string().nullish(),
  complement: z.string().nullish(),
  city: z.string(),
  state: z.string(),
  coords: coordinatesInput,
});

/** `{ "id": … }` in a request. */
export const referenceInput = z.object({ id: resourceId });

/** Some requests may name what they refer to instead of giving its id. */
export const referenceOrNameInput = z.union([referenceInput, z.object({ name: z.string().min(1) })]);

export const TASK_STATUSES = ['SCHEDULED', 'IN_PROGRESS', 'DONE', 'CANCELED', 'REPORTED'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** The document prints `in-progess` (sic). It is written so and read in either spelling. */
const STATUS_WORDS = {
  scheduled: 'SCHEDULED',
  'in-progess': 'IN_PROGRESS',
  'in-progress': 'IN_PROGRESS',
  done: 'DONE',
  canceled: 'CANCELED',
  reported: 'REPORTED',
} as const satisfies Readonly<Record<string, TaskStatus>>;

const STATUS_TO_WIRE = {
  SCHEDULED: 'scheduled',
  IN_PROGRESS: 'in-progess',
  DONE: 'done',
  CANCELED: 'canceled',
  REPORTED: 'reported',
} as const satisfies Readonly<Record<TaskStatus, keyof typeof STATUS_WORDS>>;

const statusWord = z.enum(['scheduled', 'in-progess', 'in-progress', 'done', 'canceled', 'reported']);

export const taskStatusInput = z.codec(statusWord, z.enum(TASK_STATUSES), {
  decode: (word) => STATUS_WORDS[word],
  encode: (status) => STATUS_TO_WIRE[status],
});

export const taskStatusAnswer = z
  .string()
  .nullish()
  .transform((text): TaskStatus | 'UNKNOWN' => {
    const word = statusWord.safeParse(text?.trim().toLowerCase());
    return word.success ? STATUS_WORDS[word.data] : 'UNKNOWN';
  });

/** A day in a request. */
export const dayInput = plainDateValue;

/** `HH:mm`; the document's own example sends seconds too. */
export const timeOfDayInput = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/);
