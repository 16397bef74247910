import type { Operation } from '../core/operation.js';
import * as orderInstalments from './operations/order-instalments.js';
import * as orderItems from './operations/order-items.js';
import * as orderStatuses from './operations/order-statuses.js';
import * as serviceOrders from './operations/service-orders.js';

/** Every catalogued operation of vhsys. */
export const vhsysOperations: readonly Operation[] = [
  ...Object.values(serviceOrders),
  ...Object.values(orderItems),
  ...Object.values(orderStatuses),
  ...Object.values(orderInstalments),
];
