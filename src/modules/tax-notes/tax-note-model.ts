import type { TaxNote } from './tax-notes.port.js';

export type TaxNoteStatus = 'NORMAL' | 'CANCELLED' | 'UNKNOWN';

/** Number of the fiscal model: 21, 22, and 62 that takes their place (Ajuste SINIEF 7/2022). */
const MODEL_NUMBER = /(?:^|\D)(\d{2})(?!\d)/;
const ACCESS_KEY = /^\d{6}[0-9A-Z]{12}\d{26}$/;

/** `22` of "MODELO 22", `NFS-e` as it stands; models of tomorrow too. */
export function modelOf({ model }: TaxNote): string | null {
  if (model === null) return null;
  if (/NFS[- ]?E/i.test(model)) return 'NFS-e';
  if (/NFCOM/i.test(model)) return '62';
  return MODEL_NUMBER.exec(model)?.[1] ?? model;
}

export function statusOf({ situation, cancelledAt }: TaxNote): TaxNoteStatus {
  const letter = situation?.toUpperCase();
  if (cancelledAt !== null || letter === 'C') return 'CANCELLED';
  return letter === 'N' ? 'NORMAL' : 'UNKNOWN';
}

/** The 44 characters (since July 2026 the issuer’s CNPJ in them may hold letters) by which the tax authority finds a note; older models have a digital code instead, which is none. */
export const accessKeyOf = ({ key }: TaxNote): string | null => {
  const bare = key?.replace(/\s+/g, '').toUpperCase() ?? '';
  return ACCESS_KEY.test(bare) ? bare : null;
};
