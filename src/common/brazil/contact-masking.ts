import { parsePhone } from './phone.js';

const HIDDEN = '***';

/** A telephone fit to be shown: area code and last four digits, `(32) *****-8888`; all hidden when it cannot be read. */
export function maskPhone(text: string): string {
  const phone = parsePhone(text);
  if (phone === undefined) return HIDDEN;
  const { national } = phone;
  return `(${national.slice(0, 2)}) ${'*'.repeat(national.length - 6)}-${national.slice(-4)}`;
}

/** An e-mail fit to be shown: first character and domain, `j***@provedor.com.br`; all hidden when it has no such shape. */
export function maskEmail(text: string): string {
  const email = text.trim();
  const at = email.lastIndexOf('@');
  if (at < 1 || at === email.length - 1) return HIDDEN;
  // A lone first character would be the whole name.
  const first = at === 1 ? '' : String.fromCodePoint(email.codePointAt(0) ?? 0);
  return `${first}${HIDDEN}${email.slice(at)}`;
}
