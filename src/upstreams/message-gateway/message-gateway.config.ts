import { type ConfigOf, defineConfig, httpUrl, nonEmpty, variable, wholeNumber } from '../../common/config/config.js';
import type { UpstreamSystem } from '../core/upstream-system.js';
import { MESSAGE_GATEWAY } from './message-gateway.operation.js';
import { sendNotice, sendOneTimeCode } from './operations/messages.js';

/** How the webhook is reached. */
export interface MessageGatewayConnection {
  readonly secret: string;
  readonly system: UpstreamSystem;
}

export const messageGatewayConfig = defineConfig(
  MESSAGE_GATEWAY,
  {
    ONE_TIME_CODE_WEBHOOK_URL: variable(
      httpUrl.optional(),
      'webhook that sends one-time codes and notices by SMS, WhatsApp or e-mail; when not set, production sends none and elsewhere they are printed on standard output',
    ),
    ONE_TIME_CODE_WEBHOOK_SECRET: variable(
      // Goes into a header.
      nonEmpty.regex(/^[\x21-\x7e]+$/, 'must be visible characters').optional(),
      'bearer token of the webhook; required with ONE_TIME_CODE_WEBHOOK_URL',
    ),
    ONE_TIME_CODE_WEBHOOK_TIMEOUT_MS: variable(
      wholeNumber(5_000, { min: 50, max: 20_000 }),
      'milliseconds the webhook may take to answer',
      { example: '5000' },
    ),
  },
  (values): { readonly connection: MessageGatewayConnection | null } => {
    const { ONE_TIME_CODE_WEBHOOK_URL: address, ONE_TIME_CODE_WEBHOOK_SECRET: secret } = values;
    if (address === undefined || secret === undefined) return { connection: null };
    const url = new URL(address);
    return {
      connection: {
        secret,
        system: {
          id: MESSAGE_GATEWAY,
          baseUrl: url.origin,
          pathOverrides: new Map([sendOneTimeCode, sendNotice].map(({ id }) => [id, `${url.pathname}${url.search}`])),
          timeoutMs: values.ONE_TIME_CODE_WEBHOOK_TIMEOUT_MS,
          maxAnswerBytes: 64 * 1024,
          concurrency: 8,
          queueLimit: 200,
          cacheEntries: 0,
        },
      },
    };
  },
  (values) =>
    values.ONE_TIME_CODE_WEBHOOK_URL !== undefined && values.ONE_TIME_CODE_WEBHOOK_SECRET === undefined
      ? ['ONE_TIME_CODE_WEBHOOK_SECRET: is required with ONE_TIME_CODE_WEBHOOK_URL']
      : [],
);

export type MessageGatewayConfig = ConfigOf<typeof messageGatewayConfig>;
