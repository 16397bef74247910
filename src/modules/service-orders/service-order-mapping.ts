import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { SHIFT_NAMES } from './service-order-rules.js';
import type { ServiceOrdersConfig } from './service-orders.config.js';
import type { ServiceOrderDto } from './service-orders.dto.js';
import type { ServiceOrder, Visit } from './service-orders.port.js';

type Periods = Pick<ServiceOrdersConfig, 'periods'>;

/** The shift as a customer reads it. */
export const shiftName = (visit: Pick<Visit, 'shift'> | null): string | null =>
  visit?.shift == null ? null : SHIFT_NAMES[visit.shift];

/** The hours of the shift as a customer reads them. */
export const periodOf = (visit: Pick<Visit, 'shift'> | null, { periods }: Periods): string | null =>
  visit?.shift == null ? null : periods[visit.shift];

export function orderDto(order: ServiceOrder, config: Periods): ServiceOrderDto {
  const { visit } = order;
  return {
    id: order.id,
    protocol: order.protocol,
    type: order.type,
    status: order.status,
    description: order.description,
    opened_at: order.openedAt === null ? null : toSaoPauloInstant(order.openedAt),
    contract_id: order.contractId,
    visit: visit === null ? null : { date: visit.date, shift: shiftName(visit), period: periodOf(visit, config) },
  };
}
