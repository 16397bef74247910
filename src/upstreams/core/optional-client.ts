import type { Answered } from '../../common/http/answered.js';
import type { Operation, RequestInput, RequestSchemas } from './operation.js';
import type { CallOptions, UpstreamPipeline } from './pipeline.js';
import { UpstreamError } from './upstream-error.js';

/** A client of a system that an installation may be without. */
export abstract class OptionalUpstreamClient {
  protected constructor(private readonly pipeline: UpstreamPipeline | undefined) {}

  /** Whether an installation has this system at all. */
  get configured(): boolean {
    return this.pipeline !== undefined;
  }

  /** @throws UpstreamError of the closed set: `unsupported` when the system is not configured. */
  async call<R extends RequestSchemas, A>(
    operation: Operation<R, A>,
    input: RequestInput<R>,
    options: CallOptions,
  ): Promise<Answered<A>> {
    if (this.pipeline === undefined) {
      throw new UpstreamError('unsupported', operation.id, { reason: 'not-configured' });
    }
    return this.pipeline.call(operation, input, options);
  }
}
