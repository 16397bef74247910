import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from '../../common/config/config.js';

const MOST_DAYS = 30;

const days = z
  .string()
  .default('-5,0,1')
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => parts.every((part) => /^-?\d{1,2}$/.test(part) && Math.abs(Number(part)) <= MOST_DAYS),
    `must be whole numbers from -${MOST_DAYS} to ${MOST_DAYS} separated by commas`,
  )
  .transform((parts) => [...new Set(parts.map(Number))]);

export const remindersConfig = defineConfig(
  'reminders',
  {
    DUE_REMINDER_DAYS: variable(
      days,
      'days from the due date of an unpaid bill on which its customer is reminded: -5 is five days before, 1 the day after; a due date on a weekend or holiday counts as the next business day once it has passed',
      { example: '-5,0,1' },
    ),
  },
  (values) => ({ dueDays: values.DUE_REMINDER_DAYS }),
);

export type RemindersConfig = ConfigOf<typeof remindersConfig>;
