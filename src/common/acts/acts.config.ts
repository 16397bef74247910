import { type ConfigOf, defineConfig, variable, wholeNumber } from '../config/config.js';

export const actsConfig = defineConfig(
  'acts',
  {
    UNCERTAIN_ACT_SETTLE_SECONDS: variable(
      wholeNumber(120, { min: 1, max: 86_400 }),
      'after a lost answer of the ERP, seconds until "nothing has changed there" is taken for "it was not done"',
      { example: '120' },
    ),
    UNCERTAIN_ACT_OPERATOR_MINUTES: variable(
      wholeNumber(60, { min: 1, max: 10_080 }),
      'minutes after which an act whose outcome is still unknown is shown to the operators; one that only people can find out at once',
      { example: '60' },
    ),
  },
  (values) => ({
    settleMs: values.UNCERTAIN_ACT_SETTLE_SECONDS * 1_000,
    operatorMs: values.UNCERTAIN_ACT_OPERATOR_MINUTES * 60_000,
  }),
);

export type ActsConfig = ConfigOf<typeof actsConfig>;
