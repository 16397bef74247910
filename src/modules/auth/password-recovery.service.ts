import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { keyFor, openBytes, sealBytes } from '../../common/auth/sealing.js';
import { type Document, isDocument } from '../../common/brazil/document.js';
import { RateLimits } from '../../common/http/rate-limits.js';
import { doubling, UnrecoverableWorkError, WorkQueue } from '../../common/jobs/work-queue.js';
import { type IssuedChallenge, OneTimeCodes } from '../one-time-codes/one-time-codes.service.js';
import { CustomerPasswordsPort } from './customer-passwords.port.js';
import { type PasswordsConfig, passwordsConfig } from './passwords.config.js';

const TOPIC = 'passwords.reset-by-sms';
const PER_ADDRESS = { name: 'password-recovery-address', limit: 30, windowSeconds: 3_600 };
const PER_DOCUMENT = { name: 'password-recovery-document', limit: 5, windowSeconds: 3_600 };

const payload = z.object({ sealed_document: z.base64() });

export interface RecoveryCaller {
  readonly address: string;
  readonly deviceId: string | undefined;
}

/**
 * Begins a recovery for somebody who has proved nothing yet. Whatever is done is done by the queue, so that nothing of
 * the answer depends on the document.
 */
@Injectable()
export class PasswordRecovery implements OnModuleInit {
  private readonly sealingKey: Buffer;

  constructor(
    private readonly codes: OneTimeCodes,
    private readonly provider: CustomerPasswordsPort,
    private readonly queue: WorkQueue,
    private readonly limits: RateLimits,
    @Inject(passwordsConfig.token) private readonly config: PasswordsConfig,
    @Inject(authConfig.token) { credentialSealingKey }: AuthConfig,
  ) {
    this.sealingKey = keyFor(credentialSealingKey, TOPIC);
  }

  onModuleInit(): void {
    this.queue.start({
      topic: TOPIC,
      payload,
      concurrency: 2,
      timeoutMs: 30_000,
      // Only what certainly was not sent comes here again.
      maxAttempts: 3,
      backoffMs: doubling(2_000, 30_000),
      run: ({ sealed_document: sealed }) => this.resetBySms(Buffer.from(sealed, 'base64')),
    });
  }

  /** @returns the challenge of the code that is sent, or undefined where the provider sends a new password itself. */
  async begin(document: Document, caller: RecoveryCaller): Promise<IssuedChallenge | undefined> {
    if (this.config.recoveryWithoutCode === 'code') {
      const recipient = { document };
      return this.codes.request({
        purpose: 'PASSWORD_RECOVERY',
        subject: document,
        recipient,
        channel: 'SMS',
        ...caller,
      });
    }
    await this.limits.take(PER_ADDRESS, caller.address);
    await this.limits.take(PER_DOCUMENT, document);
    const sealed = sealBytes(this.sealingKey, TOPIC, Buffer.from(document, 'utf8'));
    await this.queue.enqueue(TOPIC, { sealed_document: sealed.toString('base64') });
    return undefined;
  }

  private async resetBySms(sealed: Buffer): Promise<void> {
    const document = openBytes(this.sealingKey, TOPIC, sealed)?.toString('utf8');
    if (document === undefined || !isDocument(document)) throw new UnrecoverableWorkError('document');
    await this.provider.resetBySms(document);
  }
}
