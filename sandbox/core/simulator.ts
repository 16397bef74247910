import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clock } from '../../src/common/brazil/dates.js';
import { encodeAnswer, htmlPage, Refusal, type Answer, type EncodedAnswer } from './answer.js';
import { mountControlPlane } from './control-plane.js';
import { play } from './fault-injection.js';
import { Faults } from './faults.js';
import type { Authenticate, Handler, HandlerRequest, Handlers, SimulatedOperation } from './handler.js';
import { Journal, type OpenEntry } from './journal.js';
import { parseBody, type ParsedBody } from './request-body.js';

export interface SimulatorOptions<S> {
  readonly system: string;
  readonly operations: readonly SimulatedOperation[];
  /** An operation without one is not mounted. */
  readonly handlers: Handlers<S>;
  readonly authenticate: Authenticate<S>;
  /** Makes the state at the start and again at every reset. */
  readonly createState: (clock: Clock) => S;
  /** How this system answers what never reaches an operation; plain pages and statuses when absent. */
  readonly refusals?: Partial<RequestRefusals>;
  /** Any free one when absent or 0. */
  readonly port?: number;
  readonly clock?: Clock;
}

export interface RequestRefusals {
  readonly unknownRoute: Answer;
  /** The body calls itself JSON and is not. */
  readonly malformedBody: Answer;
  /** The body is not said to be of the operation's kind: JSON, or a form where it takes one. */
  readonly unsupportedMediaType: Answer;
}

/** A running simulation of one upstream system on 127.0.0.1. */
export interface Simulator<S> {
  readonly system: string;
  /** Without a trailing slash. */
  readonly url: string;
  readonly operations: readonly SimulatedOperation[];
  /** The current state; a reset replaces it. */
  readonly state: S;
  readonly faults: Faults;
  readonly journal: Journal;
  /** Back to the first state, without faults and calls. */
  reset(): void;
  /** Ends every connection at once, hanging ones too. */
  close(): Promise<void>;
}

const DEFAULT_REFUSALS: RequestRefusals = {
  unknownRoute: htmlPage(404, 'Not Found', 'The requested resource is not available.'),
  malformedBody: { status: 400, body: { error: 'Bad Request' } },
  unsupportedMediaType: { status: 415, body: { error: 'Unsupported Media Type' } },
};

/** Uploads of five files of 5 MB in base64 are documented. */
const LARGEST_BODY = 40 * 1024 * 1024;
const LARGEST_JOURNALED_BODY = 64 * 1024;
const PLACEHOLDER = /\{(\w+)\}/g;

interface Mounted<S> {
  readonly operation: SimulatedOperation;
  readonly handler: Handler<S>;
  readonly parameters: readonly string[];
}

/**
 * Starts a simulator with a route for each operation that has a handler. Throws RangeError when a handler is for an
 * operation that is not catalogued, or when two operations claim the same requests.
 */
export async function startSimulator<S>(options: SimulatorOptions<S>): Promise<Simulator<S>> {
  const routes = groupByRoute(options.operations, options.handlers);
  const mounted = [...routes.values()].flat().map(({ operation }) => operation);
  const simulation = new Simulation(options, mounted);
  const app = simulation.app;
  for (const candidates of routes.values()) simulation.mount(candidates);
  mountControlPlane(app, simulation);
  simulation.url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  return simulation;
}

