import { z } from 'zod';
import type { UpstreamErrorKind } from './upstream-error.js';

/**
 * What a call does to the upstream, decided by what happens there and not by its verb:
 * `read` may be retried, merged and cached; `idempotent-write` may be retried; `irreversible` is sent at most once,
 * and a lost answer leaves it *uncertain*.
 */
export type Effect = 'read' | 'idempotent-write' | 'irreversible';

/**
 * `lenient-json` also reads numbers with leading zeros, as text; `word` is a bare string, quoted or not; `pdf` the
 * bytes of a document.
 */
export type AnswerFormat = 'json' | 'lenient-json' | 'word' | 'pdf';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';

/** What an upstream's envelope turned out to hold. `reason` is a word of ours, never the upstream's text. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly kind: UpstreamErrorKind;
      readonly reason?: string;
      /** The upstream says itself that it did nothing: even an irreversible act is then no uncertain one. */
      readonly certain?: boolean;
    };

/** Tells success from failure in a decoded payload: HTTP 200 does not mean success at these upstreams. */
export type Envelope = (payload: unknown, status: number) => Outcome;

/**
 * Reads an answer whose status is not 2xx, for systems whose statuses do not mean what HTTP says (one answers 403 for
 * "not found"). The payload is undefined when the body is not JSON; undefined leaves the answer to its status.
 */
export type RefusalReader = (payload: unknown, status: number) => Extract<Outcome, { readonly ok: false }> | undefined;

/** The parts of a request as they go over the wire. */
export interface RequestParts {
  readonly path: Readonly<Record<string, unknown>> | undefined;
  readonly query: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Readonly<Record<string, unknown>> | undefined;
  readonly body: unknown;
}

/**
 * A schema for each part of the request that the operation has, by the upstream's own names. Fields whose wire form
 * differs from ours are codecs: their input is the wire, their output our value.
 */
export interface RequestSchemas {
  readonly path?: z.ZodType;
  readonly query?: z.ZodType;
  readonly headers?: z.ZodType;
  readonly body?: z.ZodType;
}

/** What a caller gives: our values, part by part. */
export type RequestInput<R extends RequestSchemas> = {
  readonly [K in keyof R]: R[K] extends z.ZodType ? z.output<R[K]> : never;
};

export interface Operation<R extends RequestSchemas = RequestSchemas, A = unknown> {
  /** `<system>.<subject>.<verb>`, stable: metrics, faults and simulators are keyed by it. */
  readonly id: string;
  readonly system: string;
  /** The title the operation has in the upstream's document. */
  readonly title: string;
  readonly method: HttpMethod;
  /** The path as documented, `{name}` for parameters; configuration may replace it (the documents print typos). */
  readonly path: string;
  /** The family of credentials it needs; each system names its own. */
  readonly auth: string;
  readonly effect: Effect;
  readonly request: R;
  /** How the body goes out; JSON when absent. A form's body is an object of texts. */
  readonly requestFormat?: 'form';
  readonly format: AnswerFormat;
  readonly envelope: Envelope;
  /** By the status alone when absent. */
  readonly refusal?: RefusalReader;
  /** Parses what the envelope holds; names only what we use. */
  readonly answer: z.ZodType<A>;
  /** Milliseconds one attempt may take; the system's own value when absent. */
  readonly timeoutMs?: number;
  /** Why a part of this declaration is an assumption, when the document gives no example. */
  readonly assumption?: string;
}

export type AnswerOf<O> = O extends Operation<RequestSchemas, infer A> ? A : never;

/**
 * Declares one documented upstream operation; types, validation, simulator route, metrics label and documentation
 * all come from the object.
 */
export function operation<R extends RequestSchemas, A>(declared: Operation<R, A>): Operation<R, A> {
  return Object.freeze(declared);
}

/** Our values as the upstream writes them. Throws a ZodError for a value that no such request can hold: a bug of ours. */
export function encodeRequest<R extends RequestSchemas>(
  { request }: Operation<R>,
  input: RequestInput<R>,
): RequestParts {
  const encoded = (part: keyof RequestSchemas) => {
    const schema: z.ZodType | undefined = request[part];
    return schema === undefined ? undefined : z.encode(schema, input[part]);
  };
  return {
    path: fields(encoded('path')),
    query: fields(encoded('query')),
    headers: fields(encoded('headers')),
    body: encoded('body'),
  };
}

/** An encoded part as names and values. */
function fields(part: unknown): Readonly<Record<string, unknown>> | undefined {
  if (part === undefined) return undefined;
  if (typeof part !== 'object' || part === null)
    throw new TypeError('paths, queries and headers are declared as objects');
  return Object.fromEntries(Object.entries(part));
}

const PLACEHOLDER = /\{(\w+)\}/g;

/** `template` with every placeholder replaced, percent-encoded. Throws when a parameter is missing: a bug of ours. */
export function renderPath(template: string, { path, query }: RequestParts): string {
  // A documented path may hold a space; nothing else in a template needs encoding.
  const rendered = template.replaceAll(' ', '%20').replace(PLACEHOLDER, (_, name: string) => {
    const value = textOf(path?.[name]);
    if (value === undefined || value === '') throw new TypeError(`path parameter ${name} is missing for ${template}`);
    // Percent-encoding leaves dots alone, and a server would leave the folder for them.
    if (value === '.' || value === '..') throw new TypeError(`path parameter ${name} is no name for ${template}`);
    return encodeURIComponent(value);
  });
  if (query === undefined) return rendered;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = textOf(value);
    if (text !== undefined) search.append(name, text);
  }
  return search.size === 0 ? rendered : `${rendered}${rendered.includes('?') ? '&' : '?'}${search.toString()}`;
}

/** The body as it goes out; undefined when the operation has none. */
export function renderBody(
  { requestFormat }: Pick<Operation, 'requestFormat'>,
  { body }: RequestParts,
): { readonly type: string; readonly text: string } | undefined {
  if (body === undefined) return undefined;
  if (requestFormat === undefined) return { type: 'application/json', text: JSON.stringify(body) };
  const form = new URLSearchParams(texts(fields(body)));
  return { type: 'application/x-www-form-urlencoded', text: form.toString() };
}

/** Header values as text; absent ones are left out. */
export const renderHeaders = (headers: RequestParts['headers']): Record<string, string> => texts(headers);

function texts(values: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  const rendered: Record<string, string> = {};
  for (const [name, value] of Object.entries(values ?? {})) {
    const text = textOf(value);
    if (text !== undefined) rendered[name] = text;
  }
  return rendered;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError('only text, numbers and booleans can stand in a path, query, header or form');
}
