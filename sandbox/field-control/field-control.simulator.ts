import type { Clock } from '../../src/common/brazil/dates.js';
import { FIELD_CONTROL } from '../../src/upstreams/field-control/field-control.operation.js';
import { fieldControlOperations } from '../../src/upstreams/field-control/field-control.operations.js';
import { startSimulator, type Simulator } from '../core/simulator.js';
import { authenticationOf } from './authentication.js';
import { seedFieldControlState } from './initial-state.js';
import { catalogueHandlers } from './operations/catalogues.js';
import { customerContactHandlers } from './operations/customer-contacts.js';
import { customerHandlers } from './operations/customers.js';
import { orderHandlers } from './operations/orders.js';
import { ticketHandlers } from './operations/tickets.js';
import type { FieldControlState } from './state.js';
import { invalid, NOT_FOUND } from './validation.js';
import { FieldControlWebhooks } from './webhooks.js';

export interface FieldControlOptions {
  readonly apiKey: string;
  /** One request a second, as documented, unless this is false; `state.rateLimited` changes it later. */
  readonly rateLimited?: boolean;
  /** Any free one when absent. */
  readonly port?: number;
  readonly clock?: Clock;
}

/** Its webhooks (`state.webhooks`) are settings of the panel: they outlive a reset. */
export type FieldControlSimulator = Simulator<FieldControlState>;

const NOT_JSON = invalid({ reason: 'type', message: 'must be object', property: '@' });

/** Starts Field Control as the document "API Field Control" describes it. */
export async function startFieldControl(options: FieldControlOptions): Promise<FieldControlSimulator> {
  const { apiKey, rateLimited = true, ...rest } = options;
  const webhooks = new FieldControlWebhooks();
  const simulator = await startSimulator({
    ...rest,
    system: FIELD_CONTROL,
    operations: fieldControlOperations,
    handlers: {
      ...customerHandlers,
      ...customerContactHandlers,
      ...catalogueHandlers,
      ...ticketHandlers,
      ...orderHandlers,
    },
    authenticate: authenticationOf(apiKey),
    refusals: { unknownRoute: NOT_FOUND, malformedBody: NOT_JSON, unsupportedMediaType: NOT_JSON },
    createState: (clock) => seedFieldControlState(clock, webhooks, rateLimited),
  });
  const stop = simulator.close.bind(simulator);
  return Object.assign(simulator, {
    close: async () => {
      await webhooks.close();
      await stop();
    },
  });
}
