import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import type { Answered } from '../../common/http/answered.js';
import { LeanHttpService } from '../core/lean-http.service.js';
import type { Operation, RequestInput, RequestSchemas } from '../core/operation.js';
import { type CallOptions, UpstreamPipeline } from '../core/pipeline.js';
import { UpstreamError } from '../core/upstream-error.js';
import { UpstreamMetrics } from '../core/upstream-metrics.js';
import { FieldControlAuthenticator } from './field-control.auth.js';
import { type FieldControlConfig, fieldControlConfig } from './field-control.config.js';
import { FIELD_CONTROL } from './field-control.operation.js';
import { FieldControlRateLimiter } from './field-control.rate-limiter.js';

/** Calls operations of Field Control, one a second for each key whatever the number of instances. */
@Injectable()
export class FieldControlClient {
  /** Undefined when Field Control is not configured. */
  private readonly pipeline: UpstreamPipeline | undefined;

  constructor(
    @Inject(fieldControlConfig.token) config: FieldControlConfig,
    dataSource: DataSource,
    http: LeanHttpService,
    metrics: UpstreamMetrics,
    logger: PinoLogger,
  ) {
    logger.setContext(FIELD_CONTROL);
    if (config.account === undefined) return;
    const { apiKey, system } = config.account;
    const rateLimiter = new FieldControlRateLimiter(dataSource, logger, { apiKey });
    const authenticator = new FieldControlAuthenticator(apiKey);
    this.pipeline = new UpstreamPipeline(system, authenticator, http, metrics, logger, rateLimiter);
  }

  /** Whether there is a Field Control to ask; every call is refused as `unsupported` when not. */
  get configured(): boolean {
    return this.pipeline !== undefined;
  }

  /** @throws UpstreamError of the closed set. */
  async call<R extends RequestSchemas, A>(
    operation: Operation<R, A>,
    input: RequestInput<R>,
    options: CallOptions,
  ): Promise<Answered<A>> {
    if (this.pipeline === undefined) {
      throw new UpstreamError('unsupported', operation.id, { reason: 'not-configured' });
    }
    return this.pipeline.call(operation, input, options);
  }
}
