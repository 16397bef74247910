import { Injectable } from '@nestjs/common';
import { PushDevices } from '../devices/push-devices.service.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { PushCampaignEntity } from './push-campaign.entity.js';
import { PushRecipients, type RecipientChoice } from './push-recipients.service.js';
import { messageOf } from './push-outgoing.js';
import { type OutgoingPush, PushSenderPort } from './push-sender.port.js';

/** Devices looked at for one to check a message with. */
const LOOKED_AT = 2_000;

/** Asks the push service what it would say of a message, without anybody getting it. */
@Injectable()
export class PushRehearsal {
  constructor(
    private readonly recipients: PushRecipients,
    private readonly devices: PushDevices,
    private readonly sender: PushSenderPort,
  ) {}

  /**
   * @param choice undefined for a topic
   * @throws Problem UPSTREAM_UNAVAILABLE when the push service cannot be asked.
   */
  async check(
    campaign: PushCampaignEntity,
    choice: RecipientChoice | undefined,
  ): Promise<'ACCEPTED' | 'REFUSED' | 'NOT_CHECKED'> {
    const target = choice === undefined ? topicOf(campaign) : await this.deviceOf(choice);
    if (target === undefined) return 'NOT_CHECKED';
    const { ttlSeconds } = campaign;
    const outcome = await this.sender.check({
      target,
      ...messageOf({ ...campaign, messageId: campaign.createdBy }, { deliveryId: '0', ttlSeconds }),
    });
    switch (outcome.kind) {
      case 'sent':
        return 'ACCEPTED';
      case 'refused':
        return 'REFUSED';
      case 'later':
      case 'uncertain':
        throw new Problem(
          problems.upstreamUnavailable,
          outcome.kind === 'later' && outcome.afterMs !== undefined
            ? { retryAfterSeconds: Math.ceil(outcome.afterMs / 1_000) }
            : {},
        );
      case 'dead-token':
      case 'ios-unreachable':
      case 'not-configured':
        // It says something of the device or of the installation, and nothing of the message.
        return 'NOT_CHECKED';
    }
  }

  private async deviceOf(choice: RecipientChoice): Promise<OutgoingPush['target'] | undefined> {
    const { devices } = await this.recipients.page(choice, null, LOOKED_AT);
    const [first] = devices;
    if (first === undefined) return undefined;
    const address = (await this.devices.addresses([first.id])).get(first.id);
    return address && { token: address.token };
  }
}

const topicOf = ({ audience }: PushCampaignEntity): OutgoingPush['target'] | undefined =>
  audience.kind === 'TOPIC' ? { topic: audience.topic } : undefined;
