import type { Clock } from '../../src/common/brazil/dates.js';
import { VHSYS } from '../../src/upstreams/vhsys/vhsys.operation.js';
import { vhsysOperations } from '../../src/upstreams/vhsys/vhsys.operations.js';
import { startSimulator, type Simulator } from '../core/simulator.js';
import { tokenCheck } from './authentication.js';
import { seedVhsysState } from './initial-state.js';
import { orderInstalmentHandlers } from './operations/order-instalments.js';
import { orderItemHandlers } from './operations/order-items.js';
import { orderStatusHandlers } from './operations/order-statuses.js';
import { serviceOrderHandlers } from './operations/service-orders.js';
import { failure } from './requests.js';
import type { VhsysState } from './state.js';

export interface VhsysOptions {
  /** The tokens that every request must bring. */
  readonly accessToken: string;
  readonly secretAccessToken: string;
  /** Any free one when absent. */
  readonly port?: number;
  readonly clock?: Clock;
}

export type VhsysSimulator = Simulator<VhsysState>;

/** Starts vhsys as its document "Ordens de serviço" describes it. */
export function startVhsys(options: VhsysOptions): Promise<VhsysSimulator> {
  const { accessToken, secretAccessToken, ...rest } = options;
  return startSimulator({
    ...rest,
    system: VHSYS,
    operations: vhsysOperations,
    handlers: {
      ...serviceOrderHandlers,
      ...orderItemHandlers,
      ...orderStatusHandlers,
      ...orderInstalmentHandlers,
    },
    authenticate: tokenCheck({ accessToken, secretAccessToken }),
    createState: seedVhsysState,
    refusals: {
      unknownRoute: failure('Rota não encontrada!', 404),
      malformedBody: failure('JSON inválido!', 400),
      unsupportedMediaType: failure('Content-Type inválido!', 415),
    },
  });
}
