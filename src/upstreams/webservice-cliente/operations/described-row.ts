import { z } from 'zod';
import { identifier, optionalText } from '../../core/fields.js';

/** `{ "id": …, "descricao": … }`, the row of most registers of the ERP. */
export const describedRow = z
  .object({ id: identifier, descricao: optionalText })
  .transform((row) => ({ id: row.id, description: row.descricao }));

/** A described row that may be missing or null: null then. */
export const optionalDescribedRow = describedRow.nullish().transform((row) => row ?? null);
