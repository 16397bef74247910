import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { keyedHash } from '../../common/auth/keyed-hash.js';
import { keyFor, openBytes, sealBytes } from '../../common/auth/sealing.js';

const recipient = z.union([z.object({ document: z.string() }), z.object({ destination: z.string() })]);

/** Whom a code goes to: the registered contact of a document, or an address that its flow has already settled on. */
export type Recipient = z.infer<typeof recipient>;

/** What the database keeps of codes, tokens and recipients: nothing that can be read there. */
@Injectable()
export class OneTimeCodeSecrets {
  private readonly sealingKey: Buffer;

  constructor(@Inject(authConfig.token) private readonly config: AuthConfig) {
    this.sealingKey = keyFor(config.credentialSealingKey, 'one-time-code-recipient');
  }

  codeHash(challengeId: string, code: string): Buffer {
    return keyedHash(this.config.identifierPepper, 'one-time-code', `${challengeId}\0${code}`);
  }

  subjectHash(subject: string): Buffer {
    return keyedHash(this.config.identifierPepper, 'one-time-code-subject', subject);
  }

  tokenHash(token: string): Buffer {
    return createHash('sha256').update(token).digest();
  }

  sealRecipient(challengeId: string, to: Recipient): Buffer {
    return sealBytes(this.sealingKey, challengeId, Buffer.from(JSON.stringify(to), 'utf8'));
  }

  /** Undefined when it was sealed under another key or for another challenge. */
  openRecipient(challengeId: string, sealed: Buffer): Recipient | undefined {
    const clear = openBytes(this.sealingKey, challengeId, sealed);
    return clear === undefined ? undefined : recipient.parse(JSON.parse(clear.toString('utf8')));
  }
}
