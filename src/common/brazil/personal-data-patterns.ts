import { isCnpj, isCpf } from './document.js';

// Where a run of digits may begin and end: not inside a word, hash or longer number, but right behind an escape of a
// URL (%22) or of a JSON text (\n), whose last character would look like part of the run.
const AFTER_ESCAPE = String.raw`(?<=%[0-9A-Fa-f]{2})|(?<=\\[bfnrt])|(?<=\\u[0-9A-Fa-f]{4})`;
const BEGIN = String.raw`(?:(?<![\p{L}\p{N}])|${AFTER_ESCAPE})`;
const END = String.raw`(?![\p{L}\p{N}])`;

function pattern(body: string): RegExp {
  return new RegExp(BEGIN + body + END, 'u');
}

/** Shapes of personal data in free text, without flags that keep state. Each matches the whole of one occurrence. */
export const JWT_PATTERN = new RegExp(String.raw`(?:(?<![\w-])|${AFTER_ESCAPE})eyJ[\w-]{5,}(?:\.[\w-]*){2,4}`, 'u');
export const EMAIL_PATTERN = /(?<![\p{L}\p{N}._+-])[\p{L}\p{N}._+-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
/** The 47 or 48 digits of a slip, bare or punctuated, and any bare run of 44 to 48: bar codes and invoice access keys. */
export const DIGITABLE_LINE_PATTERN = pattern(
  String.raw`(?:\d{5}\.?\d{5} ?\d{5}\.?\d{6} ?\d{5}\.?\d{6} ?\d ?\d{14}|\d{11}[- ]?\d(?: ?\d{11}[- ]?\d){3}|\d{44,48})`,
);
export const CNPJ_FORMATTED_PATTERN = pattern(
  String.raw`[0-9A-Za-z]{2}\.[0-9A-Za-z]{3}\.[0-9A-Za-z]{3}(?:\/|%2[Ff])[0-9A-Za-z]{4}-\d{2}`,
);
/** Candidates only: protocol numbers have fourteen digits too, so the check digits decide. */
export const CNPJ_BARE_PATTERN = pattern(String.raw`[0-9A-Za-z]{12}\d{2}`);
export const CPF_FORMATTED_PATTERN = pattern(String.raw`\d{3}[. ]\d{3}[. ]\d{3}[-\/ ]?\d{2}`);
/** Eleven digits, perhaps with the final dash; a mobile with area code looks the same. */
export const CPF_BARE_PATTERN = pattern(String.raw`\d{9}-?\d{2}`);
/** With area code, with or without +55 and punctuation; bare epoch seconds look the same and are given up. */
export const PHONE_PATTERN = pattern(
  String.raw`(?:\+?55[ -]?)?0?(?:\([1-9]{2}\)|[1-9]{2})[ -]?(?:9[ -]?\d{4}|[2-9]\d{3})[ -]?\d{4}`,
);

// What looks like the above in part and must stay whole: UUIDs, ISO dates and instants.
const UUID = pattern('[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}');
const ISO_DATE = pattern(String.raw`\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?`);

// One pass, so that a replaced stretch is never read again; where two begin at one place, the earlier wins.
const ALTERNATIVES: readonly (readonly [RegExp, (match: string) => string])[] = [
  [JWT_PATTERN, () => '[token]'],
  [EMAIL_PATTERN, () => '[email]'],
  [UUID, keep],
  [ISO_DATE, keep],
  [DIGITABLE_LINE_PATTERN, () => '[digitable-line]'],
  [CNPJ_FORMATTED_PATTERN, () => '[cnpj]'],
  [CNPJ_BARE_PATTERN, (match) => (isCnpj(match.toUpperCase()) ? '[cnpj]' : match)],
  [CPF_FORMATTED_PATTERN, () => '[cpf]'],
  [CPF_BARE_PATTERN, labelElevenDigits],
  [PHONE_PATTERN, () => '[phone]'],
];

const ANY = new RegExp(ALTERNATIVES.map(([{ source }]) => `(${source})`).join('|'), 'gu');
function keep(match: string): string {
  return match;
}

function labelElevenDigits(match: string): string {
  const isMobileOnly = !match.includes('-') && match.charAt(2) === '9' && !isCpf(match);
  return isMobileOnly ? '[phone]' : '[cpf]';
}

/**
 * Replaces personal data in free text by its kind: `[cpf]`, `[cnpj]`, `[phone]`, `[email]`, `[token]`, `[digitable-line]`.
 * When in doubt it replaces: any eleven digits are a CPF or a mobile. Dates, UUIDs, short ids and epoch milliseconds stay.
 */
export function scrubPersonalData(text: string): string {
  return text.replace(ANY, (match: string, ...captures: unknown[]) => {
    const alternative = ALTERNATIVES.find((_, index) => captures[index] !== undefined);
    return alternative === undefined ? match : alternative[1](match);
  });
}
