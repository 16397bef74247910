import { type ConfigOf, defineConfig, httpUrl, nonEmpty, variable, wholeNumber } from '../../common/config/config.js';
import type { UpstreamSystem } from '../core/upstream-system.js';
import { GOOGLE_ANALYTICS } from './google-analytics.operation.js';

/** A data stream of Google Analytics: one for each system that the app runs on. */
export interface AnalyticsStream {
  readonly appId: string;
  readonly secret: string;
}

export interface GoogleAnalyticsConnection {
  readonly streams: Readonly<Partial<Record<'ios' | 'android', AnalyticsStream>>>;
  readonly system: UpstreamSystem;
}

export const googleAnalyticsConfig = defineConfig(
  GOOGLE_ANALYTICS,
  {
    GA4_URL: variable(
      httpUrl.default('https://www.google-analytics.com'),
      'address of the Measurement Protocol of Google Analytics 4',
      { example: 'https://www.google-analytics.com' },
    ),
    GA4_IOS_APP_ID: variable(
      nonEmpty.optional(),
      'Firebase app id of the iOS stream; its events go nowhere when not set',
      {
        example: '1:1234567890:ios:321abc456def7890',
      },
    ),
    GA4_IOS_API_SECRET: variable(nonEmpty.optional(), 'API secret of the iOS stream; required with GA4_IOS_APP_ID'),
    GA4_ANDROID_APP_ID: variable(
      nonEmpty.optional(),
      'Firebase app id of the Android stream; its events go nowhere when not set',
      { example: '1:1234567890:android:321abc456def7890' },
    ),
    GA4_ANDROID_API_SECRET: variable(
      nonEmpty.optional(),
      'API secret of the Android stream; required with GA4_ANDROID_APP_ID',
    ),
    GA4_TIMEOUT_MS: variable(
      wholeNumber(5_000, { min: 50, max: 60_000 }),
      'milliseconds Google Analytics may take to answer',
      { example: '5000' },
    ),
  },
  (values): { readonly connection: GoogleAnalyticsConnection | null } => {
    const ios = streamOf(values.GA4_IOS_APP_ID, values.GA4_IOS_API_SECRET);
    const android = streamOf(values.GA4_ANDROID_APP_ID, values.GA4_ANDROID_API_SECRET);
    if (ios === undefined && android === undefined) return { connection: null };
    return {
      connection: {
        streams: { ...(ios && { ios }), ...(android && { android }) },
        system: {
          id: GOOGLE_ANALYTICS,
          baseUrl: values.GA4_URL.replace(/\/+$/, ''),
          pathOverrides: new Map(),
          timeoutMs: values.GA4_TIMEOUT_MS,
          maxAnswerBytes: 64 * 1024,
          concurrency: 4,
          queueLimit: 100,
          cacheEntries: 0,
        },
      },
    };
  },
  (values) => [
    ...unpaired('GA4_IOS', values.GA4_IOS_APP_ID, values.GA4_IOS_API_SECRET),
    ...unpaired('GA4_ANDROID', values.GA4_ANDROID_APP_ID, values.GA4_ANDROID_API_SECRET),
  ],
);

export type GoogleAnalyticsConfig = ConfigOf<typeof googleAnalyticsConfig>;

const streamOf = (appId: string | undefined, secret: string | undefined): AnalyticsStream | undefined =>
  appId === undefined || secret === undefined ? undefined : { appId, secret };

const unpaired = (name: string, appId: string | undefined, secret: string | undefined): string[] =>
  (appId === undefined) === (secret === undefined) ? [] : [`${name}_APP_ID and ${name}_API_SECRET: go together`];
