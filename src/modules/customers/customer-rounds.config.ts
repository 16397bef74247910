import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

/** How rounds over the active customers (reminders of bills and visits) spend the ERP's time. */
export const customerRoundsConfig = defineConfig(
  'customer-rounds',
  {
    ROUND_ACTIVE_DAYS: variable(
      wholeNumber(90, { min: 1, max: 730 }),
      'days since an app was last used within which its customer is reminded of bills and visits',
      { example: '90' },
    ),
    ROUND_CUSTOMERS: variable(
      wholeNumber(2_000, { min: 1, max: 50_000 }),
      'customers that one run of a reminder reads of in the ERP at most; the next run goes on from there',
      { example: '2000' },
    ),
    ROUND_PAUSE_MS: variable(wholeNumber(100, { min: 0, max: 60_000 }), 'milliseconds between the reads of a run', {
      example: '100',
    }),
  },
  (values) => ({
    activeDays: values.ROUND_ACTIVE_DAYS,
    most: values.ROUND_CUSTOMERS,
    pauseMs: values.ROUND_PAUSE_MS,
  }),
);

export type CustomerRoundsConfig = ConfigOf<typeof customerRoundsConfig>;
