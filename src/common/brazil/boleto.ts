import { addDays, daysBetween, parseIsoDate, type PlainDate } from './dates.js';

/** `bank`: a bank slip (47 digits to type). `convenio`: a collection slip of a utility or public body (48 digits, starts with 8). */
export type BoletoKind = 'bank' | 'convenio';

/** What a slip says of itself. */
export interface ParsedBoleto {
  readonly kind: BoletoKind;
  /** The digits a payer types: 47 or 48, without punctuation. */
  readonly digitableLine: string;
  /** The 44 digits of the bar code. */
  readonly barcode: string;
  /** Integer centavos; 0 when the slip names no amount of money (open amount, or a reference quantity). */
  readonly amountCents: number;
  /** `null` when the slip carries no due date; a convênio slip never does. */
  readonly dueDate: PlainDate | null;
}

/** How a digitable line compares with the bill it is said to pay. */
export type DigitableLineVerdict = 'ok' | 'malformed' | 'check-digit' | 'amount-differs' | 'due-date-differs';

export interface ExpectedBill {
  readonly amountCents: number;
  /** `null`: the due date is not compared. */
  readonly dueDate: PlainDate | null;
  /** Accept a line that names no amount, leaving it to the payer. Refused unless set. */
  readonly openAmountAllowed?: boolean;
}

export interface BankSlipFields {
  /** Bank's number, three digits. */
  readonly bank: string;
  /** `null`: payable on sight, factor 0000. */
  readonly dueDate: PlainDate | null;
  readonly amountCents: number;
  /** The bank's own 25 digits. */
  readonly freeField: string;
}

export interface ConvenioSlipFields {
  /** Line of business; 4 is telecommunications. */
  readonly segment: number;
  /** 6 or 8: amount in reais; 7 or 9: reference quantity. 6 and 7 are checked by modulus 10, 8 and 9 by modulus 11. */
  readonly valueId: 6 | 7 | 8 | 9;
  readonly amountCents: number;
  /** The collecting body and its own digits: 29 digits. */
  readonly freeField: string;
}

/** The two forms of one slip, digits only. */
export interface SlipCodes {
  readonly barcode: string;
  readonly digitableLine: string;
}

const PUNCTUATION = /[\s.-]+/g;
const DIGITS = /^\d+$/;
const ZERO = 48;

// Due dates are counted in days from here; from 2025-02-22 on the four-digit factor runs 1000..9999 over and over.
const FACTOR_BASE = asPlainDate('1997-10-07');
const FIRST_FACTOR = 1000;
const FACTOR_CYCLE = 9000;

function asPlainDate(text: string): PlainDate {
  const date = parseIsoDate(text);
  if (!date) throw new RangeError('not a date');
  return date;
}

/**
 * Reads a digitable line (47 or 48 digits) or a bar code (44), with or without punctuation.
 * `undefined` unless the structure and every check digit hold (Carta-Circular BCB 2.926/2000; FEBRABAN collection layout).
 * The due date is the one nearest to `referenceDate` among those its factor can mean.
 */
export function parseBoleto(line: string, context: { referenceDate: PlainDate }): ParsedBoleto | undefined {
  const slip = readSlip(line);
  return typeof slip === 'string' ? undefined : describe(slip, context.referenceDate);
}

/**
 * Whether a digitable line (or bar code) pays exactly this bill. A line without an amount differs from any bill unless
 * `openAmountAllowed`, because its payer could type anything. A bank slip without a due date differs from any date; a
 * convênio slip cannot carry one and is not compared.
 */
export function digitableLineMatches(line: string, expected: ExpectedBill): DigitableLineVerdict {
  const slip = readSlip(line);
  if (typeof slip === 'string') return slip;
  const amountCents = amountOf(slip);
  const amountLeftOpen = amountCents === 0 && expected.openAmountAllowed === true;
  if (amountCents !== expected.amountCents && !amountLeftOpen) return 'amount-differs';
  if (expected.dueDate === null || slip.kind === 'convenio') return 'ok';
  return dueDateOf(slip, expected.dueDate) === expected.dueDate ? 'ok' : 'due-date-differs';
}

