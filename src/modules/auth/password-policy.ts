import { isPlainDate, parseCompactDayFirst, type PlainDate } from '../../common/brazil/dates.js';
import { type Document, sameDocument } from '../../common/brazil/document.js';
import { COMMON_PASSWORDS } from './common-passwords.js';

const MINIMUM_LENGTH = 8;

export type PasswordFault = 'TOO_SHORT' | 'DOCUMENT' | 'COMMON' | 'BIRTH_DATE' | 'SAME_AS_CURRENT';

/** What a customer is told of each, in Portuguese. */
export const passwordFaultTexts: Readonly<Record<PasswordFault, string>> = {
  TOO_SHORT: 'A senha precisa ter pelo menos 8 caracteres.',
  DOCUMENT: 'A senha não pode ser o seu CPF ou CNPJ.',
  COMMON: 'Esta senha é muito comum. Escolha outra.',
  BIRTH_DATE: 'A senha não pode ser a sua data de nascimento.',
  SAME_AS_CURRENT: 'A nova senha precisa ser diferente da atual.',
};

/** What digits are written for letters. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  4: 'a',
  3: 'e',
  1: 'i',
  '!': 'i',
  0: 'o',
  $: 's',
  5: 's',
};

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const spelled = (text: string): string => text.replace(/[@4310!$5]/g, (sign) => LOOKALIKES[sign] ?? sign);

/** A letter or a digit over and over, or a run up or down of them. */
function isRun(text: string): boolean {
  const steps = new Set([...text].slice(1).map((sign, index) => sign.charCodeAt(0) - text.charCodeAt(index)));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
}

/**
 * What is wrong with a new password by itself; NIST SP 800-63B: length and a list of common ones, no composition rules.
 */
export function passwordFault(password: string, document: Document): PasswordFault | undefined {
  if ([...password].length < MINIMUM_LENGTH) return 'TOO_SHORT';
  if (sameDocument(password, document)) return 'DOCUMENT';
  const plain = folded(password);
  // The list holds spellings with digits too, so both the text and its reading are looked up.
  if (COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(spelled(plain)) || isRun(plain)) return 'COMMON';
  return undefined;
}

/** The dates that a password may stand for (day first or year first, punctuated or not); empty for any other text. */
export function datesOf(password: string): PlainDate[] {
  const digits = password.replace(/[\s./-]/g, '');
  if (!/^\d{8}$/.test(digits)) return [];
  const yearFirst = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const dayFirst = parseCompactDayFirst(digits);
  return [...(isPlainDate(yearFirst) ? [yearFirst] : []), ...(dayFirst === undefined ? [] : [dayFirst])];
}
