import * as employeeEvents from './events/employee-events.js';
import * as orderEvents from './events/order-events.js';
import * as orderRecordEvents from './events/order-record-events.js';
import * as taskEvents from './events/task-events.js';
import type { WebhookEvent } from './field-control.event.js';

/** Every event of the document "API Field Control". */
export const fieldControlEvents: readonly WebhookEvent[] = [
  orderRecordEvents,
  orderEvents,
  taskEvents,
  employeeEvents,
].flatMap((file) => Object.values<WebhookEvent>(file));
