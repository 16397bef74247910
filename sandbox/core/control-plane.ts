import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { faultSchema, type Faults } from './faults.js';
import type { SimulatedOperation } from './handler.js';
import type { Journal } from './journal.js';
import { SIMULATOR_PAGE } from './page.js';

const switchBody = z.strictObject({ target: z.string().min(1), fault: faultSchema });
const targetQuery = z.strictObject({ target: z.string().min(1).optional() });
const callsQuery = z.strictObject({ operationId: z.string().min(1).optional() });
const jsonBody = z.object({ kind: z.literal('json'), value: z.unknown() });

/** Sets sorted out for JSON: maps print as their values, sets as lists. */
const printable = (_: string, value: unknown): unknown =>
  value instanceof Map || value instanceof Set ? [...value.values()] : value;

/** What of a running simulator can be looked at and switched. */
interface Controlled {
  readonly system: string;
  readonly operations: readonly SimulatedOperation[];
  readonly state: unknown;
  readonly faults: Faults;
  readonly journal: Journal;
  reset(): void;
}

/** The routes below `/__sandbox` with which testers and app teams look at a simulator and switch its faults. */
export function mountControlPlane(app: FastifyInstance, simulator: Controlled): void {
  const summary = () => ({
    system: simulator.system,
    operations: simulator.operations.map(({ id, method, path, title }) => ({ id, method, path, title })),
    faults: simulator.faults.list(),
    counts: Object.fromEntries(simulator.operations.map(({ id }) => [id, simulator.journal.count(id)])),
    unknownRoutes: simulator.journal.count(null),
  });
  const faults = () => ({ faults: simulator.faults.list() });

  app.get('/__sandbox', (_, reply) => print(reply, summary()));
  app.get('/__sandbox/page', (_, reply) => reply.type('text/html; charset=utf-8').send(SIMULATOR_PAGE));
  app.get('/__sandbox/faults', (_, reply) => print(reply, faults()));
  app.put('/__sandbox/faults', (request, reply) =>
    guarded(reply, () => {
      const { target, fault } = switchBody.parse(bodyOf(request));
      simulator.faults.set(target, fault);
      return faults();
    }),
  );
  app.delete('/__sandbox/faults', (request, reply) =>
    guarded(reply, () => {
      simulator.faults.clear(targetQuery.parse(request.query).target);
      return faults();
    }),
  );
  app.get('/__sandbox/calls', (request, reply) =>
    guarded(reply, () => ({ calls: simulator.journal.calls(callsQuery.parse(request.query).operationId) })),
  );
  app.delete('/__sandbox/calls', (_, reply) => {
    simulator.journal.clear();
    return print(reply, { calls: [] });
  });
  app.get('/__sandbox/state', (_, reply) => print(reply, simulator.state));
  app.post('/__sandbox/reset', (_, reply) => {
    simulator.reset();
    return print(reply, summary());
  });
}

function bodyOf(request: FastifyRequest): unknown {
  const body = jsonBody.safeParse(request.body);
  if (!body.success) throw new RangeError('send a JSON body with content-type application/json');
  return body.data.value;
}

async function guarded(reply: FastifyReply, act: () => unknown): Promise<void> {
  try {
    await print(reply, act());
  } catch (cause) {
    if (cause instanceof z.ZodError) await print(reply.code(400), { error: z.prettifyError(cause) });
    else if (cause instanceof RangeError) await print(reply.code(400), { error: cause.message });
    else throw cause;
  }
}

const print = (reply: FastifyReply, value: unknown): FastifyReply =>
  reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(value, printable, 2));
