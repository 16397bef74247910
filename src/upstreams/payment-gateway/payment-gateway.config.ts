import { type ConfigOf, defineConfig, httpUrl, nonEmpty, variable, wholeNumber } from '../../common/config/config.js';
import type { UpstreamSystem } from '../core/upstream-system.js';
import { PAYMENT_GATEWAY } from './payment-gateway.operation.js';

/** How the payment gateway is reached. */
export interface PaymentGatewayConnection {
  readonly key: string;
  readonly system: UpstreamSystem;
}

export const paymentGatewayConfig = defineConfig(
  PAYMENT_GATEWAY,
  {
    PAYMENT_GATEWAY_URL: variable(
      httpUrl.optional(),
      'address of a payment gateway that speaks the interface in src/upstreams/payment-gateway/README.md; payment links are a static Pix or off when not set',
    ),
    PAYMENT_GATEWAY_KEY: variable(
      // Goes into a header: visible ASCII.
      nonEmpty.regex(/^[\x21-\x7e]+$/, 'must be visible characters').optional(),
      'our key at the payment gateway, sent as a bearer token; required with PAYMENT_GATEWAY_URL',
    ),
    PAYMENT_GATEWAY_TIMEOUT_MS: variable(
      wholeNumber(8_000, { min: 50, max: 120_000 }),
      'milliseconds one call to the payment gateway may take in all',
      { example: '8000' },
    ),
  },
  (values): { readonly connection: PaymentGatewayConnection | null } => {
    const { PAYMENT_GATEWAY_URL: url, PAYMENT_GATEWAY_KEY: key } = values;
    if (url === undefined || key === undefined) return { connection: null };
    return {
      connection: {
        key,
        system: {
          id: PAYMENT_GATEWAY,
          baseUrl: url.replace(/\/+$/, ''),
          pathOverrides: new Map(),
          timeoutMs: values.PAYMENT_GATEWAY_TIMEOUT_MS,
          maxAnswerBytes: 1024 * 1024,
          concurrency: 16,
          queueLimit: 200,
          cacheEntries: 0,
        },
      },
    };
  },
  (values) =>
    values.PAYMENT_GATEWAY_URL !== undefined && values.PAYMENT_GATEWAY_KEY === undefined
      ? ['PAYMENT_GATEWAY_KEY: is required with PAYMENT_GATEWAY_URL']
      : [],
);

export type PaymentGatewayConfig = ConfigOf<typeof paymentGatewayConfig>;
