import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type AuthConfig, authConfig } from './auth.config.js';

const envelope = z.object({ e: z.number(), v: z.unknown() });

/** Why a signed value was refused: not ours or not for this, or too old. */
export type SignedValueRefusal = 'invalid' | 'expired';

/**
 * Opaque values handed to an app and taken back (slots, offers): readable by us only in the sense that nobody can make
 * or change one. Bound to a purpose and an owner, so that one customer's value is worth nothing to another.
 */
@Injectable()
export class SignedValues {
  constructor(@Inject(authConfig.token) private readonly config: AuthConfig) {}

  /** @param lifetimeSeconds after which `open` answers `expired` */
  sign(purpose: string, owner: string, value: unknown, lifetimeSeconds: number): string {
    const payload = JSON.stringify({ e: Math.floor(Date.now() / 1_000) + lifetimeSeconds, v: value });
    const text = Buffer.from(payload, 'utf8').toString('base64url');
    return `${text}.${this.mac(purpose, owner, text).toString('base64url')}`;
  }

  open<T>(purpose: string, owner: string, signed: string, schema: z.ZodType<T>): T | SignedValueRefusal {
    const [text = '', mac = ''] = signed.split('.');
    const expected = this.mac(purpose, owner, text);
    const given = Buffer.from(mac, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'invalid';
    // The signature says that we wrote it, so it is JSON; an older release may have written another shape.
    const parsed = envelope.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (!parsed.success) return 'invalid';
    if (parsed.data.e * 1_000 <= Date.now()) return 'expired';
    const value = schema.safeParse(parsed.data.v);
    return value.success ? value.data : 'invalid';
  }

  private mac(purpose: string, owner: string, text: string): Buffer {
    return createHmac('sha256', this.config.valueSigningKey).update(`${purpose}\0${owner}\0${text}`).digest();
  }
}
