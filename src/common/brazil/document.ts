import { isValidCnpj } from '@brazilian-utils/brazilian-utils/is-valid-cnpj';
import { isValidCpf } from '@brazilian-utils/brazilian-utils/is-valid-cpf';

declare const documentBrand: unique symbol;

/** A valid CPF (11 digits) or CNPJ (12 of `[0-9A-Z]` + 2 digits), bare and upper-case. Always text: it may hold letters. */
export type Document = string & { readonly [documentBrand]: 'Document' };

export type DocumentKind = 'cpf' | 'cnpj';

const PUNCTUATION = /[\s./-]+/g;
const CPF_SHAPE = /^\d{11}$/;
const CNPJ_SHAPE = /^[0-9A-Z]{12}\d{2}$/;

/** The text without punctuation and upper-cased; nothing is checked, so upstream dirt survives in a comparable form. */
export function bareDocument(text: string): string {
  return text.replace(PUNCTUATION, '').toUpperCase();
}

/** Whether the bare text is a CPF whose two check digits hold; eleven equal digits are refused. */
export function isCpf(bare: string): boolean {
  return CPF_SHAPE.test(bare) && isValidCpf(bare);
}

/** Whether the bare, upper-case text is a CNPJ, numeric or alphanumeric (IN RFB 2.229/2024), whose check digits hold. */
export function isCnpj(bare: string): boolean {
  return CNPJ_SHAPE.test(bare) && isValidCnpj(bare, { version: 2 });
}

/** Whether the text already is a bare, valid document. */
export function isDocument(text: string): text is Document {
  return isCpf(text) || isCnpj(text);
}

/** Reads a CPF or CNPJ with or without punctuation, in either case; `undefined` when it is neither. */
export function parseDocument(text: string): Document | undefined {
  const bare = bareDocument(text);
  return isDocument(bare) ? bare : undefined;
}

export function documentKind(document: Document): DocumentKind {
  return document.length === 11 ? 'cpf' : 'cnpj';
}

/**
 * The form fit to be shown: only the middle six characters remain, `***.456.789-**` and `**.ABC.345/****-**`.
 * Takes unchecked text too; what has neither length is hidden whole.
 */
export function maskDocument(text: string): string {
  const bare = bareDocument(text);
  if (bare.length === 11) return `***.${bare.slice(3, 6)}.${bare.slice(6, 9)}-**`;
  if (bare.length === 14) return `**.${bare.slice(2, 5)}.${bare.slice(5, 8)}/****-**`;
  return '***';
}

/** Whether two texts hold the same document, whatever their punctuation and case; never true of two empty texts. */
export function sameDocument(left: string, right: string): boolean {
  const bare = bareDocument(left);
  return bare !== '' && bare === bareDocument(right);
}
