import { Inject, Injectable } from '@nestjs/common';
import { type AnalyticsBatch, AppAnalyticsPort } from '../../../modules/devices/app-analytics.port.js';
import { outcomeOfWrite } from '../../core/write-outcome.js';
import { GoogleAnalyticsClient } from '../google-analytics.client.js';
import { type GoogleAnalyticsConfig, googleAnalyticsConfig } from '../google-analytics.config.js';
import { collectEvents } from '../operations/events.js';

/** The protocol takes ids as Firebase makes them. */
const INSTANCE = /^[0-9a-f]{32}$/i;

/** Hands events on to Google Analytics, to the stream of the system that the app runs on. */
@Injectable()
export class AppAnalyticsAdapter extends AppAnalyticsPort {
  constructor(
    private readonly analytics: GoogleAnalyticsClient,
    @Inject(googleAnalyticsConfig.token) private readonly config: GoogleAnalyticsConfig,
  ) {
    super();
  }

  takes(platform: string, appInstanceId: string): platform is 'ios' | 'android' {
    const streams = this.config.connection?.streams ?? {};
    return (
      (platform === 'ios' || platform === 'android') && streams[platform] !== undefined && INSTANCE.test(appInstanceId)
    );
  }

  async collect({ platform, appInstanceId, events }: AnalyticsBatch): Promise<void> {
    const stream = this.config.connection?.streams[platform];
    if (stream === undefined) return;
    const body = {
      app_instance_id: appInstanceId,
      events: events.map(({ name, occurredAt, params }) => ({
        name,
        timestamp_micros: occurredAt.getTime() * 1_000,
        params: paramsOf(params),
      })),
    };
    const query = { firebase_app_id: stream.appId, api_secret: stream.secret };
    // A batch whose answer was lost may have been counted: it is not sent again.
    await outcomeOfWrite(this.analytics.call(collectEvents, { query, body }, { owner: 'app-analytics' }));
  }
}

/** The protocol knows texts and numbers only. */
function paramsOf(params: AnalyticsBatch['events'][number]['params']): Record<string, string | number> {
  const known: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (value !== null) known[name] = typeof value === 'boolean' ? Number(value) : value;
  }
  return known;
}
