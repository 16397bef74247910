import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { OptionalUpstreamClient } from '../core/optional-client.js';
import { UpstreamPipelines } from '../core/pipelines.js';
import { PaymentGatewayAuthenticator } from './payment-gateway.auth.js';
import { type PaymentGatewayConfig, paymentGatewayConfig } from './payment-gateway.config.js';
import { PAYMENT_GATEWAY } from './payment-gateway.operation.js';

/** Calls operations of the payment gateway. */
@Injectable()
export class PaymentGatewayClient extends OptionalUpstreamClient {
  constructor(
    @Inject(paymentGatewayConfig.token) { connection }: PaymentGatewayConfig,
    pipelines: UpstreamPipelines,
    logger: PinoLogger,
  ) {
    logger.setContext(PAYMENT_GATEWAY);
    super(connection && pipelines.open(connection.system, new PaymentGatewayAuthenticator(connection), logger));
  }
}
