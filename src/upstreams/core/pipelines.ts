import type { PinoLogger } from 'nestjs-pino';
import type { LeanHttpService } from './lean-http.service.js';
import { UpstreamPipeline } from './pipeline.js';
import type { RateLimiter } from './rate-limiter.js';
import type { SharedAnswers } from './shared-answers.js';
import type { UpstreamAuthenticator } from './upstream-authenticator.js';
import type { UpstreamMetrics } from './upstream-metrics.js';
import type { UpstreamSystem } from './upstream-system.js';

/** Opens the way to each system. */
export class UpstreamPipelines {
  /** @param answers undefined where no other instance shares answers with this one */
  constructor(
    private readonly http: LeanHttpService,
    private readonly metrics: UpstreamMetrics,
    private readonly answers?: SharedAnswers,
  ) {}

  open(
    system: UpstreamSystem,
    authenticator: UpstreamAuthenticator,
    logger: PinoLogger,
    rateLimiter?: RateLimiter,
  ): UpstreamPipeline {
    const { http, metrics } = this;
    const answers = system.cacheEntries === 0 ? undefined : this.answers;
    return new UpstreamPipeline(system, authenticator, { http, metrics, logger, rateLimiter, answers });
  }
}
