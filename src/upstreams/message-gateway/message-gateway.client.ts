import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { Answered } from '../../common/http/answered.js';
import { LeanHttpService } from '../core/lean-http.service.js';
import type { Operation, RequestInput, RequestSchemas } from '../core/operation.js';
import { type CallOptions, UpstreamPipeline } from '../core/pipeline.js';
import { UpstreamError } from '../core/upstream-error.js';
import { UpstreamMetrics } from '../core/upstream-metrics.js';
import { MessageGatewayAuthenticator } from './message-gateway.auth.js';
import { type MessageGatewayConfig, messageGatewayConfig } from './message-gateway.config.js';
import { MESSAGE_GATEWAY } from './message-gateway.operation.js';

/** Calls the webhook that sends messages. */
@Injectable()
export class MessageGatewayClient {
  private readonly pipeline: UpstreamPipeline | undefined;

  constructor(
    @Inject(messageGatewayConfig.token) { connection }: MessageGatewayConfig,
    http: LeanHttpService,
    metrics: UpstreamMetrics,
    logger: PinoLogger,
  ) {
    logger.setContext(MESSAGE_GATEWAY);
    if (connection === null) return;
    const authenticator = new MessageGatewayAuthenticator(connection.secret);
    this.pipeline = new UpstreamPipeline(connection.system, authenticator, http, metrics, logger);
  }

  get configured(): boolean {
    return this.pipeline !== undefined;
  }

  /** @throws UpstreamError of the closed set: `unsupported` when there is no webhook. */
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
