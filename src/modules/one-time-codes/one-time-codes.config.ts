import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

export const oneTimeCodesConfig = defineConfig(
  'one-time-codes',
  {
    ONE_TIME_CODES_PER_HOUR: variable(
      wholeNumber(5, { min: 1, max: 100 }),
      'codes an hour for one document, to one destination and from one device',
      { example: '5' },
    ),
    ONE_TIME_CODES_PER_ADDRESS_PER_HOUR: variable(
      wholeNumber(30, { min: 1, max: 10_000 }),
      'codes an hour from one network address; mobile carriers put many customers behind one',
      { example: '30' },
    ),
  },
  (values) => ({
    perHour: values.ONE_TIME_CODES_PER_HOUR,
    perAddressPerHour: values.ONE_TIME_CODES_PER_ADDRESS_PER_HOUR,
  }),
);

export type OneTimeCodesConfig = ConfigOf<typeof oneTimeCodesConfig>;
