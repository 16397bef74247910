import { z } from 'zod';
import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

const quietHours = z
  .string()
  .regex(/^(?:[01]?\d|2[0-3])-(?:[01]?\d|2[0-3])$/, 'must be two hours of the day, such as 21-8')
  .default('21-8')
  .transform((text) => {
    const [from = 0, to = 0] = text.split('-').map(Number);
    return { from, to };
  });

export const pushNotificationsConfig = defineConfig(
  'push-notifications',
  {
    PUSH_MESSAGES_PER_SECOND: variable(
      wholeNumber(500, { min: 1, max: 9_000 }),
      'push messages a second that all instances together send at most; the push service takes 10000',
      { example: '500' },
    ),
    PUSH_IN_FLIGHT: variable(wholeNumber(60, { min: 1, max: 64 }), 'push messages one instance has under way at once', {
      example: '60',
    }),
    PUSH_LEASE_MS: variable(
      wholeNumber(60_000, { min: 500, max: 600_000 }),
      'milliseconds after which a message whose sender gave no sign of life counts as perhaps sent; longer than FIREBASE_TIMEOUT_MS',
      { example: '60000' },
    ),
    PUSH_MOST_ATTEMPTS: variable(
      wholeNumber(8, { min: 1, max: 50 }),
      'attempts after which a message that the push service could not take is given up',
      { example: '8' },
    ),
    PUSH_BACKOFF_MS: variable(
      wholeNumber(10_000, { min: 1, max: 600_000 }),
      'milliseconds before the second attempt of a message; twice as many before each further one, with jitter',
      { example: '10000' },
    ),
    PUSH_QUOTA_PAUSE_MS: variable(
      wholeNumber(60_000, { min: 1, max: 600_000 }),
      'milliseconds that nothing is sent when the push service says its quota is spent and not for how long',
      { example: '60000' },
    ),
    PUSH_QUIET_HOURS: variable(
      quietHours,
      'hours of the day in Sao Paulo, from-to, in which no marketing is sent; none when both are the same',
      { example: '21-8' },
    ),
    PUSH_MARKETING_PER_WEEK: variable(
      wholeNumber(3, { min: 1, max: 100 }),
      'marketing messages a customer gets in seven days at most',
      { example: '3' },
    ),
    PUSH_DELIVERY_DAYS: variable(
      wholeNumber(90, { min: 7, max: 730 }),
      'days that it is kept what became of each push message',
      { example: '90' },
    ),
  },
  (values) => ({
    messagesPerSecond: values.PUSH_MESSAGES_PER_SECOND,
    inFlight: values.PUSH_IN_FLIGHT,
    leaseMs: values.PUSH_LEASE_MS,
    mostAttempts: values.PUSH_MOST_ATTEMPTS,
    backoffMs: values.PUSH_BACKOFF_MS,
    quotaPauseMs: values.PUSH_QUOTA_PAUSE_MS,
    quietHours: values.PUSH_QUIET_HOURS,
    marketingPerWeek: values.PUSH_MARKETING_PER_WEEK,
    deliveryDays: values.PUSH_DELIVERY_DAYS,
  }),
);

export type PushNotificationsConfig = ConfigOf<typeof pushNotificationsConfig>;
