import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

export const messagesConfig = defineConfig(
  'messages',
  {
    NOTICES_FRESH_SECONDS: variable(
      wholeNumber(300, { min: 0, max: 86_400 }),
      "seconds for which a customer's notices, once read from the ERP, are not read again",
      { example: '300' },
    ),
    NOTICES_WAIT_MS: variable(
      wholeNumber(2_000, { min: 0, max: 10_000 }),
      'milliseconds that the list of messages waits for the ERP before it answers with what is kept; what comes later is kept for the next time',
      { example: '2000' },
    ),
    NOTICES_PUSH_DAYS: variable(
      wholeNumber(3, { min: 1, max: 365 }),
      'notices older than so many days are put into the inbox without a push',
      { example: '3' },
    ),
    MESSAGE_DAYS: variable(
      wholeNumber(730, { min: 30, max: 3_650 }),
      'days that messages are kept; those about debts and changes of contracts are kept five years at least',
      { example: '730' },
    ),
  },
  (values) => ({
    freshSeconds: values.NOTICES_FRESH_SECONDS,
    waitMs: values.NOTICES_WAIT_MS,
    pushDays: values.NOTICES_PUSH_DAYS,
    keptDays: values.MESSAGE_DAYS,
  }),
);

export type MessagesConfig = ConfigOf<typeof messagesConfig>;
