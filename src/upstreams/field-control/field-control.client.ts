import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { OptionalUpstreamClient } from '../core/optional-client.js';
import { UpstreamPipelines } from '../core/pipelines.js';
import { FieldControlAuthenticator } from './field-control.auth.js';
import { type FieldControlConfig, fieldControlConfig } from './field-control.config.js';
import { FIELD_CONTROL } from './field-control.operation.js';
import { FieldControlRateLimiter } from './field-control.rate-limiter.js';

/** Calls operations of Field Control, one a second for each key whatever the number of instances. */
@Injectable()
export class FieldControlClient extends OptionalUpstreamClient {
  constructor(
    @Inject(fieldControlConfig.token) { account }: FieldControlConfig,
    dataSource: DataSource,
    pipelines: UpstreamPipelines,
    logger: PinoLogger,
  ) {
    logger.setContext(FIELD_CONTROL);
    super(
      account &&
        pipelines.open(
          account.system,
          new FieldControlAuthenticator(account.apiKey),
          logger,
          new FieldControlRateLimiter(dataSource, logger, { apiKey: account.apiKey }),
        ),
    );
  }
}
