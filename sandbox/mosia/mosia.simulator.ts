import type { Clock } from '../../src/common/brazil/dates.js';
import { MOSIA } from '../../src/upstreams/mosia/mosia.operation.js';
import { mosiaOperations } from '../../src/upstreams/mosia/mosia.operations.js';
import { startSimulator, type Simulator } from '../core/simulator.js';
import { failure } from './answers.js';
import { protocolHandlers } from './operations/protocols.js';
import { seedMosiaState, type MosiaState } from './state.js';

export interface MosiaOptions {
  /** What `Authorization` must hold, as it is. */
  readonly authorization: string;
  /** Any free one when absent. */
  readonly port?: number;
  readonly clock?: Clock;
}

export type MosiaSimulator = Simulator<MosiaState>;

/** Starts Mosia Omnichannel as its document "Api clientes" describes it. */
export function startMosia(options: MosiaOptions): Promise<MosiaSimulator> {
  const { authorization, ...rest } = options;
  const clock = options.clock ?? Date.now;
  return startSimulator({
    ...rest,
    system: MOSIA,
    operations: mosiaOperations,
    handlers: protocolHandlers,
    authenticate: (_, { headers }) =>
      headers.authorization === authorization ? undefined : failure(401, 'Token inválido.', clock()),
    createState: seedMosiaState,
  });
}
