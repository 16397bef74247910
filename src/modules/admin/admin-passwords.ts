import { folded, passwordWeakness, type PasswordWeakness } from '../../common/auth/password-strength.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { readableSecret } from './readable-secrets.js';

const MINIMUM_LENGTH = 12;
/** A shorter part of an address says nothing: it is in many passwords by chance. */
const TELLING_PART = 4;
const TEMPORARY_PASSWORD_HOURS = 72;

type AdminPasswordFault = PasswordWeakness | 'EMAIL' | 'SAME_AS_CURRENT';

const TEXTS: Readonly<Record<AdminPasswordFault, string>> = {
  TOO_SHORT: `A senha precisa ter pelo menos ${MINIMUM_LENGTH} caracteres.`,
  COMMON: 'Esta senha é muito comum. Escolha outra.',
  EMAIL: 'A senha não pode conter o seu e-mail.',
  SAME_AS_CURRENT: 'A nova senha precisa ser diferente da atual.',
};

/** What is wrong with the password that an administrator chose. */
export function adminPasswordFault(next: string, current: string, email: string): AdminPasswordFault | undefined {
  if (next === current) return 'SAME_AS_CURRENT';
  const [local = ''] = email.split('@');
  if (local.length >= TELLING_PART && folded(next).includes(folded(local))) return 'EMAIL';
  return passwordWeakness(next, MINIMUM_LENGTH);
}

/** @throws Problem PASSWORD_REFUSED */
export function requireGoodAdminPassword(next: string, current: string, email: string): void {
  const rule = adminPasswordFault(next, current, email);
  if (rule !== undefined) throw new Problem(problems.passwordRefused, { detail: TEXTS[rule], extensions: { rule } });
}

/** A password that its owner must replace at the first log-in. */
export interface TemporaryPassword {
  /** 79 bits; shown once. */
  readonly password: string;
  /** It opens nothing after this. */
  readonly until: Date;
}

export const newTemporaryPassword = (now: number = Date.now()): TemporaryPassword => ({
  password: readableSecret(4, 4),
  until: new Date(now + TEMPORARY_PASSWORD_HOURS * 3_600_000),
});
