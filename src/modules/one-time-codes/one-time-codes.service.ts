import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { WorkQueue } from '../../common/jobs/work-queue.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { type Allowance, OneTimeCodeAllowances } from './one-time-code-allowances.js';
import { OneTimeCodeChallengeEntity, type OneTimeCodePurpose } from './one-time-code-challenge.entity.js';
import { type OneTimeCodeChannel, OneTimeCodeDeliveryPort } from './one-time-code-delivery.port.js';
import { DISPATCH_TOPIC } from './one-time-code-dispatch.js';
import { OneTimeCodeSecrets, type Recipient } from './one-time-code-secrets.js';
import { type OneTimeCodesConfig, oneTimeCodesConfig } from './one-time-codes.config.js';

const LIFETIME_SECONDS = 600;
const RESEND_AFTER_SECONDS = 60;
const ATTEMPTS = 5;
const VERIFICATION_SECONDS = 300;
const HOUR_SECONDS = 3_600;
const HASH_BYTES = 32;

/** Says no more than the channel: a part of the true contact would tell who is a customer, and how to reach them. */
const DESTINATIONS: Readonly<Record<OneTimeCodeChannel, string>> = {
  SMS: '(**) *****-****',
  WHATSAPP: '(**) *****-****',
  EMAIL: '***@***',
};

export interface CodeRequest {
  readonly purpose: OneTimeCodePurpose;
  /** Whom the verification will be good for; the same text redeems it. */
  readonly subject: string;
  readonly recipient: Recipient;
  readonly channel: OneTimeCodeChannel;
  /** Network address of the caller. */
  readonly address: string;
  /** The app's own id of its installation, when it sends one. */
  readonly deviceId: string | undefined;
}

export interface IssuedChallenge {
  readonly challengeId: string;
  readonly destinationMasked: string;
  readonly expiresInSeconds: number;
  readonly resendAfterSeconds: number;
}

export interface Verification {
  /** Opaque, good once, for the purpose and subject of its challenge. */
  readonly token: string;
  readonly expiresInSeconds: number;
}

const tried = z.tuple([
  z.array(z.object({ code_hash: z.instanceof(Buffer), attempts_left: z.number().int() })),
  z.number(),
]);

/** Codes that prove who holds a contact. */
@Injectable()
export class OneTimeCodes {
  private readonly perSubject: Allowance;
  private readonly perDevice: Allowance;
  private readonly perAddress: Allowance;
  private readonly resend: Allowance = { name: 'resend', limit: 1, windowSeconds: RESEND_AFTER_SECONDS };

  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: WorkQueue,
    private readonly allowances: OneTimeCodeAllowances,
    private readonly secrets: OneTimeCodeSecrets,
    private readonly delivery: OneTimeCodeDeliveryPort,
    @Inject(oneTimeCodesConfig.token) { perHour, perAddressPerHour }: OneTimeCodesConfig,
  ) {
    this.perSubject = { name: 'subject', limit: perHour, windowSeconds: HOUR_SECONDS };
    this.perDevice = { name: 'device', limit: perHour, windowSeconds: HOUR_SECONDS };
    this.perAddress = { name: 'address', limit: perAddressPerHour, windowSeconds: HOUR_SECONDS };
  }

  /**
   * Opens a challenge. Whether the recipient exists is looked up afterwards, by the queue: the answer and the time it
   * takes are the same for everybody.
   * @throws Problem TOO_MANY_REQUESTS over a cap or before a code may be sent again; UNSUPPORTED without such a channel.
   */
  async request(request: CodeRequest): Promise<IssuedChallenge> {
    const { purpose, subject, channel } = request;
    if (!this.delivery.channels.includes(channel)) throw new Problem(problems.unsupported);
    const id = randomUUID();
    const subjectHash = this.secrets.subjectHash(subject);
    await this.dataSource.transaction(async (manager) => {
      await this.takeAllowances(request, manager);
      await manager.query(
        `UPDATE one_time_code_challenge SET expires_at = now()
         WHERE subject_hash = $1 AND purpose = $2 AND verified_at IS NULL AND expires_at > now()`,
        [subjectHash, purpose],
      );
      await manager.insert(OneTimeCodeChallengeEntity, {
        id,
        purpose,
        channel,
        subjectHash,
        sealedRecipient: this.secrets.sealRecipient(id, request.recipient),
        codeHash: randomBytes(HASH_BYTES),
        attemptsLeft: ATTEMPTS,
        expiresAt: new Date(Date.now() + LIFETIME_SECONDS * 1_000),
      });
      await this.queue.enqueue(DISPATCH_TOPIC, { challenge_id: id }, { dedupeKey: id, manager });
    });
    return {
      challengeId: id,
      destinationMasked: DESTINATIONS[channel],
      expiresInSeconds: LIFETIME_SECONDS,
      resendAfterSeconds: RESEND_AFTER_SECONDS,
    };
  }

  /**
   * Exchanges the right code for a verification, once.
   * @param purposes those that the caller's route is for; a challenge of another is as good as unknown
   * @throws Problem CODE_INVALID with the attempts left; CODE_EXPIRED for a challenge that is unknown, over or used up.
   */
  async verify(challengeId: string, code: string, purposes: readonly OneTimeCodePurpose[]): Promise<Verification> {
    // The try is counted before it is looked at, so that tries made at once are all counted.
    const answer: unknown = await this.dataSource.query(
      `UPDATE one_time_code_challenge SET attempts_left = attempts_left - 1
       WHERE id = $1 AND purpose = ANY ($2) AND attempts_left > 0 AND verified_at IS NULL AND expires_at > now()
       RETURNING code_hash, attempts_left`,
      [challengeId, [...purposes]],
    );
    const [challenge] = tried.parse(answer)[0];
    if (challenge === undefined) throw new Problem(problems.codeExpired);
    if (!timingSafeEqual(challenge.code_hash, this.secrets.codeHash(challengeId, code))) {
      throw new Problem(problems.codeInvalid, { extensions: { attempts_left: challenge.attempts_left } });
    }
    const token = `${challengeId}.${randomBytes(HASH_BYTES).toString('base64url')}`;
    const exchanged: unknown = await this.dataSource.query(
      `UPDATE one_time_code_challenge
       SET verified_at = now(), verification_hash = $2, verification_expires_at = now() + $3 * interval '1 second'
       WHERE id = $1 AND verified_at IS NULL AND expires_at > now()
       RETURNING id`,
      [challengeId, this.secrets.tokenHash(token), VERIFICATION_SECONDS],
    );
    if (!Array.isArray(exchanged) || exchanged[1] !== 1) throw new Problem(problems.codeExpired);
    return { token, expiresInSeconds: VERIFICATION_SECONDS };
  }

  /** A refusal undoes what was counted before it, so that only codes count. */
  private async takeAllowances(
    { purpose, subject, address, deviceId }: CodeRequest,
    manager: EntityManager,
  ): Promise<void> {
    // Always in this order: two requests never wait for each other in a circle.
    const allowances: [Allowance, string][] = [
      [this.perAddress, address],
      ...(deviceId === undefined ? [] : [[this.perDevice, deviceId] satisfies [Allowance, string]]),
      [this.resend, `${purpose}|${subject}`],
      [this.perSubject, subject],
    ];
    for (const [allowance, of] of allowances) {
      const retryAfterSeconds = await this.allowances.take(allowance, of, manager);
      if (retryAfterSeconds !== undefined) throw new Problem(problems.tooManyRequests, { retryAfterSeconds });
    }
  }
}
