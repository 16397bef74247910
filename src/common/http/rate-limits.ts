import { Inject, Injectable } from '@nestjs/common';
import { type AuthConfig, authConfig } from '../auth/auth.config.js';
import { keyedHash } from '../auth/keyed-hash.js';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';
import { SharedStore } from '../shared-store/shared-store.js';

/** So many in so long, counted from the first. */
export interface RateLimit {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

/** Counts what callers ask, by address or document, in all instances together; subjects are kept hashed. */
@Injectable()
export class RateLimits {
  constructor(
    @Inject(authConfig.token) private readonly config: AuthConfig,
    private readonly store: SharedStore,
  ) {}

  /** @throws Problem TOO_MANY_REQUESTS with the seconds to wait, over the limit. */
  async take({ name, limit, windowSeconds }: RateLimit, subject: string): Promise<void> {
    const hash = keyedHash(this.config.identifierPepper, name, subject).toString('base64url');
    const { count, remainingMs } = await this.store.count(`limit:${name}:${hash}`, windowSeconds * 1_000);
    if (count <= limit) return;
    throw new Problem(problems.tooManyRequests, { retryAfterSeconds: Math.max(1, Math.ceil(remainingMs / 1_000)) });
  }
}
