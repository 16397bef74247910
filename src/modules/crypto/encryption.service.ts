import { createCipheriv, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type CryptoConfig, cryptoConfig } from './crypto.config.js';

const IV_BYTES = 12;

/** Bytes of an AES-256-GCM encryption, and the id of its key. */
export interface Encrypted {
  readonly kid: string;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  /** 128 bits. */
  readonly tag: Buffer;
}

/**
 * Encrypts what is handed to web views. The parts are answered one by one rather than as a compact JWE: that form has no
 * additional data beside its header, so the context would have to travel inside every value, while here it is bound
 * without being sent, and the reader, who knows what it is reading, supplies it. Readers need AES-GCM alone, which every
 * platform has, and no JOSE library.
 *
 * IVs are random, which is safe for 2^32 values under one key (NIST SP 800-38D, 8.3).
 */
@Injectable()
export class EncryptionService {
  constructor(@Inject(cryptoConfig.token) private readonly config: CryptoConfig) {}

  /** @param context authenticated as additional data: with another one the value does not open */
  encrypt(data: string, context: string): Encrypted {
    const { kid, key } = this.config.activeKey;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context, 'utf8'));
    const ciphertext = Buffer.concat([cipher.update(data, 'utf8'), cipher.final()]);
    return { kid, iv, ciphertext, tag: cipher.getAuthTag() };
  }
}