/** Operations by method and shape of path; the names of parameters do not tell routes apart. */
function groupByRoute<S>(
  operations: readonly SimulatedOperation[],
  handlers: Handlers<S>,
): ReadonlyMap<string, readonly Mounted<S>[]> {
  const known = new Set(operations.map(({ id }) => id));
  for (const id of Object.keys(handlers)) {
    if (!known.has(id)) throw new RangeError(`there is a handler for ${id}, which is not a catalogued operation`);
  }
  const routes = new Map<string, Mounted<S>[]>();
  for (const operation of operations) {
    const handler = handlers[operation.id];
    if (handler === undefined) continue;
    const route = `${operation.method} ${routePath(operation.path)}`;
    const group = routes.get(route) ?? [];
    const catchesAll = typeof handler === 'function';
    const rival = group.find((other) => typeof other.handler === 'function');
    if (catchesAll && rival !== undefined) {
      throw new RangeError(`${operation.id} and ${rival.operation.id} share ${route}: one of them must say when`);
    }
    const parameters = [...operation.path.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
    const entry = { operation, handler, parameters };
    routes.set(route, catchesAll ? [...group, entry] : [entry, ...group]);
  }
  return routes;
}

/** A documented path template in the router's own notation. Double slashes and spaces stay as they are. */
function routePath(template: string): string {
  let position = 0;
  const [path = ''] = template.split('?');
  return path.replaceAll(':', '::').replace(PLACEHOLDER, () => `:p${position++}`);
}

class Simulation<S> implements Simulator<S> {
  readonly app: FastifyInstance;
  readonly system: string;
  readonly faults: Faults;
  readonly journal = new Journal();
  url = '';
  state: S;
  private readonly clock: Clock;
  private readonly refusals: RequestRefusals;
  private readonly closing = new AbortController();

  constructor(
    private readonly options: SimulatorOptions<S>,
    readonly operations: readonly SimulatedOperation[],
  ) {
    this.system = options.system;
    this.clock = options.clock ?? Date.now;
    this.refusals = { ...DEFAULT_REFUSALS, ...options.refusals };
    this.state = options.createState(this.clock);
    this.faults = new Faults(new Set(operations.map(({ id }) => id)));
    this.app = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false, bodyLimit: LARGEST_BODY });
    this.app.removeAllContentTypeParsers();
    this.app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, bytes, done) =>
      done(null, parseBody(request.headers['content-type'], bytes)),
    );
    this.app.setNotFoundHandler((request, reply) => {
      const entry = this.note(null, request);
      return send(reply, entry, encodeAnswer(this.refusals.unknownRoute));
    });
  }

  mount(candidates: readonly Mounted<S>[]): void {
    const [first] = candidates;
    if (first === undefined) return;
    this.app.route({
      method: first.operation.method,
      url: routePath(first.operation.path),
      handler: (request, reply) => this.serve(candidates, request, reply),
    });
  }

  reset(): void {
    this.state = this.options.createState(this.clock);
    this.faults.clear();
    this.journal.clear();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.app.close();
  }

  private async serve(candidates: readonly Mounted<S>[], request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const chosen = this.choose(candidates, request);
    if (chosen === undefined) {
      await send(reply, this.note(null, request), encodeAnswer(this.refusals.unknownRoute));
      return;
    }
    const { operation } = chosen.mounted;
    const entry = this.note(operation.id, request);
    const run = () => this.run(chosen.mounted, chosen.seen, parsedBody(request));
    const fault = this.faults.take(operation.id);
    if (fault === undefined) {
      await send(reply, entry, await run());
      return;
    }
    entry.fault = fault.kind;
    const takeOver = () => {
      reply.hijack();
      return reply.raw;
    };
    try {
      const played = await play(fault, { takeOver, run, closing: this.closing.signal });
      if (played !== 'handled') await send(reply, entry, 'bytes' in played ? played : encodeAnswer(played));
      // Before its headers are sent a response has a default status that nobody sees.
      else if (reply.raw.headersSent) entry.status = reply.raw.statusCode;
    } catch (cause) {
      if (!this.closing.signal.aborted) throw cause;
      reply.hijack();
    }
  }

  private choose(
    candidates: readonly Mounted<S>[],
    request: FastifyRequest,
  ): { mounted: Mounted<S>; seen: HandlerRequest<S> } | undefined {
    for (const mounted of candidates) {
      const seen = this.see(mounted, request);
      if (typeof mounted.handler === 'function' || mounted.handler.when(seen)) return { mounted, seen };
    }
    return undefined;
  }

  private see({ parameters }: Mounted<S>, request: FastifyRequest): HandlerRequest<S> {
    const values = flat(request.params);
    const body = parsedBody(request);
    return {
      params: Object.fromEntries(parameters.map((name, position) => [name, values[`p${position}`] ?? ''])),
      query: flat(request.query),
      body: body.kind === 'json' || body.kind === 'form' ? body.value : undefined,
      headers: request.headers,
      state: this.state,
      clock: this.clock,
    };
  }

  private async run(mounted: Mounted<S>, seen: HandlerRequest<S>, body: ParsedBody): Promise<EncodedAnswer> {
    if (body.kind === 'malformed') return encodeAnswer(this.refusals.malformedBody);
    const wanted = mounted.operation.requestFormat ?? 'json';
    if (body.kind !== 'none' && body.kind !== wanted) return encodeAnswer(this.refusals.unsupportedMediaType);
    try {
      const refused = this.options.authenticate(mounted.operation, seen);
      if (refused !== undefined) return encodeAnswer(refused);
      const { handler } = mounted;
      return encodeAnswer(await (typeof handler === 'function' ? handler(seen) : handler.handle(seen)));
    } catch (cause) {
      if (cause instanceof Refusal) return encodeAnswer(cause.answer);
      throw cause;
    }
  }

  private note(operationId: string | null, request: FastifyRequest): OpenEntry {
    const body = parsedBody(request);
    const entry: OpenEntry = {
      at: new Date(this.clock()).toISOString(),
      operationId,
      method: request.method,
      path: request.raw.url ?? '',
      status: null,
      headers: request.headers,
    };
    if (body.kind === 'json' && body.bytes <= LARGEST_JOURNALED_BODY) entry.body = body.value;
    else if (body.kind !== 'none') entry.body = { bytes: body.bytes };
    return this.journal.open(entry);
  }
}

async function send(reply: FastifyReply, entry: OpenEntry, answer: EncodedAnswer): Promise<void> {
  entry.status = answer.status;
  await reply.code(answer.status).headers(answer.headers).send(answer.bytes);
}

function parsedBody(request: FastifyRequest): ParsedBody {
  const { body } = request;
  return isParsedBody(body) ? body : { kind: 'none', bytes: 0 };
}

const isParsedBody = (body: unknown): body is ParsedBody => typeof body === 'object' && body !== null && 'kind' in body;

function flat(values: unknown): Record<string, string> {
  if (typeof values !== 'object' || values === null) return {};
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]),
  );
}
