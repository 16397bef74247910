import { z } from 'zod';
import { type ConfigOf, defineConfig, httpUrl, nonEmpty, variable, wholeNumber } from '../../common/config/config.js';
import type { UpstreamSystem } from '../core/upstream-system.js';
import { FIELD_CONTROL } from './field-control.operation.js';

const SERVICE_TYPES = [
  'INSTALLATION',
  'REPAIR',
  'PICKUP',
  'MIGRATION',
  'ADDRESS_CHANGE',
  'INTERNAL',
  'SERVICE_REQUEST',
  'PLAN_CHANGE',
] as const;

const serviceTypes = z
  .string()
  .default('')
  .transform((text, context) => {
    const types = new Map<string, (typeof SERVICE_TYPES)[number]>();
    for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
      // Service ids are base64 and may end in an equals sign themselves.
      const at = pair.lastIndexOf('=');
      const type = SERVICE_TYPES.find((word) => word === pair.slice(at + 1).trim());
      if (at < 1 || type === undefined) {
        context.addIssue({ code: 'custom', message: 'must be service-id=KIND pairs' });
        return z.NEVER;
      }
      types.set(pair.slice(0, at).trim(), type);
    }
    return types;
  });

/** Goes into a header: visible ASCII only. */
const apiKey = nonEmpty.regex(/^[\x21-\x7e]+$/, 'must be visible characters without spaces');

/**
 * Calls that wait for their turn are held in the database's line, interactive ones before background ones; a tighter
 * bound here would let them queue first come, first served before they ever reach it.
 */
const CALLS_AT_ONCE = 256;

export const fieldControlConfig = defineConfig(
  'field-control',
  {
    FIELD_CONTROL_URL: variable(
      httpUrl.optional(),
      'address of Field Control, where technicians report their visits (https://carchost.fieldcontrol.com.br); without it visits are not tracked',
    ),
    FIELD_CONTROL_API_KEY: variable(
      apiKey.optional(),
      'our key at Field Control; goes with FIELD_CONTROL_URL. One request a second is sent with it, whatever the number of instances',
    ),
    FIELD_CONTROL_WEBHOOK_SECRET: variable(
      z.string().min(16, 'must have at least 16 characters').optional(),
      'what Field Control authenticates itself with when it delivers events; without it deliveries are refused',
    ),
    FIELD_CONTROL_SERVICE_TYPES: variable(
      serviceTypes,
      'which of our kinds of order each service of Field Control is: service-id=REPAIR, separated by commas',
    ),
    FIELD_CONTROL_TIMEOUT_MS: variable(
      wholeNumber(8_000, { min: 50, max: 120_000 }),
      'milliseconds one call to Field Control may take in all, the wait for its turn included',
      { example: '8000' },
    ),
  },
  (values) => ({
    serviceTypes: values.FIELD_CONTROL_SERVICE_TYPES,
    webhookSecret: values.FIELD_CONTROL_WEBHOOK_SECRET,
    /** Undefined when Field Control is not configured. */
    account:
      values.FIELD_CONTROL_URL === undefined || values.FIELD_CONTROL_API_KEY === undefined
        ? undefined
        : {
            apiKey: values.FIELD_CONTROL_API_KEY,
            system: {
              id: FIELD_CONTROL,
              baseUrl: values.FIELD_CONTROL_URL.replace(/\/+$/, ''),
              pathOverrides: new Map<string, string>(),
              timeoutMs: values.FIELD_CONTROL_TIMEOUT_MS,
              maxAnswerBytes: 2 * 1024 * 1024,
              concurrency: CALLS_AT_ONCE,
              queueLimit: 0,
              cacheEntries: 5_000,
            } satisfies UpstreamSystem,
          },
  }),
  (values) => {
    if ((values.FIELD_CONTROL_URL === undefined) === (values.FIELD_CONTROL_API_KEY === undefined)) return [];
    return values.FIELD_CONTROL_API_KEY === undefined
      ? ['FIELD_CONTROL_API_KEY: is required with FIELD_CONTROL_URL']
      : ['FIELD_CONTROL_URL: is required with FIELD_CONTROL_API_KEY'];
  },
);

export type FieldControlConfig = ConfigOf<typeof fieldControlConfig>;
