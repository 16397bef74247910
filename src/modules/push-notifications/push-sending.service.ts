import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { type PushAddress, PushDevices } from '../devices/push-devices.service.js';
import { MarketingRules } from './marketing-rules.service.js';
import { PushCampaignStates } from './push-campaign-states.service.js';
import {
  type ClaimedDelivery,
  type DeliveryEnd,
  type EndedDelivery,
  PushDeliveryQueue,
} from './push-delivery-queue.service.js';
import { type DeliveryContent, PushDeliveryContents } from './push-delivery-contents.service.js';
import { type PushNotificationsConfig, pushNotificationsConfig } from './push-notifications.config.js';
import { endOfOutcome, longestHold } from './push-outcome-rules.js';
import { messageOf } from './push-outgoing.js';
import { PushPace } from './push-pace.service.js';
import { type OutgoingPush, type PushOutcome, PushSenderPort } from './push-sender.port.js';

/** What the push service said of one delivery that was handed to it. */
interface Handed {
  readonly delivery: ClaimedDelivery;
  readonly token: string | null;
  readonly outcome: PushOutcome;
}

interface Attempted {
  readonly ended: EndedDelivery;
  /** Absent when it was not handed over for a reason of ours. */
  readonly handed?: Handed;
}

const RECORDING_TRIES = 4;
const RECORDING_PAUSE_MS = 250;

/** Hands claimed deliveries to the push service and draws the consequences of its answers. */
@Injectable()
export class PushSending {
  constructor(
    private readonly queue: PushDeliveryQueue,
    private readonly contents: PushDeliveryContents,
    private readonly devices: PushDevices,
    private readonly marketing: MarketingRules,
    private readonly sender: PushSenderPort,
    private readonly pace: PushPace,
    private readonly campaigns: PushCampaignStates,
    @Inject(pushNotificationsConfig.token) private readonly config: PushNotificationsConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(PushSending.name);
  }

  /** Sends deliveries that were claimed, all at once; each leaves with its end recorded. */
  async send(deliveries: readonly ClaimedDelivery[]): Promise<void> {
    const judged = await this.judge(deliveries);
    const attempted = await Promise.all(judged.map(async ({ delivery, verdict }) => this.attempt(delivery, verdict)));
    const handed = attempted.flatMap(({ handed: one }) => one ?? []);
    const holdMs = longestHold(
      handed.map(({ outcome }) => outcome),
      this.config,
    );
    if (holdMs > 0) await this.pace.hold(holdMs);
    // Before its end is recorded: whoever dies in between leaves no dead token behind.
    await this.forgetDeadTokens(handed);
    await this.record(attempted.map(({ ended }) => ended));
    await this.drawConsequences(handed);
  }

  /** A token that could not be forgotten is met again by the next message. */
  private async forgetDeadTokens(handed: readonly Handed[]): Promise<void> {
    const dead = handed.filter(({ outcome }) => outcome.kind === 'dead-token');
    const tokens = dead.flatMap(({ token }) => token ?? []);
    if (tokens.length === 0) return;
    await this.devices
      .forgetTokens(tokens)
      .catch((error: unknown) => this.logger.error({ err: error }, 'dead push tokens could not be forgotten'));
    const foreign = dead.filter(({ outcome }) => 'reason' in outcome && outcome.reason === 'SENDER_ID_MISMATCH').length;
    if (foreign > 0) {
      this.logger.error(
        { tokens: foreign },
        'push tokens belong to another Firebase project: check the project of the app',
      );
    }
  }

