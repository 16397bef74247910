import type { Operation } from '../core/operation.js';
import * as customerEmails from './operations/customer-emails.js';
import * as customerPhones from './operations/customer-phones.js';
import * as customers from './operations/customers.js';
import * as employees from './operations/employees.js';
import * as equipments from './operations/equipments.js';
import * as materials from './operations/materials.js';
import * as orderRecords from './operations/order-records.js';
import * as orders from './operations/orders.js';
import * as services from './operations/services.js';
import * as tasks from './operations/tasks.js';
import * as tickets from './operations/tickets.js';

/** Every catalogued operation of Field Control. */
export const fieldControlOperations: readonly Operation[] = [
  customers,
  customerPhones,
  customerEmails,
  employees,
  materials,
  equipments,
  tickets,
  tasks,
  services,
  orders,
  orderRecords,
].flatMap((file) => Object.values<Operation>(file));
