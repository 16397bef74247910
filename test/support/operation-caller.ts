import { decode } from '../../src/upstreams/core/decode.js';
import {
  encodeRequest,
  renderHeaders,
  renderPath,
  type Operation,
  type RequestInput,
  type RequestSchemas,
} from '../../src/upstreams/core/operation.js';

/** What came of a call: the parsed answer, or the word of ours for the failure. */
export type Called<A> = { readonly value: A } | { readonly failure: string };

/** Calls catalogued operations of a simulator one by one, without the retries and caches of the product. */
export class OperationCaller {
  private token: string | undefined;

  constructor(
    private readonly url: string,
    private readonly credentials: { readonly user: string; readonly password: string },
  ) {}

  /** Rejects when the answer does not fit the operation's schema. */
  async call<R extends RequestSchemas, A>(operation: Operation<R, A>, input: RequestInput<R>): Promise<Called<A>> {
    const parts = encodeRequest(operation, input);
    const response = await fetch(this.url + renderPath(operation.path, parts), {
      method: operation.method,
      headers: {
        authorization: this.basic(),
        ...renderHeaders(parts.headers),
        ...(parts.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(operation.auth === 'token' ? { Token: await this.currentToken() } : {}),
      },
      body: parts.body === undefined ? null : JSON.stringify(parts.body),
    });
    const decoded = decode(
      {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        retryAfter: undefined,
        body: new Uint8Array(await response.arrayBuffer()),
      },
      operation.format,
    );
    if (!decoded.ok) return { failure: decoded.reason };
    const outcome = operation.envelope(decoded.payload, response.status);
    return outcome.ok
      ? { value: operation.answer.parse(outcome.value) }
      : { failure: `${outcome.kind}:${outcome.reason ?? ''}` };
  }

  /** As `call`, for calls that must succeed. */
  async expect<R extends RequestSchemas, A>(operation: Operation<R, A>, input: RequestInput<R>): Promise<A> {
    const called = await this.call(operation, input);
    if ('failure' in called) throw new Error(`${operation.id}: ${called.failure}`);
    return called.value;
  }

  private basic(): string {
    const { user, password } = this.credentials;
    return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  private async currentToken(): Promise<string> {
    if (this.token !== undefined) return this.token;
    const response = await fetch(`${this.url}/ws/auth/token/gerar`, { headers: { authorization: this.basic() } });
    const issued: unknown = await response.json();
    this.token = String(Reflect.get(Object(issued), 'token'));
    return this.token;
  }
}
