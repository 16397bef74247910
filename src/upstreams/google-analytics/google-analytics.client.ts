import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { OptionalUpstreamClient } from '../core/optional-client.js';
import { UpstreamPipelines } from '../core/pipelines.js';
import { GoogleAnalyticsAuthenticator } from './google-analytics.auth.js';
import { type GoogleAnalyticsConfig, googleAnalyticsConfig } from './google-analytics.config.js';
import { GOOGLE_ANALYTICS } from './google-analytics.operation.js';

/** Calls the Measurement Protocol of Google Analytics. */
@Injectable()
export class GoogleAnalyticsClient extends OptionalUpstreamClient {
  constructor(
    @Inject(googleAnalyticsConfig.token) { connection }: GoogleAnalyticsConfig,
    pipelines: UpstreamPipelines,
    logger: PinoLogger,
  ) {
    logger.setContext(GOOGLE_ANALYTICS);
    super(connection && pipelines.open(connection.system, new GoogleAnalyticsAuthenticator(), logger));
  }
}
