import { randomInt } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import { z } from 'zod';
import { isDocument } from '../../common/brazil/document.js';
import { doubling, UnrecoverableWorkError, type WorkAttempt, WorkQueue } from '../../common/jobs/work-queue.js';
import { type Allowance, OneTimeCodeAllowances } from './one-time-code-allowances.js';
import { OneTimeCodeChallengeEntity } from './one-time-code-challenge.entity.js';
import { OneTimeCodeDeliveryPort } from './one-time-code-delivery.port.js';
import { OneTimeCodeSecrets, type Recipient } from './one-time-code-secrets.js';
import { type OneTimeCodesConfig, oneTimeCodesConfig } from './one-time-codes.config.js';
import { RegisteredContactsPort } from './registered-contacts.port.js';

export const DISPATCH_TOPIC = 'one-time-codes.dispatch';

const payload = z.object({ challenge_id: z.uuid() });
const CODES = 1_000_000;
const DIGITS = 6;
const HOUR_SECONDS = 3_600;

/** Looks a challenge's recipient up, makes the code and sends it, after whoever asked has their answer. */
@Injectable()
export class OneTimeCodeDispatch implements OnModuleInit {
  private readonly perDestination: Allowance;

  constructor(
    private readonly queue: WorkQueue,
    private readonly dataSource: DataSource,
    private readonly secrets: OneTimeCodeSecrets,
    private readonly allowances: OneTimeCodeAllowances,
    private readonly contacts: RegisteredContactsPort,
    private readonly delivery: OneTimeCodeDeliveryPort,
    @Inject(oneTimeCodesConfig.token) { perHour }: OneTimeCodesConfig,
  ) {
    this.perDestination = { name: 'destination', limit: perHour, windowSeconds: HOUR_SECONDS };
  }

  onModuleInit(): void {
    this.queue.start({
      topic: DISPATCH_TOPIC,
      payload,
      concurrency: 4,
      timeoutMs: 30_000,
      maxAttempts: 5,
      backoffMs: doubling(2_000, 60_000),
      run: ({ challenge_id: id }, attempt) => this.dispatch(id, attempt),
    });
  }

  /** A repetition makes a new code: the old one is known to nobody here, and the latest message is the one that counts. */
  private async dispatch(id: string, attempt: WorkAttempt): Promise<void> {
    const challenges = this.dataSource.getRepository(OneTimeCodeChallengeEntity);
    const open = { id, verifiedAt: IsNull(), expiresAt: MoreThan(new Date()) };
    const challenge = await challenges.findOneBy(open);
    if (challenge === null || challenge.sealedRecipient === null) return;
    const recipient = this.secrets.openRecipient(id, challenge.sealedRecipient);
    if (recipient === undefined) throw new UnrecoverableWorkError('recipient');
    const destination = await this.destinationOf(recipient, challenge.channel);
    // Whoever asked is told nothing of either: they were answered as everybody is.
    const allowed =
      destination !== undefined &&
      (attempt.number > 1 || (await this.allowances.take(this.perDestination, destination)) === undefined);
    if (destination !== undefined && allowed) {
      const code = String(randomInt(CODES)).padStart(DIGITS, '0');
      const kept = await challenges.update(open, { codeHash: this.secrets.codeHash(id, code) });
      if (kept.affected !== 1) return;
      const expiresInSeconds = Math.max(1, Math.round((challenge.expiresAt.getTime() - Date.now()) / 1_000));
      await this.delivery.deliver({
        channel: challenge.channel,
        destination,
        code,
        text: `${code} é o seu código de acesso. Vale por 10 minutos. Não o informe a ninguém.`,
        expiresInSeconds,
        reference: `${id}.${attempt.number}`,
      });
    }
    await challenges.update({ id }, { sealedRecipient: null });
  }

  private async destinationOf(
    recipient: Recipient,
    channel: OneTimeCodeChallengeEntity['channel'],
  ): Promise<string | undefined> {
    if ('destination' in recipient) return recipient.destination;
    if (!isDocument(recipient.document)) throw new UnrecoverableWorkError('document');
    const contacts = await this.contacts.find(recipient.document);
    return (channel === 'EMAIL' ? contacts?.email : contacts?.mobile) ?? undefined;
  }
}