/** Puts the usual dots, spaces and dashes into the 47 or 48 digits; any other text comes back as it is. */
export function formatDigitableLine(line: string): string {
  const digits = line.replace(PUNCTUATION, '');
  if (digits.length === 47)
    return digits.replace(/^(\d{5})(\d{5})(\d{5})(\d{6})(\d{5})(\d{6})(\d)(\d{14})$/, '$1.$2 $3.$4 $5.$6 $7 $8');
  if (digits.length === 48) return digits.replace(/(\d{11})(\d)(?=\d)/g, '$1-$2 ').replace(/(\d)$/, '-$1');
  return line;
}

/** Builds a bank slip. Throws RangeError when a field does not fit, or the due date lies before the first factor (2000-07-03). */
export function buildBankSlip(fields: BankSlipFields): SlipCodes {
  requireDigits(fields.bank, 3, 'bank');
  requireDigits(fields.freeField, 25, 'freeField');
  const tail = factorOf(fields.dueDate) + amountDigits(fields.amountCents, 10);
  const head = `${fields.bank}9`;
  const barcode = head + String(bankMod11(head + tail + fields.freeField)) + tail + fields.freeField;
  return { barcode, digitableLine: bankLineOf(barcode) };
}

/** Builds a convênio slip. Throws RangeError when a field does not fit. */
export function buildConvenioSlip(fields: ConvenioSlipFields): SlipCodes {
  if (!isSegment(fields.segment)) throw new RangeError('segment must be 1 to 7 or 9');
  requireDigits(fields.freeField, 29, 'freeField');
  const modulus = convenioModulus(fields.valueId);
  const head = `8${fields.segment}${fields.valueId}`;
  const tail = amountDigits(fields.amountCents, 11) + fields.freeField;
  const barcode = head + String(modulus(head + tail)) + tail;
  return { barcode, digitableLine: convenioLineOf(barcode, modulus) };
}

interface Slip {
  readonly kind: BoletoKind;
  readonly barcode: string;
  readonly digitableLine: string;
}

function readSlip(line: string): Slip | 'malformed' | 'check-digit' {
  const digits = line.replace(PUNCTUATION, '');
  if (!DIGITS.test(digits)) return 'malformed';
  if (digits.length === 47) return readBankSlip(bankBarcodeOf(digits), digits);
  const isConvenio = digits.startsWith('8');
  if (digits.length === 48 && isConvenio) return readConvenioSlip(convenioBarcodeOf(digits), digits);
  if (digits.length !== 44) return 'malformed';
  return isConvenio ? readConvenioSlip(digits, undefined) : readBankSlip(digits, undefined);
}

function readBankSlip(barcode: string, typed: string | undefined): Slip | 'malformed' | 'check-digit' {
  // Currency 9 is the real; an amount in anything else is no centavos.
  if (digitAt(barcode, 3) !== 9) return 'malformed';
  if (digitAt(barcode, 4) !== bankMod11(barcode.slice(0, 4) + barcode.slice(5))) return 'check-digit';
  const digitableLine = bankLineOf(barcode);
  if (typed !== undefined && typed !== digitableLine) return 'check-digit';
  return { kind: 'bank', barcode, digitableLine };
}

function readConvenioSlip(barcode: string, typed: string | undefined): Slip | 'malformed' | 'check-digit' {
  const valueId = digitAt(barcode, 2);
  if (!isSegment(digitAt(barcode, 1)) || valueId < 6) return 'malformed';
  const modulus = convenioModulus(valueId);
  if (digitAt(barcode, 3) !== modulus(barcode.slice(0, 3) + barcode.slice(4))) return 'check-digit';
  const digitableLine = convenioLineOf(barcode, modulus);
  if (typed !== undefined && typed !== digitableLine) return 'check-digit';
  return { kind: 'convenio', barcode, digitableLine };
}

function describe(slip: Slip, referenceDate: PlainDate): ParsedBoleto {
  return {
    kind: slip.kind,
    digitableLine: slip.digitableLine,
    barcode: slip.barcode,
    amountCents: amountOf(slip),
    dueDate: dueDateOf(slip, referenceDate),
  };
}

function amountOf(slip: Slip): number {
  if (slip.kind === 'bank') return Number(slip.barcode.slice(9, 19));
  const valueId = digitAt(slip.barcode, 2);
  return valueId === 6 || valueId === 8 ? Number(slip.barcode.slice(4, 15)) : 0;
}