  /** What is not recorded becomes uncertain though its answer is known: a database that stumbles is asked again. */
  private async record(ended: readonly EndedDelivery[]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.queue.end(ended);
        return;
      } catch (error) {
        if (tries === RECORDING_TRIES) throw error;
        await delay(RECORDING_PAUSE_MS * tries);
      }
    }
  }

  /** What is to be sent, and what is not to be sent for a reason of ours. */
  private async judge(
    deliveries: readonly ClaimedDelivery[],
  ): Promise<{ delivery: ClaimedDelivery; verdict: OutgoingPush | DeliveryEnd }[]> {
    try {
      const contents = await this.contents.of(deliveries);
      const marketing = deliveries.filter(({ id }) => contents.get(id)?.category === 'MARKETING');
      const [addresses, hindrances] = await Promise.all([
        this.devices.addresses(deliveries.flatMap(({ deviceId }) => deviceId ?? [])),
        this.marketing.hindrances(marketing),
      ]);
      return deliveries.map((delivery) => {
        const content = contents.get(delivery.id);
        if (content === undefined) return { delivery, verdict: CANCELLED };
        const address = addresses.get(delivery.deviceId ?? '');
        const hindrance = faultOf(delivery, content, address) ?? hindrances.get(delivery.id);
        return { delivery, verdict: hindrance ?? outgoing(delivery, content, address) };
      });
    } catch (error) {
      this.logger.error({ err: error }, 'push deliveries could not be prepared');
      return deliveries.map((delivery) => ({ delivery, verdict: UNPREPARED }));
    }
  }

  private async attempt(delivery: ClaimedDelivery, verdict: OutgoingPush | DeliveryEnd): Promise<Attempted> {
    if ('state' in verdict) return { ended: { delivery, end: verdict } };
    const outcome = await this.sender.send(verdict).catch((error: unknown): PushOutcome => {
      // Whether it went out is not known, and it may not go out twice.
      this.logger.error({ err: error }, 'push message was lost');
      return { kind: 'uncertain' };
    });
    const token = 'token' in verdict.target ? verdict.target.token : null;
    return {
      ended: { delivery, end: endOfOutcome(outcome, delivery.attempt, this.config) },
      handed: { delivery, token, outcome },
    };
  }

  private async drawConsequences(handed: readonly Handed[]): Promise<void> {
    const unreachable = campaignsOf(handed, ({ kind }) => kind === 'ios-unreachable');
    if (handed.some(({ outcome }) => outcome.kind === 'ios-unreachable')) {
      this.logger.error('Apple refuses our push key: iPhones are left out until it is renewed in Firebase');
      await this.campaigns.stopIos(unreachable);
    }
    const refusing = (certain: boolean) =>
      campaignsOf(handed, (outcome) => outcome.kind === 'refused' && outcome.certain === certain);
    await this.campaigns.fail(refusing(true), { unlessAnySent: false });
    await this.campaigns.fail(refusing(false), { unlessAnySent: true });
    if (handed.some(({ outcome }) => outcome.kind === 'later' && outcome.reason === 'credentials')) {
      this.logger.error('the push service refuses our credentials: nothing is sent until they are right');
    }
  }
}

const CANCELLED: DeliveryEnd = { state: 'CANCELLED', reason: null };
const UNPREPARED: DeliveryEnd = { state: 'QUEUED', reason: null, afterMs: 5_000, counts: false, prolongs: true };

/** Why a delivery is not to be sent at all. */
function faultOf(
  { customerId, deviceId, platform, secondsLeft }: ClaimedDelivery,
  content: DeliveryContent,
  address: PushAddress | undefined,
): DeliveryEnd | undefined {
  if (content.over) return CANCELLED;
  if (secondsLeft <= 0) return { state: 'SUPPRESSED', reason: 'EXPIRED' };
  if (platform === 'ios' && content.iosStopped) return { state: 'FAILED', reason: 'THIRD_PARTY_AUTH_ERROR' };
  if (deviceId === null) return undefined;
  if (address === undefined) return { state: 'SUPPRESSED', reason: 'NO_TOKEN' };
  // The phone changed hands: what was for one customer is not for the next.
  if (customerId !== null && address.customerId !== customerId)
    return { state: 'SUPPRESSED', reason: 'OTHER_CUSTOMER' };
  return undefined;
}

function outgoing(
  delivery: ClaimedDelivery,
  content: DeliveryContent,
  address: PushAddress | undefined,
): OutgoingPush | DeliveryEnd {
  const message = messageOf(content, { deliveryId: delivery.id, ttlSeconds: Math.ceil(delivery.secondsLeft) });
  if (address !== undefined) return { ...message, target: { token: address.token } };
  return content.topic === null ? CANCELLED : { ...message, target: { topic: content.topic } };
}

const campaignsOf = (handed: readonly Handed[], is: (outcome: PushOutcome) => boolean): string[] => [
  ...new Set(handed.flatMap(({ delivery, outcome }) => (is(outcome) ? (delivery.campaignId ?? []) : []))),
];
