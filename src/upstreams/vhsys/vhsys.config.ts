import { type ConfigOf, defineConfig, httpUrl, nonEmpty, variable, wholeNumber } from '../../common/config/config.js';
import type { UpstreamSystem } from '../core/upstream-system.js';
import { VHSYS } from './vhsys.operation.js';

/** Goes into a header: visible ASCII only. */
const headerToken = nonEmpty.regex(/^[\x21-\x7e]+$/, 'must be visible characters without spaces').optional();

/** How vhsys is reached. */
export interface VhsysConnection {
  readonly accessToken: string;
  readonly secretAccessToken: string;
  readonly system: UpstreamSystem;
}

export const vhsysConfig = defineConfig(
  VHSYS,
  {
    VHSYS_URL: variable(
      httpUrl.optional(),
      'address of vhsys, where service orders are billed (https://api.vhsys.com); what needs it is off when not set',
    ),
    VHSYS_ACCESS_TOKEN: variable(headerToken, 'our Access-Token at vhsys; required with VHSYS_URL'),
    VHSYS_SECRET_ACCESS_TOKEN: variable(headerToken, 'our Secret-Access-Token at vhsys; required with VHSYS_URL'),
    VHSYS_TIMEOUT_MS: variable(
      wholeNumber(8_000, { min: 50, max: 120_000 }),
      'milliseconds one call to vhsys may take in all',
      { example: '8000' },
    ),
  },
  (values): { readonly connection: VhsysConnection | null } => {
    const { VHSYS_URL: url, VHSYS_ACCESS_TOKEN: accessToken, VHSYS_SECRET_ACCESS_TOKEN: secretAccessToken } = values;
    if (url === undefined || accessToken === undefined || secretAccessToken === undefined) return { connection: null };
    return {
      connection: {
        accessToken,
        secretAccessToken,
        system: {
          id: VHSYS,
          baseUrl: url.replace(/\/+$/, ''),
          pathOverrides: new Map(),
          timeoutMs: values.VHSYS_TIMEOUT_MS,
          maxAnswerBytes: 8 * 1024 * 1024,
          concurrency: 8,
          queueLimit: 200,
          cacheEntries: 2_000,
        },
      },
    };
  },
  (values) =>
    values.VHSYS_URL === undefined
      ? []
      : (['VHSYS_ACCESS_TOKEN', 'VHSYS_SECRET_ACCESS_TOKEN'] as const)
          .filter((name) => values[name] === undefined)
          .map((name) => `${name}: is required with VHSYS_URL`),
);

export type VhsysConfig = ConfigOf<typeof vhsysConfig>;
