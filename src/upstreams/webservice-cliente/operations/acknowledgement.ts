import { z } from 'zod';
import { normaliseWord } from '../../core/fields.js';

/** The word with which the ERP says that a write was done, in any spelling. Any other answer is not taken for success. */
export const doneWord = (word: 'SUCESSO' | 'CREATED') =>
  z
    .string()
    .refine((text) => normaliseWord(text) === word, `must be ${word}`)
    .transform(() => ({ done: true as const }));

/** A sentence for people that says that a write was done; nothing of it is used. */
export const doneSentence = z.string().transform(() => ({ done: true as const }));

/** As `doneSentence`, for operations whose example answer is not printed: whatever came instead of a failure. */
export const doneSomehow = z
  .unknown()
  .refine((value) => value !== undefined && value !== null, 'must be something')
  .transform(() => ({ done: true as const }));

/** A sentence that names the e-mail address something was sent to, in quotes. */
export const sentToAddress = z
  .string()
  .transform((text) => ({ done: true as const, address: /'([^'\s@]+@[^'\s]+)'/.exec(text)?.[1] ?? null }));
