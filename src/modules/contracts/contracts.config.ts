import { z } from 'zod';
import { type ConfigOf, defineConfig, nonEmpty, variable, wholeNumber } from '../../common/config/config.js';

export const contractsConfig = defineConfig(
  'contracts',
  {
    CONTRACT_TERM_VERSION: variable(
      z.string().default('1').pipe(nonEmpty),
      'version of the contract model in force, kept with every acceptance',
      { example: '1' },
    ),
    SUSPENSION_MIN_DAYS: variable(
      wholeNumber(30, { min: 1, max: 365 }),
      'fewest days of a temporary suspension that a customer asks for',
      { example: '30' },
    ),
    SUSPENSION_MAX_DAYS: variable(
      wholeNumber(120, { min: 1, max: 365 }),
      'most days of a temporary suspension that a customer asks for',
      { example: '120' },
    ),
    SUSPENSION_MAX_NOTICE_DAYS: variable(
      wholeNumber(60, { min: 0, max: 365 }),
      'how many days ahead a temporary suspension may be asked for',
      { example: '60' },
    ),
    DUE_DATE_CHANGE_INTERVAL_DAYS: variable(
      wholeNumber(30, { min: 0, max: 365 }),
      'days after a change of the due date in which no other is taken',
      { example: '30' },
    ),
  },
  (values) => ({
    termVersion: values.CONTRACT_TERM_VERSION,
    suspension: {
      minDays: values.SUSPENSION_MIN_DAYS,
      maxDays: values.SUSPENSION_MAX_DAYS,
      maxNoticeDays: values.SUSPENSION_MAX_NOTICE_DAYS,
    },
    dueDateChangeIntervalDays: values.DUE_DATE_CHANGE_INTERVAL_DAYS,
  }),
  ({ SUSPENSION_MIN_DAYS: min, SUSPENSION_MAX_DAYS: max }) =>
    min > max ? ['SUSPENSION_MAX_DAYS: must not be below SUSPENSION_MIN_DAYS'] : [],
);

export type ContractsConfig = ConfigOf<typeof contractsConfig>;
