import { z } from 'zod';
import { parseDashedDayFirst } from '../../src/common/brazil/dates.js';

/** An id in a body: a JSON number. */
export const idField = z.number().int().positive();

/** Optional fields without a value may be left out or sent as an empty text. */
export const blankable = <T>(field: z.ZodType<T>) =>
  z
    .union([field, z.literal('')])
    .nullish()
    .transform((value): T | null => (value === '' || value === undefined || value === null ? null : value));

export const textField = z.string().min(1);

/** "Somente números. Tamanho: 10 ou 11 caracteres obrigatoriamente". */
export const phoneField = z.string().regex(/^\d{10,11}$/);

/** `dd-MM-yyyy`. */
export const dateField = z.string().transform((text, context) => {
  const date = parseDashedDayFirst(text);
  if (date !== undefined) return date;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

/** The fields of an address that prospects and customers are registered with alike. */
export const addressFields = {
  idUsuario: idField,
  idEndereco: idField,
  tipoEndereco: z.enum(['PADRAO', 'FISCAL', 'COBRANCA', 'INSTALACAO']),
  idClassificacaoEndereco: idField,
  complemento: blankable(z.string()),
  referencia: blankable(z.string()),
  idCondominio: blankable(idField),
  idBloco: blankable(idField),
  andar: blankable(z.string()),
  numeroCasa: blankable(z.string()),
  apto: blankable(z.string()),
};
