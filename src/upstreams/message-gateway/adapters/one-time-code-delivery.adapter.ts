import { Inject, Injectable } from '@nestjs/common';
import { type HttpConfig, httpConfig } from '../../../common/http/http.config.js';
import {
  type OneTimeCodeChannel,
  oneTimeCodeChannels,
  OneTimeCodeDeliveryPort,
  type OneTimeCodeMessage,
} from '../../../modules/one-time-codes/one-time-code-delivery.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { MessageGatewayClient } from '../message-gateway.client.js';
import { sendOneTimeCode } from '../operations/messages.js';

/**
 * Sends codes through the webhook. Without one, outside production only, a line on standard output (never in the log)
 * shows the developer the code; production then has no channel.
 */
@Injectable()
export class OneTimeCodeDeliveryAdapter extends OneTimeCodeDeliveryPort {
  readonly channels: readonly OneTimeCodeChannel[];

  constructor(
    private readonly gateway: MessageGatewayClient,
    @Inject(httpConfig.token) { production }: HttpConfig,
  ) {
    super();
    this.channels = gateway.configured || !production ? oneTimeCodeChannels : [];
  }

  async deliver(message: OneTimeCodeMessage): Promise<void> {
    const { reference, channel, destination: to, code, text, expiresInSeconds: expires_in } = message;
    if (!this.gateway.configured) {
      process.stdout.write(`  One-time code ${code} (${channel} to ${to})\n`);
      return;
    }
    try {
      const body = { reference, channel, to, code, text, expires_in };
      await this.gateway.call(sendOneTimeCode, { body }, { owner: reference });
    } catch (error) {
      // It may have gone out, and then a second message would make its code the wrong one.
      if (error instanceof UpstreamError && error.kind === 'timeout') return;
      throw error;
    }
  }
}
