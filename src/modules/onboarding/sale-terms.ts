import { createHash } from 'node:crypto';

const PREFIX = 'CONTRACT-';

/** Names a contract's PDF by what it says: an acceptance of one text is no acceptance of another. */
export const termIdOf = (pdf: Uint8Array): string => PREFIX + createHash('sha256').update(pdf).digest('hex');

/** What accepting these terms means where `wanted` is the one in force; null where a sale has no term yet. */
export function judgeTerms(accepted: readonly string[], wanted: string | null): 'accepted' | 'missing' | 'changed' {
  if (wanted === null || accepted.includes(wanted)) return 'accepted';
  return accepted.some((id) => id.startsWith(PREFIX)) ? 'changed' : 'missing';
}
