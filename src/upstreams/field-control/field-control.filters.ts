import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../common/brazil/dates.js';

/** What may stand at the end of a parameter's name; none asks for exactly the value. */
export const OPERATORS = ['>=', '<=', '>', '<'] as const;
export type FilterOperator = (typeof OPERATORS)[number];

/** A day, or an instant to the second. */
export type FilterMoment = PlainDate | Date;

/** One condition of a list's `q`; several must all hold. */
export type FilterCondition<T extends string, F extends string, M extends string, W extends string> =
  | { readonly field: T; readonly value: string }
  | { readonly field: F; readonly value: boolean }
  | { readonly field: M; readonly operator?: FilterOperator; readonly value: FilterMoment }
  | { readonly field: 'status'; readonly value: W };

/** The filters a list documents, by what they compare. */
export interface FilterFields<T extends string, F extends string, M extends string, W extends string> {
  readonly text?: readonly T[];
  readonly flags?: readonly F[];
  /** Those that take operators. */
  readonly moments?: readonly M[];
  /** The words of the filter `status`: ours, and the upstream's for each. */
  readonly statuses?: z.ZodType<W, string>;
}

/** Between quotes, `\` takes the meaning from what follows. Control characters have no place in a filter. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const CONTROL_CHARACTER = /\p{Cc}/u;

/** `2020-06-12T15:20:00Z`, as the document writes instants: UTC, no fractions. */
const momentText = (moment: FilterMoment): string =>
  typeof moment === 'string' ? moment : `${moment.toISOString().slice(0, 19)}Z`;

function parseMoment(text: string): FilterMoment | undefined {
  if (isPlainDate(text)) return text;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text)) return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** A parameter, its operator if any, and its value in quotes or up to the next space. */
const CONDITION = /\s*([a-z_]+)(>=|<=|>|<)?:(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)/y;

interface WrittenCondition {
  readonly field: string;
  readonly operator: FilterOperator | undefined;
  readonly text: string;
}

/** The conditions of a `q`; undefined when it is not one. */
function readConditions(q: string): WrittenCondition[] | undefined {
  const conditions: WrittenCondition[] = [];
  const pattern = new RegExp(CONDITION);
  while (pattern.lastIndex < q.trimEnd().length) {
    const match = pattern.exec(q);
    if (match === null) return undefined;
    const [, field = '', operator, inQuotes, bare = ''] = match;
    conditions.push({
      field,
      operator: OPERATORS.find((known) => known === operator),
      text: inQuotes === undefined ? bare : inQuotes.replace(/\\(.)/gs, '$1'),
    });
  }
  return conditions;
}

const isMoment = (value: unknown): value is FilterMoment =>
  value instanceof Date ? !Number.isNaN(value.getTime()) : typeof value === 'string' && isPlainDate(value);

/**
 * The `q` of one list: text between what we ask for and how it is written, by the filters the list documents.
 * Values stand in quotes, so that no value can add a condition of its own; that a quote inside is escaped by a
 * backslash is an assumption, for the document shows none.
 */
export function filterOf<
  const T extends string = never,
  const F extends string = never,
  const M extends string = never,
  W extends string = never,
>(fields: FilterFields<T, F, M, W>) {
  type Condition = FilterCondition<T, F, M, W>;
  const textOf = (name: string) => fields.text?.find((known) => known === name);
  const flagOf = (name: string) => fields.flags?.find((known) => known === name);
  const momentOf = (name: string) => fields.moments?.find((known) => known === name);

  const isCondition = (candidate: unknown): candidate is Condition => {
    if (typeof candidate !== 'object' || candidate === null) return false;
    if (!('field' in candidate && typeof candidate.field === 'string' && 'value' in candidate)) return false;
    const { field, value } = candidate;
    const operator = 'operator' in candidate ? candidate.operator : undefined;
    if (momentOf(field) !== undefined) {
      return isMoment(value) && (operator === undefined || OPERATORS.some((known) => known === operator));
    }
    if (operator !== undefined) return false;
    if (field === 'status' && fields.statuses !== undefined) return wordOfStatus(fields.statuses, value) !== undefined;
    if (flagOf(field) !== undefined) return typeof value === 'boolean';
    return textOf(field) !== undefined && typeof value === 'string' && !CONTROL_CHARACTER.test(value);
  };

  const read = ({ field, operator, text }: WrittenCondition): Condition | undefined => {
    const moment = momentOf(field);
    if (moment !== undefined) {
      const value = parseMoment(text);
      if (value === undefined) return undefined;
      return operator === undefined ? { field: moment, value } : { field: moment, operator, value };
    }
    if (operator !== undefined) return undefined;
    if (field === 'status' && fields.statuses !== undefined) {
      const status = z.safeDecode(fields.statuses, text);
      return status.success ? { field, value: status.data } : undefined;
    }
    const flag = flagOf(field);
    if (flag !== undefined) {
      return text === 'true' || text === 'false' ? { field: flag, value: text === 'true' } : undefined;
    }
    const name = textOf(field);
    return name === undefined || CONTROL_CHARACTER.test(text) ? undefined : { field: name, value: text };
  };

  const write = (condition: Condition): string => {
    const { field, value } = condition;
    if (field === 'status' && fields.statuses !== undefined) {
      return `${field}:${quoted(wordOfStatus(fields.statuses, value) ?? '')}`;
    }
    if (value instanceof Date || momentOf(field) !== undefined) {
      const operator = 'operator' in condition ? (condition.operator ?? '') : '';
      return `${field}${operator}:${isMoment(value) ? momentText(value) : ''}`;
    }
    return `${field}:${typeof value === 'boolean' ? String(value) : quoted(value)}`;
  };

  const conditions = z.custom<readonly Condition[]>(
    (value) => Array.isArray(value) && value.length > 0 && value.every(isCondition),
    'must be conditions on the filters this list documents',
  );
  return z.codec(z.string(), conditions, {
    decode: (q, context) => {
      const found = readConditions(q)?.map(read) ?? [undefined];
      const complete = found.filter((condition) => condition !== undefined);
      if (complete.length === found.length && found.length > 0) return complete;
      context.issues.push({ code: 'custom', input: q, message: 'not a filter of this list' });
      return z.NEVER;
    },
    encode: (wanted) => wanted.map(write).join(' '),
  });
}

function wordOfStatus(statuses: z.ZodType<unknown, string>, value: unknown): string | undefined {
  const written = z.safeEncode(statuses, value);
  return written.success ? written.data : undefined;
}
