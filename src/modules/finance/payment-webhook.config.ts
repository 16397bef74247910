import { z } from 'zod';
import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

const LEAST_SECRET_CHARACTERS = 32;

export const paymentWebhookConfig = defineConfig(
  'payment-webhook',
  {
    PAYMENT_WEBHOOK_SECRET: variable(
      z.string().min(LEAST_SECRET_CHARACTERS, `must have at least ${LEAST_SECRET_CHARACTERS} characters`).optional(),
      'secret that the payment gateway signs its deliveries with; without it none is taken',
    ),
    PAYMENT_WEBHOOK_WINDOW_SECONDS: variable(
      wholeNumber(300, { min: 10, max: 3_600 }),
      'seconds by which the time of a delivery may differ from ours',
      { example: '300' },
    ),
  },
  (values) => ({
    secret: values.PAYMENT_WEBHOOK_SECRET,
    windowSeconds: values.PAYMENT_WEBHOOK_WINDOW_SECONDS,
  }),
);

export type PaymentWebhookConfig = ConfigOf<typeof paymentWebhookConfig>;
