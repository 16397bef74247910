import type { Answered } from '../../common/http/answered.js';
import type { Operation, RequestInput, RequestSchemas } from './operation.js';
import type { CallOptions, UpstreamPipeline } from './pipeline.js';
import { UpstreamError } from './upstream-error.js';

/** A client of a system that an installation may be without. */
export abstract class OptionalUpstreamClient {
  /** @param pipeline null or undefined when the system is not configured */
  protected constructor(private readonly pipeline: UpstreamPipeline | null | undefined) {}

  /** Whether an installation has this system at all. */
  get configured(): boolean {
    return this.pipeline != null;
  }

  /** @throws UpstreamError of the closed set: `unsupported` when the system is not configured. */
  async call<R extends RequestSchemas, A>(
    operation: Operation<R, A>,
    input: RequestInput<R>,
    options: CallOptions,
  ): Promise<Answered<A>> {
    if (this.pipeline == null) {
      throw new UpstreamError('unsupported', operation.id, { reason: 'not-configured' });
    }
    return this.pipeline.call(operation, input, options);
  }
}
