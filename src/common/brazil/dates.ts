import { isBusinessDay as isNationalBusinessDay } from '@brazilian-utils/brazilian-utils/is-business-day';

declare const plainDateBrand: unique symbol;

/** A calendar day that exists, as `yyyy-MM-dd`; carries no time and no zone. Sorts as text. */
export type PlainDate = string & { readonly [plainDateBrand]: 'PlainDate' };

/** Milliseconds since the epoch; stands in for `Date.now` in tests. */
export type Clock = () => number;

export const SAO_PAULO = 'America/Sao_Paulo';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DASHED_DAY_FIRST = /^(\d{2})-(\d{2})-(\d{4})$/;
const SLASHED_DAY_FIRST = /^(\d{2})\/(\d{2})\/(\d{4})$/;
const COMPACT_DAY_FIRST = /^(\d{2})(\d{2})(\d{4})$/;
const SLASHED_DATE_TIME = /^(\d{2}\/\d{2}\/\d{4}) ([01]\d|2[0-3]):([0-5]\d)$/;
const EPOCH_MS = /^-?\d{1,15}$/;

/** Whether the text is `yyyy-MM-dd` and names a day that exists: 2026-02-31 does not. */
export function isPlainDate(text: string): text is PlainDate {
  const parts = ISO_DATE.exec(text);
  if (parts === null) return false;
  const year = Number(parts[1]);
  const month = Number(parts[2]);
  const day = Number(parts[3]);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** The day of these numbers (month from 1), or `undefined` when there is no such day. */
export function plainDate(year: number, month: number, day: number): PlainDate | undefined {
  return checked(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

function checked(text: string): PlainDate | undefined {
  return isPlainDate(text) ? text : undefined;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Reads `yyyy-MM-dd`; `null` for `0000-00-00`, which means "no date"; `undefined` for anything else. */
export function parseIsoDate(text: string): PlainDate | null | undefined {
  return text === '0000-00-00' ? null : checked(text);
}

/** Reads `dd-MM-yyyy`. */
export function parseDashedDayFirst(text: string): PlainDate | undefined {
  return parseDayFirst(DASHED_DAY_FIRST, text);
}

/** Reads `ddMMyyyy`. */
export function parseCompactDayFirst(text: string): PlainDate | undefined {
  return parseDayFirst(COMPACT_DAY_FIRST, text);
}

/** Reads `dd/MM/yyyy`. */
export function parseSlashedDayFirst(text: string): PlainDate | undefined {
  return parseDayFirst(SLASHED_DAY_FIRST, text);
}

function parseDayFirst(pattern: RegExp, text: string): PlainDate | undefined {
  const parts = pattern.exec(text);
  return parts === null ? undefined : checked(`${parts[3]}-${parts[2]}-${parts[1]}`);
}

/** Reads `dd/MM/yyyy HH:mm` as a wall clock in Sao Paulo; gives the instant in ISO 8601 with its offset. */
export function parseSlashedDateTime(text: string): string | undefined {
  const parts = SLASHED_DATE_TIME.exec(text);
  const date = parts === null ? undefined : parseSlashedDayFirst(parts[1] ?? '');
  if (parts === null || date === undefined) return undefined;
  return toSaoPauloInstant(epochOfWallClock(date, Number(parts[2]), Number(parts[3])));
}

/** Reads epoch milliseconds, a number or its digits, as the day it was then in Sao Paulo: 574398000000 is 1988-03-15. */
export function parseEpochDate(value: number | string): PlainDate | undefined {
  if (typeof value === 'string') return EPOCH_MS.test(value) ? dateInSaoPaulo(Number(value)) : undefined;
  return dateInSaoPaulo(value);
}

/**
 * Reads a date in any style the upstream systems write: ISO, day first (dashes, slashes, bare, with time), epoch
 * milliseconds. Eight digits are ddMMyyyy, never an epoch. `null` means "no date": null, an empty text, `0000-00-00`.
 */
export function parseDateOfAnyStyle(value: string | number | null): PlainDate | null | undefined {
  if (value === null) return null;
  if (typeof value === 'number') return parseEpochDate(value);
  const text = value.trim();
  if (text === '') return null;
  if (ISO_DATE.test(text)) return parseIsoDate(text);
  if (DASHED_DAY_FIRST.test(text)) return parseDashedDayFirst(text);
  if (SLASHED_DAY_FIRST.test(text)) return parseSlashedDayFirst(text);
  if (COMPACT_DAY_FIRST.test(text)) return parseCompactDayFirst(text);
  if (SLASHED_DATE_TIME.test(text)) return parseSlashedDayFirst(text.slice(0, 10));
  return parseEpochDate(text);
}

/** `dd-MM-yyyy` */
export function formatDashedDayFirst(date: PlainDate): string {
  return `${date.slice(8)}-${date.slice(5, 7)}-${date.slice(0, 4)}`;
}

/** `ddMMyyyy` */
export function formatCompactDayFirst(date: PlainDate): string {
  return date.slice(8) + date.slice(5, 7) + date.slice(0, 4);
}

/** `dd/MM/yyyy`, also the form a customer reads. */
export function formatSlashedDayFirst(date: PlainDate): string {
  return `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
}

/** Epoch milliseconds of the day's first moment in Sao Paulo: 01:00 where daylight saving skipped midnight. */
export function epochOfMidnight(date: PlainDate): number {
  return epochOfWallClock(date, 0, 0);
}

/** The day it is now in Sao Paulo; the "today" of every due date. */
export function todayInSaoPaulo(clock: Clock = Date.now): PlainDate {
  const today = dateInSaoPaulo(clock());
  if (today === undefined) throw new RangeError('the clock is out of range');
  return today;
}

/** The day an instant (epoch milliseconds) fell on in Sao Paulo; `undefined` outside the years 1 to 9999. */
export function dateInSaoPaulo(epochMs: number): PlainDate | undefined {
  if (!isRepresentable(epochMs)) return undefined;
  return checked(isoWallClock(epochMs, offsetMinutes(epochMs)).slice(0, 10));
}

/** An instant as ISO 8601 to the second with Sao Paulo's offset of that moment: `2026-11-21T17:30:00-03:00`. */
export function toSaoPauloInstant(instant: Date | number): string {
  const epochMs = typeof instant === 'number' ? instant : instant.getTime();
  if (!isRepresentable(epochMs)) throw new RangeError('the instant is out of range');
  const offset = offsetMinutes(epochMs);
  const distance = Math.abs(offset);
  const zone = `${offset < 0 ? '-' : '+'}${pad(Math.trunc(distance / 60), 2)}:${pad(distance % 60, 2)}`;
  return isoWallClock(epochMs, offset).slice(0, 19) + zone;
}

// One day inside the years 1 and 9999, so that no offset leads out of four-digit years.
const FIRST_EPOCH_MS = -62_135_510_400_000;
const LAST_EPOCH_MS = 253_402_214_400_000;

function isRepresentable(epochMs: number): boolean {
  return epochMs >= FIRST_EPOCH_MS && epochMs <= LAST_EPOCH_MS;
}

function isoWallClock(epochMs: number, offset: number): string {
  return new Date(epochMs + offset * MINUTE_MS).toISOString();
}

const ZONE_NAME = new Intl.DateTimeFormat('en-US', { timeZone: SAO_PAULO, timeZoneName: 'longOffset' });
const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2}))?/;
const REMEMBERED_HOURS = 4096;
const offsetByHour = new Map<number, number>();

/** Minutes east of UTC in Sao Paulo at this moment. Remembered by the hour: formatting through Intl is slow, and offsets change on the hour. */
function offsetMinutes(epochMs: number): number {
  const hour = Math.floor(epochMs / HOUR_MS);
  const remembered = offsetByHour.get(hour);
  if (remembered !== undefined) return remembered;
  const parts = OFFSET.exec(ZONE_NAME.format(epochMs));
  const minutes = Number(parts?.[2] ?? 0) * 60 + Number(parts?.[3] ?? 0);
  const offset = parts?.[1] === '-' ? -minutes : minutes;
  if (offsetByHour.size >= REMEMBERED_HOURS) offsetByHour.clear();
  offsetByHour.set(hour, offset);
  return offset;
}

/** The first instant at which clocks in Sao Paulo showed this; where they skipped it, the instant of the jump's other side. */
function epochOfWallClock(date: PlainDate, hours: number, minutes: number): number {
  const asUtc = utcMidnight(date) + hours * HOUR_MS + minutes * MINUTE_MS;
  const before = offsetMinutes(asUtc - DAY_MS);
  const first = asUtc - before * MINUTE_MS;
  if (offsetMinutes(first) === before) return first;
  const after = offsetMinutes(asUtc + DAY_MS);
  const second = asUtc - after * MINUTE_MS;
  return offsetMinutes(second) === after ? second : first;
}

/** Days since 1970-01-01. */
export function epochDay(date: PlainDate): number {
  return utcMidnight(date) / DAY_MS;
}

/** The day so many days after 1970-01-01. Throws RangeError outside the years 1 to 9999. */
export function plainDateOfEpochDay(day: number): PlainDate {
  if (!Number.isInteger(day)) throw new RangeError('days must be whole');
  const date = checked(new Date(day * DAY_MS).toISOString().slice(0, 10));
  if (date === undefined) throw new RangeError('the date is out of range');
  return date;
}

function utcMidnight(date: PlainDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** The date `days` later, or earlier if negative. Throws RangeError outside the years 1 to 9999. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return plainDateOfEpochDay(epochDay(date) + days);
}

/** How many days `to` lies after `from`; negative when before. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return epochDay(to) - epochDay(from);
}

/** Order of two dates, as Array.prototype.sort wants it. */
export function comparePlainDates(left: PlainDate, right: PlainDate): -1 | 0 | 1 {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * Whether banks settle on this day: no weekend, no national holiday, and neither Carnival Monday and Tuesday nor Corpus
 * Christi (Resolução CMN 4.880/2020). Throws RangeError outside 1900 to 2099, the years whose holidays are known.
 */
export function isBusinessDay(date: PlainDate): boolean {
  const year = Number(date.slice(0, 4));
  if (year < 1900 || year > 2099) throw new RangeError('holidays are known from 1900 to 2099 only');
  return isNationalBusinessDay(localNoon(date)) && !isCarnivalMonday(date);
}

// The library lists Carnival Tuesday as optional but not its Monday; no other optional holiday falls on a Tuesday.
function isCarnivalMonday(date: PlainDate): boolean {
  const day = localNoon(date);
  if (day.getDay() !== 1) return false;
  day.setDate(day.getDate() + 1);
  return !isNationalBusinessDay(day) && isNationalBusinessDay(day, { includeOptional: false });
}

// The library reads the process's own calendar; noon keeps it on the same day in every zone.
function localNoon(date: PlainDate): Date {
  return new Date(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8)), 12);
}

/** The date itself on a business day, else the next one: until then a bill due on `date` is paid without charge. */
export function businessDayOnOrAfter(date: PlainDate): PlainDate {
  let day = date;
  while (!isBusinessDay(day)) day = addDays(day, 1);
  return day;
}

/** The date `count` business days after `date` (before it if negative); `date` itself for 0. */
export function addBusinessDays(date: PlainDate, count: number): PlainDate {
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0;) {
    day = addDays(day, step);
    if (isBusinessDay(day)) left -= 1;
  }
  return day;
}
