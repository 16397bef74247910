import { z } from 'zod';
import { normaliseWord, wordOf } from '../../core/fields.js';

/** Contract statuses as the ERP documents them, spaces written as underscores. */
const erpContractStatuses = [
  'AGUARDANDO_INSTALACAO',
  'HABILITADO',
  'INATIVO_TEMPORARIAMENTE',
  'SUSPENSO_PARCIALMENTE',
  'SUSPENSO',
  'HABILITADO_EM_CONFIANCA',
  'EM_NEGOCIACAO',
  'CANCELADO',
  'AGUARDANDO_PAGAMENTO',
  'AGUARDANDO_AMPLIACAO',
] as const;

/** A word that the ERP may add later reads as `UNKNOWN`. */
export const contractStatus = wordOf(erpContractStatuses, 'UNKNOWN');

/** The status as filters take it, with spaces; with underscores with us. */
export const contractStatusFilter = z.codec(z.string(), z.enum(erpContractStatuses), {
  decode: (text, context) => {
    const word = erpContractStatuses.find((candidate) => candidate === normaliseWord(text));
    if (word !== undefined) return word;
    context.issues.push({ code: 'custom', input: text, message: 'not a status of contracts' });
    return z.NEVER;
  },
  encode: (status) => status.replaceAll('_', ' '),
});
