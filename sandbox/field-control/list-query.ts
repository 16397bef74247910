import type { Answer } from '../core/answer.js';
import type { HandlerRequest } from '../core/handler.js';
import { refuseInvalid } from './validation.js';

/** What a filter compares: only moments take operators. */
export type Filter<T> =
  | { readonly kind: 'text'; readonly of: (row: T) => string | null }
  | { readonly kind: 'flag'; readonly of: (row: T) => boolean }
  | { readonly kind: 'moment'; readonly of: (row: T) => string | null };

export interface ListRules<T> {
  /** By the name of the documented parameter. */
  readonly filters?: Readonly<Record<string, Filter<T>>>;
  /** By the documented value, without its sign. */
  readonly sorts?: Readonly<Record<string, (row: T) => string | null>>;
  readonly print: (row: T) => unknown;
}

const DEFAULT_LIMIT = 10;
const LARGEST_LIMIT = 100;

/** One page of the rows that the request's `q` leaves, in the order of its `sort`. */
export function pageOf<S, T>(request: HandlerRequest<S>, rows: Iterable<T>, rules: ListRules<T>): Answer {
  const limit = wholeNumber(request, 'limit', DEFAULT_LIMIT, 1, LARGEST_LIMIT);
  const offset = wholeNumber(request, 'offset', 0, 0, Number.MAX_SAFE_INTEGER);
  const conditions = (request.query['q'] === undefined ? [] : parseFilters(request.query['q'])).map((condition) =>
    toTest(condition, rules),
  );
  const kept = [...rows].filter((row) => conditions.every((holds) => holds(row)));
  const ordered = sorted(kept, request.query['sort'], rules);
  return {
    body: { items: ordered.slice(offset, offset + limit).map(rules.print), totalCount: ordered.length },
  };
}

function wholeNumber<S>(request: HandlerRequest<S>, name: string, fallback: number, low: number, high: number): number {
  const given = request.query[name];
  if (given === undefined) return fallback;
  const value = Number(given);
  if (!/^\d{1,15}$/.test(given) || value < low || value > high) {
    refuseInvalid(`@.${name}`, 'range', `must be a whole number from ${low} to ${high}`);
  }
  return value;
}

interface Condition {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

const badFilter = (message: string): never => refuseInvalid('@.q', 'pattern', message);

/** `name:"value" other>=:value …`. Between quotes a backslash takes the meaning from what follows. */
export function parseFilters(q: string): Condition[] {
  const conditions: Condition[] = [];
  let rest = q.trimStart();
  while (rest !== '') {
    const head = /^([a-z_]+)(>=|<=|>|<|):/.exec(rest);
    if (head === null) return badFilter('must be name:"value"');
    const [all, name = '', operator = ''] = head;
    rest = rest.slice(all.length);
    let value = '';
    if (rest.startsWith('"')) {
      let position = 1;
      while (position < rest.length && rest[position] !== '"') {
        if (rest[position] === '\\') position += 1;
        value += rest[position] ?? '';
        position += 1;
      }
      if (rest[position] !== '"') return badFilter('has an open quote');
      rest = rest.slice(position + 1);
    } else {
      value = /^[^\s"]*/.exec(rest)?.[0] ?? '';
      if (value === '') return badFilter('has a parameter without a value');
      rest = rest.slice(value.length);
    }
    if (rest !== '' && !/^\s/.test(rest)) return badFilter('needs a space between parameters');
    rest = rest.trimStart();
    conditions.push({ name, operator, value });
  }
  return conditions;
}

function toTest<T>({ name, operator, value }: Condition, { filters = {} }: ListRules<T>): (row: T) => boolean {
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (filter === undefined) return badFilter(`has no parameter ${name}`);
  if (operator !== '' && filter.kind !== 'moment') return badFilter(`takes no operator for ${name}`);
  switch (filter.kind) {
    case 'text': {
      const wanted = value.toLowerCase();
      return (row) => filter.of(row)?.toLowerCase() === wanted;
    }
    case 'flag': {
      if (value !== 'true' && value !== 'false') return badFilter(`takes true or false for ${name}`);
      return (row) => filter.of(row) === (value === 'true');
    }
    case 'moment': {
      const wanted = Date.parse(value);
      if (Number.isNaN(wanted)) return badFilter(`takes a date for ${name}`);
      const day = /^\d{4}-\d{2}-\d{2}$/.test(value);
      return (row) => {
        const moment = filter.of(row);
        if (moment === null) return false;
        if (operator === '' && day) return moment.slice(0, 10) === value;
        return compares(Date.parse(moment) - wanted, operator);
      };
    }
  }
}

function compares(difference: number, operator: string): boolean {
  switch (operator) {
    case '>=':
      return difference >= 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '<':
      return difference < 0;
    default:
      return difference === 0;
  }
}

function sorted<T>(rows: T[], sort: string | undefined, { sorts = {} }: ListRules<T>): T[] {
  if (sort === undefined) return rows;
  const name = sort.replace(/^-/, '');
  const of = Object.hasOwn(sorts, name) ? sorts[name] : undefined;
  if (of === undefined) return refuseInvalid('@.sort', 'eq', 'is not one of the documented values');
  const sign = sort.startsWith('-') ? -1 : 1;
  // Rows without the value come last either way.
  return rows.toSorted((left, right) => {
    const [a, b] = [of(left), of(right)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return a < b ? -sign : a > b ? sign : 0;
  });
}
