import type { Attempt } from './attempt.js';
import { decode, type RawAnswer } from './decode.js';
import { withDriftSink } from './drift.js';
import { lost, refusalFailure, thrownFailure, toldFailure } from './failures.js';
import type { Exchange, LeanHttpService } from './lean-http.service.js';
import {
  type Operation,
  renderBody,
  renderHeaders,
  renderPath,
  type RequestParts,
  type RequestSchemas,
} from './operation.js';
import type { UpstreamAuthenticator, UpstreamHeaders } from './upstream-authenticator.js';
import type { UpstreamMetrics } from './upstream-metrics.js';
import type { UpstreamSystem } from './upstream-system.js';

export interface UpstreamAnswer<A> {
  readonly value: A;
  /** What the schema parsed it from. */
  readonly payload: unknown;
}

/** One request to a system and the reading of its answer: HTTP, decode, envelope, schema. */
export class UpstreamExchange {
  private readonly origin: string;
  private readonly basePath: string;

  constructor(
    private readonly system: UpstreamSystem,
    private readonly authenticator: UpstreamAuthenticator,
    private readonly http: LeanHttpService,
    private readonly metrics: UpstreamMetrics,
  ) {
    const url = new URL(system.baseUrl);
    this.origin = url.origin;
    this.basePath = url.pathname.replace(/\/$/, '');
  }

  /** @throws UpstreamError of the closed set. */
  async send<A>(
    operation: Operation<RequestSchemas, A>,
    parts: RequestParts,
    credentials: UpstreamHeaders,
    attempt: Attempt,
  ): Promise<UpstreamAnswer<A>> {
    this.metrics.of(operation.id).calls += 1;
    const startedAt = performance.now();
    try {
      return this.read(operation, await this.http.exchange(this.request(operation, parts, credentials, attempt)));
    } catch (error) {
      // Converted here so that the breaker judges the closed set.
      throw thrownFailure(error, operation, attempt);
    } finally {
      this.metrics.took(operation.id, performance.now() - startedAt);
    }
  }

  private request(operation: Operation, parts: RequestParts, credentials: UpstreamHeaders, attempt: Attempt): Exchange {
    const template = this.system.pathOverrides.get(operation.id) ?? operation.path;
    const body = renderBody(operation, parts);
    return {
      origin: this.origin,
      path: this.basePath + renderPath(template, parts),
      method: operation.method,
      headers: {
        accept: operation.format === 'pdf' ? 'application/pdf, application/json' : 'application/json, text/plain',
        ...(body === undefined ? {} : { 'content-type': body.type }),
        ...renderHeaders(parts.headers),
        ...credentials,
      },
      ...(body === undefined ? {} : { body: body.text }),
      signal: attempt.deadline.signal,
      maxAnswerBytes: this.system.maxAnswerBytes,
      ...(operation.effect === 'irreversible' ? { onSent: () => void (attempt.sent = true) } : {}),
    };
  }

  private read<A>(operation: Operation<RequestSchemas, A>, answer: RawAnswer): UpstreamAnswer<A> {
    const refused = refusalFailure(operation, answer, this.authenticator);
    if (refused !== undefined) throw refused;
    const decoded = decode(answer, operation.format);
    if (!decoded.ok) throw lost('bad-payload', operation, decoded.reason);
    const outcome = operation.envelope(decoded.payload, answer.status);
    if (!outcome.ok) throw toldFailure(outcome.kind, operation, outcome.reason);
    const counters = this.metrics.of(operation.id);
    const parsed = withDriftSink({ dropped: (count) => void (counters.drift += count) }, () =>
      operation.answer.safeParse(outcome.value),
    );
    if (!parsed.success) {
      counters.drift += 1;
      throw lost('bad-payload', operation, `schema:${parsed.error.issues[0]?.path.join('.') ?? ''}`);
    }
    return { value: parsed.data, payload: outcome.value };
  }
}
