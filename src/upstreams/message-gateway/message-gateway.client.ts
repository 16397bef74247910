import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { OptionalUpstreamClient } from '../core/optional-client.js';
import { UpstreamPipelines } from '../core/pipelines.js';
import { MessageGatewayAuthenticator } from './message-gateway.auth.js';
import { type MessageGatewayConfig, messageGatewayConfig } from './message-gateway.config.js';
import { MESSAGE_GATEWAY } from './message-gateway.operation.js';

/** Calls the webhook that sends messages. */
@Injectable()
export class MessageGatewayClient extends OptionalUpstreamClient {
  constructor(
    @Inject(messageGatewayConfig.token) { connection }: MessageGatewayConfig,
    pipelines: UpstreamPipelines,
    logger: PinoLogger,
  ) {
    logger.setContext(MESSAGE_GATEWAY);
    super(connection && pipelines.open(connection.system, new MessageGatewayAuthenticator(connection.secret), logger));
  }
}
