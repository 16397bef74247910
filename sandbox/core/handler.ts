import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../src/common/brazil/dates.js';
import type { Operation } from '../../src/upstreams/core/operation.js';
import type { Answer } from './answer.js';

/** What a simulator needs to know of a catalogued operation: how it is called, never how its answer is read. */
export type SimulatedOperation = Pick<
  Operation,
  'id' | 'system' | 'title' | 'method' | 'path' | 'auth' | 'requestFormat'
>;

export interface HandlerRequest<S> {
  /** By the names of the operation's path template, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The first value of each name. */
  readonly query: Readonly<Record<string, string>>;
  /** The parsed JSON, or a form's texts by name; `undefined` when the request has no body. */
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly state: S;
  readonly clock: Clock;
}

/** Plays one operation: reads and changes the state, and answers. May throw a Refusal. */
export type Handle<S> = (request: HandlerRequest<S>) => Answer | Promise<Answer>;

/**
 * A handler. Where several documented operations share one method and path, all but one say with `when` which requests
 * are theirs; the one without takes the rest.
 */
export type Handler<S> =
  Handle<S> | { readonly when: (request: HandlerRequest<S>) => boolean; readonly handle: Handle<S> };

/** By operation id. */
export type Handlers<S> = Readonly<Record<string, Handler<S>>>;

/** The refusal of a request whose credentials do not do for the operation; `undefined` admits it. */
export type Authenticate<S> = (operation: SimulatedOperation, request: HandlerRequest<S>) => Answer | undefined;
