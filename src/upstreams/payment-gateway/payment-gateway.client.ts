import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { Answered } from '../../common/http/answered.js';
import { LeanHttpService } from '../core/lean-http.service.js';
import type { Operation, RequestInput, RequestSchemas } from '../core/operation.js';
import { type CallOptions, UpstreamPipeline } from '../core/pipeline.js';
import { UpstreamError } from '../core/upstream-error.js';
import { UpstreamMetrics } from '../core/upstream-metrics.js';
import { PaymentGatewayAuthenticator } from './payment-gateway.auth.js';
import { type PaymentGatewayConfig, paymentGatewayConfig } from './payment-gateway.config.js';
import { PAYMENT_GATEWAY } from './payment-gateway.operation.js';

/** Calls operations of the payment gateway. */
@Injectable()
export class PaymentGatewayClient {
  private readonly pipeline: UpstreamPipeline | undefined;

  constructor(
    @Inject(paymentGatewayConfig.token) { connection }: PaymentGatewayConfig,
    http: LeanHttpService,
    metrics: UpstreamMetrics,
    logger: PinoLogger,
  ) {
    logger.setContext(PAYMENT_GATEWAY);
    if (connection === null) return;
    const authenticator = new PaymentGatewayAuthenticator(connection);
    this.pipeline = new UpstreamPipeline(connection.system, authenticator, http, metrics, logger);
  }

  /** Whether an installation has a gateway at all. */
  get configured(): boolean {
    return this.pipeline !== undefined;
  }

  /** @throws UpstreamError of the closed set: `unsupported` when there is no gateway. */
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