function dueDateOf(slip: Slip, referenceDate: PlainDate): PlainDate | null {
  if (slip.kind === 'convenio') return null;
  const factor = Number(slip.barcode.slice(5, 9));
  // 0000 means no due date; 0001 to 0999 were never issued.
  if (factor < FIRST_FACTOR) return null;
  const cycles = Math.round((daysBetween(FACTOR_BASE, referenceDate) - factor) / FACTOR_CYCLE);
  return addDays(FACTOR_BASE, factor + Math.max(0, cycles) * FACTOR_CYCLE);
}

function factorOf(dueDate: PlainDate | null): string {
  if (dueDate === null) return '0000';
  const days = daysBetween(FACTOR_BASE, dueDate);
  if (days < FIRST_FACTOR) throw new RangeError('dueDate lies before the first factor');
  return String(FIRST_FACTOR + ((days - FIRST_FACTOR) % FACTOR_CYCLE));
}

/** The line repeats the bar code in another order, with a check digit behind each of the first three fields. */
function bankLineOf(barcode: string): string {
  const first = barcode.slice(0, 4) + barcode.slice(19, 24);
  const second = barcode.slice(24, 34);
  const third = barcode.slice(34);
  return `${first}${mod10(first)}${second}${mod10(second)}${third}${mod10(third)}${barcode.slice(4, 19)}`;
}

function bankBarcodeOf(line: string): string {
  return line.slice(0, 4) + line.slice(32) + line.slice(4, 9) + line.slice(10, 20) + line.slice(21, 31);
}

/** Four blocks of eleven digits of the bar code, each followed by its check digit. */
function convenioLineOf(barcode: string, modulus: (digits: string) => number): string {
  let line = '';
  for (let start = 0; start < 44; start += 11) {
    const block = barcode.slice(start, start + 11);
    line += block + String(modulus(block));
  }
  return line;
}

function convenioBarcodeOf(line: string): string {
  return line.slice(0, 11) + line.slice(12, 23) + line.slice(24, 35) + line.slice(36, 47);
}

// FEBRABAN's list of segments has no 0 and no 8.
function isSegment(segment: number): boolean {
  return Number.isInteger(segment) && segment >= 1 && segment <= 9 && segment !== 8;
}

function convenioModulus(valueId: number): (digits: string) => number {
  return valueId >= 8 ? convenioMod11 : mod10;
}

/** Weights 2, 1, 2… from the right, the digits of each product added up. */
function mod10(digits: string): number {
  let sum = 0;
  let weight = 2;
  for (let index = digits.length - 1; index >= 0; index -= 1) {
    const product = digitAt(digits, index) * weight;
    sum += product > 9 ? product - 9 : product;
    weight = 3 - weight;
  }
  return (10 - (sum % 10)) % 10;
}

/** Remainder by 11 of the sum with weights 2 to 9 from the right, starting over. */
function mod11Remainder(digits: string): number {
  let sum = 0;
  let weight = 2;
  for (let index = digits.length - 1; index >= 0; index -= 1) {
    sum += digitAt(digits, index) * weight;
    weight = weight === 9 ? 2 : weight + 1;
  }
  return sum % 11;
}

/** Bank slips write 1 where the digit would be 0, 10 or 11. */
function bankMod11(digits: string): number {
  const digit = 11 - mod11Remainder(digits);
  return digit > 9 ? 1 : digit;
}

/** Convênio slips write 0 where the digit would be 10 or 11. */
function convenioMod11(digits: string): number {
  const digit = 11 - mod11Remainder(digits);
  return digit > 9 ? 0 : digit;
}

function digitAt(digits: string, index: number): number {
  return digits.charCodeAt(index) - ZERO;
}

function amountDigits(amountCents: number, width: number): string {
  const digits = String(amountCents);
  if (!Number.isSafeInteger(amountCents) || amountCents < 0 || digits.length > width) {
    throw new RangeError('amountCents does not fit the slip');
  }
  return digits.padStart(width, '0');
}

function requireDigits(text: string, length: number, field: string): void {
  if (text.length !== length || !DIGITS.test(text)) throw new RangeError(`${field} must be ${length} digits`);
}
