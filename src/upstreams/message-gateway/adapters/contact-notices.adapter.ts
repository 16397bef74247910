import { Injectable } from '@nestjs/common';
import { ContactNoticesPort } from '../../../modules/customers/contact-notices.port.js';
import { outcomeOfWrite } from '../../core/write-outcome.js';
import { MessageGatewayClient } from '../message-gateway.client.js';
import { sendNotice } from '../operations/messages.js';

/** Notices through the webhook; an installation without one sends none. */
@Injectable()
export class ContactNoticesAdapter extends ContactNoticesPort {
  constructor(private readonly gateway: MessageGatewayClient) {
    super();
  }

  async tell(channel: 'SMS' | 'EMAIL', destination: string, text: string, reference: string): Promise<void> {
    if (!this.gateway.configured) return;
    await outcomeOfWrite(
      this.gateway.call(sendNotice, { body: { reference, channel, to: destination, text } }, { owner: reference }),
    );
  }
}
