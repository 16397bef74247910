import { z } from 'zod';
import { optionalText } from '../../core/fields.js';

/** A postal code in a request: eight digits. */
export const postalCodeDigits = z.string().regex(/^\d{8}$/);

/** Printed with and without its dash, and sometimes no postal code at all: the digits where it is one, else the text. */
export const printedPostalCode = optionalText.transform((text) => text?.replace(/^(\d{5})-(\d{3})$/, '$1$2') ?? null);
