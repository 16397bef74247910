import { type PasswordWeakness, passwordWeakness } from '../../common/auth/password-strength.js';
import { isPlainDate, parseCompactDayFirst, type PlainDate } from '../../common/brazil/dates.js';
import { type Document, sameDocument } from '../../common/brazil/document.js';

const MINIMUM_LENGTH = 8;

export type PasswordFault = PasswordWeakness | 'DOCUMENT' | 'BIRTH_DATE' | 'SAME_AS_CURRENT';

/** What a customer is told of each, in Portuguese. */
export const passwordFaultTexts: Readonly<Record<PasswordFault, string>> = {
  TOO_SHORT: 'A senha precisa ter pelo menos 8 caracteres.',
  DOCUMENT: 'A senha não pode ser o seu CPF ou CNPJ.',
  COMMON: 'Esta senha é muito comum. Escolha outra.',
  BIRTH_DATE: 'A senha não pode ser a sua data de nascimento.',
  SAME_AS_CURRENT: 'A nova senha precisa ser diferente da atual.',
};

/** What is wrong with a new password by itself. */
export function passwordFault(password: string, document: Document): PasswordFault | undefined {
  const weakness = passwordWeakness(password, MINIMUM_LENGTH);
  return weakness !== 'TOO_SHORT' && sameDocument(password, document) ? 'DOCUMENT' : weakness;
}

/** The dates that a password may stand for (day first or year first, punctuated or not); empty for any other text. */
export function datesOf(password: string): PlainDate[] {
  const digits = password.replace(/[\s./-]/g, '');
  if (!/^\d{8}$/.test(digits)) return [];
  const yearFirst = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const dayFirst = parseCompactDayFirst(digits);
  return [...(isPlainDate(yearFirst) ? [yearFirst] : []), ...(dayFirst === undefined ? [] : [dayFirst])];
}
