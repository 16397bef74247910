import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type AuthConfig, authConfig } from '../auth/auth.config.js';
import { keyedHash } from '../auth/keyed-hash.js';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';

/** So many in so long, counted from the first. */
export interface RateLimit {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

/** Counts what callers ask, by address or document; subjects are kept hashed. */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterMemory>();

  constructor(@Inject(authConfig.token) private readonly config: AuthConfig) {}

  /** @throws Problem TOO_MANY_REQUESTS with the seconds to wait, over the limit. */
  async take(limit: RateLimit, subject: string): Promise<void> {
    const key = keyedHash(this.config.identifierPepper, limit.name, subject).toString('base64url');
    try {
      await this.limiter(limit).consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
      throw new Problem(problems.tooManyRequests, { retryAfterSeconds });
    }
  }

  private limiter({ name, limit, windowSeconds }: RateLimit): RateLimiterMemory {
    let limiter = this.limiters.get(name);
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({ keyPrefix: name, points: limit, duration: windowSeconds });
      this.limiters.set(name, limiter);
    }
    return limiter;
  }
}
