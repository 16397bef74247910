import { COMMON_PASSWORDS } from './common-passwords.js';

/** What is wrong with a password whoever has it. */
export type PasswordWeakness = 'TOO_SHORT' | 'COMMON';

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

/** Lower case and without accents. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const spelled = (text: string): string => text.replace(/[@4310!$5]/g, (sign) => LOOKALIKES[sign] ?? sign);

/** A letter or a digit over and over, or a run up or down of them. */
function isRun(text: string): boolean {
  const steps = new Set([...text].slice(1).map((sign, index) => sign.charCodeAt(0) - text.charCodeAt(index)));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
}

/** NIST SP 800-63B: length and a list of common ones, no composition rules. */
export function passwordWeakness(password: string, minimumLength: number): PasswordWeakness | undefined {
  if ([...password].length < minimumLength) return 'TOO_SHORT';
  const plain = folded(password);
  // The list holds spellings with digits too, so both the text and its reading are looked up.
  if (COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(spelled(plain)) || isRun(plain)) return 'COMMON';
  return undefined;
}
