import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import {
  type OutgoingPush,
  type PushOutcome,
  PushSenderPort,
} from '../../../modules/push-notifications/push-sender.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { FirebaseCloudMessagingClient } from '../firebase-cloud-messaging.client.js';
import { FCM_REASON } from '../firebase-cloud-messaging.errors.js';
import { type FcmMessage, sendMessage, validateMessage } from '../operations/messages.js';

/** Pushes through Firebase Cloud Messaging; an installation without a project writes a line for each instead. */
@Injectable()
export class PushSenderAdapter extends PushSenderPort {
  constructor(
    private readonly firebase: FirebaseCloudMessagingClient,
    private readonly logger: PinoLogger,
  ) {
    super();
    this.logger.setContext(PushSenderAdapter.name);
  }

  send(push: OutgoingPush): Promise<PushOutcome> {
    if (!this.firebase.configured) {
      const { category, collapseKey } = push;
      this.logger.info({ category, message: collapseKey }, 'push message goes nowhere: no push service is configured');
      return Promise.resolve({ kind: 'not-configured' });
    }
    return this.outcomeOf(
      this.firebase.call(sendMessage, { path: this.path(), body: { message: toFcmMessage(push, Date.now()) } }, OWNER),
    );
  }

  check(push: OutgoingPush): Promise<PushOutcome> {
    if (!this.firebase.configured) return Promise.resolve({ kind: 'not-configured' });
    const body = { validate_only: true, message: toFcmMessage(push, Date.now()) } as const;
    return this.outcomeOf(this.firebase.call(validateMessage, { path: this.path(), body }, OWNER));
  }

  private path(): { project: string } {
    return { project: this.firebase.projectId };
  }

  private async outcomeOf(call: Promise<unknown>): Promise<PushOutcome> {
    try {
      await call;
      return { kind: 'sent' };
    } catch (error) {
      if (error instanceof UpstreamError) return outcomeOfFailure(error);
      throw error;
    }
  }
}

/** Nothing is cached, so it matters to nobody whose call it is. */
const OWNER = { owner: 'push', priority: 'background' } as const;

/** Every failure of the closed set in the domain's words. */
export function outcomeOfFailure({ kind, reason, retryAfterSeconds }: UpstreamError): PushOutcome {
  const afterMs = retryAfterSeconds === undefined ? {} : { afterMs: retryAfterSeconds * 1_000 };
  switch (kind) {
    case 'uncertain':
      return { kind: 'uncertain' };
    case 'rate-limited':
      return { kind: 'later', reason: 'quota', ...afterMs };
    case 'our-credential':
    case 'customer-credential':
    case 'unsupported':
      return { kind: 'later', reason: 'credentials', ...afterMs };
    case 'unavailable':
    case 'timeout':
    case 'bad-payload':
      // FCM said so of this message, or it never left: the circuit is open, nobody answers, there is no place.
      return { kind: 'later', reason: reason === FCM_REASON.unavailable ? 'unavailable' : 'unreachable', ...afterMs };
    case 'not-found':
    case 'rejected':
      return outcomeOfRefusal(reason);
  }
}

function outcomeOfRefusal(reason: string | undefined): PushOutcome {
  switch (reason) {
    case FCM_REASON.unregistered:
    case FCM_REASON.invalidToken:
    case FCM_REASON.senderIdMismatch:
      return { kind: 'dead-token', reason };
    case FCM_REASON.thirdPartyAuth:
      return { kind: 'ios-unreachable' };
    case FCM_REASON.invalidMessage:
      return { kind: 'refused', certain: true };
    default:
      return { kind: 'refused', certain: false };
  }
}

/** @param now epoch milliseconds */
export function toFcmMessage(push: OutgoingPush, now: number): FcmMessage {
  const { target, title, body, data, category, collapseKey, ttlSeconds } = push;
  const urgent = category === 'TRANSACTIONAL';
  return {
    ...target,
    notification: { title, body },
    data: { ...data },
    android: {
      collapse_key: collapseKey,
      priority: urgent ? 'HIGH' : 'NORMAL',
      ttl: `${ttlSeconds}s`,
      // A tag replaces what is shown already; the app makes the two channels.
      notification: { channel_id: urgent ? 'service' : 'offers', tag: collapseKey },
    },
    apns: {
      headers: {
        'apns-collapse-id': collapseKey,
        'apns-expiration': String(Math.floor(now / 1_000) + ttlSeconds),
        'apns-priority': urgent ? '10' : '5',
      },
      payload: { aps: urgent ? { sound: 'default' } : {} },
    },
  };
}
