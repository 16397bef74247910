import { getAreaCodeInfo } from '@brazilian-utils/brazilian-utils/get-area-code-info';

/** A Brazilian telephone number as read, whether or not it can exist. */
export interface ParsedPhone {
  /** `+55` and the national number; the form to store. */
  readonly e164: string;
  /** Area code (DDD) and subscriber number, 10 or 11 digits. */
  readonly national: string;
  readonly type: 'mobile' | 'fixed' | 'unknown';
  /** Fit to be written: a known area code, and 9 + 8 digits (mobile) or 8 digits from 2 to 5 (fixed). */
  readonly valid: boolean;
}

const WRITTEN_PHONE = /^\+?[\d\s().-]+$/;
const MOBILE = /^\d{2}9\d{8}$/;
// Mobiles had eight digits until 2016; old records still hold them.
const FORMER_MOBILE = /^\d{2}[6-9]\d{7}$/;
const FIXED = /^\d{2}[2-5]\d{7}$/;

/**
 * Reads a Brazilian number with area code, with or without +55, trunk 0 and punctuation; `undefined` when there are not 10
 * or 11 national digits. A mobile of ten digits is read as `mobile` with `valid: false`: keep it, refuse it as new input.
 */
export function parsePhone(text: string): ParsedPhone | undefined {
  const national = nationalDigits(text.trim());
  if (national === undefined) return undefined;
  const type = typeOf(national);
  const hasToday = type === 'mobile' ? national.length === 11 : type === 'fixed';
  return { e164: `+55${national}`, national, type, valid: hasToday && isAreaCode(national.slice(0, 2)) };
}

function nationalDigits(text: string): string | undefined {
  if (!WRITTEN_PHONE.test(text)) return undefined;
  let digits = text.replace(/\D/g, '');
  // 55 is an area code too: without a plus only the length tells it from the country.
  if (text.startsWith('+')) {
    if (!digits.startsWith('55')) return undefined;
    digits = digits.slice(2);
  } else if (digits.length > 11 && digits.startsWith('55')) {
    digits = digits.slice(2);
  }
  if (digits.startsWith('0')) digits = digits.slice(1);
  return digits.length === 10 || digits.length === 11 ? digits : undefined;
}

function typeOf(national: string): ParsedPhone['type'] {
  if (MOBILE.test(national) || FORMER_MOBILE.test(national)) return 'mobile';
  return FIXED.test(national) ? 'fixed' : 'unknown';
}

function isAreaCode(digits: string): boolean {
  return getAreaCodeInfo(digits) !== null;
}
