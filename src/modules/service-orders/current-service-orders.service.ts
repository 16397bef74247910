import { Injectable } from '@nestjs/common';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { FieldVisitsPort } from './field-visits.port.js';
import { isOpen } from './service-order-rules.js';
import { type ServiceOrder, ServiceOrdersPort } from './service-orders.port.js';

/** Orders as they stand now, for deciding what may be done with them. */
@Injectable()
export class CurrentServiceOrders {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: ServiceOrdersPort,
    private readonly visits: FieldVisitsPort,
  ) {}

  async all(customerId: string): Promise<ServiceOrder[]> {
    return this.port.current(await this.accounts.get(customerId));
  }

  /**
   * One order of the customer, under way when the field service says that a technician began.
   * @throws Problem NOT_FOUND when the provider has it no more.
   */
  async get(customerId: string, orderId: string): Promise<ServiceOrder> {
    const [orders, visit] = await Promise.all([this.all(customerId), this.visits.latestOf(orderId)]);
    const order = orders.find(({ id }) => id === orderId);
    if (order === undefined) throw new Problem(problems.notFound);
    return visit?.started === true && isOpen(order) ? { ...order, status: 'ST_OS_EM_EXECUCAO' } : order;
  }
}
