import { todayInSaoPaulo, toSaoPauloInstant } from '../../common/brazil/dates.js';
import type { ServiceOrdersConfig } from './service-orders.config.js';
import type { ServiceOrder, ServiceOrderStatus, Shift, Visit, VisitSlot } from './service-orders.port.js';

const ENDED: ReadonlySet<ServiceOrderStatus> = new Set(['ST_OS_CONCLUIDA', 'ST_OS_SEM_SOLUCAO', 'ST_OS_CANCELADA']);

export const SHIFT_NAMES: Readonly<Record<Shift, string>> = { MORNING: 'Manhã', AFTERNOON: 'Tarde' };

export const isOpen = ({ status }: ServiceOrder): boolean => !ENDED.has(status);

/** A technician at work cannot be called off. */
export const canCancel = (order: ServiceOrder): boolean => isOpen(order) && order.status !== 'ST_OS_EM_EXECUCAO';

/**
 * Whether the visit may get another date: not on its own day past the cut-off hour. A visit whose day went by without
 * a technician can always get a new one.
 */
export function dateAbleToReschedule(order: ServiceOrder, config: ServiceOrdersConfig, now: number): boolean {
  if (order.visit === null || order.visit.date !== todayInSaoPaulo(() => now)) return true;
  return Number(toSaoPauloInstant(now).slice(11, 13)) < config.cutoffHour;
}

export const reasonAbleToReschedule = ({ conclusionReason }: ServiceOrder, config: ServiceOrdersConfig): boolean =>
  conclusionReason !== null && config.visitAgainReasons.has(conclusionReason.toUpperCase().replaceAll(' ', '_'));

/** The button makes sense while the technician is under way: during the visit, or on its day. */
export const displayTrackingButton = (order: ServiceOrder, trackingUrl: string | null, now: number): boolean =>
  trackingUrl !== null && (order.status === 'ST_OS_EM_EXECUCAO' || order.visit?.date === todayInSaoPaulo(() => now));

const SITUATIONS: Readonly<Record<Exclude<ServiceOrderStatus, 'ST_OS_CRIADA'>, string>> = {
  ST_OS_AGENDADA: 'AGUARDANDO VISITA DO TÉCNICO',
  ST_OS_CONFIRMADA: 'VISITA CONFIRMADA',
  ST_OS_EM_EXECUCAO: 'TÉCNICO EM ATENDIMENTO',
  ST_OS_IMPEDIDA: 'ATENDIMENTO IMPEDIDO',
  ST_OS_CONCLUIDA: 'ATENDIMENTO CONCLUÍDO',
  ST_OS_SEM_SOLUCAO: 'ATENDIMENTO SEM SOLUÇÃO',
  ST_OS_CANCELADA: 'ATENDIMENTO CANCELADO',
};

/** What is going on, for the customer to read. */
export function situationOf({ status, visit }: ServiceOrder): string {
  if (status === 'ST_OS_CRIADA') return visit === null ? 'AGUARDANDO AGENDAMENTO' : SITUATIONS.ST_OS_AGENDADA;
  return SITUATIONS[status];
}

/** Whether a visit has a slot; where the provider tells no agenda item, by day and shift. */
export const isAt = (visit: Visit | null, slot: VisitSlot): boolean =>
  visit !== null &&
  (visit.agendaItemId === null
    ? visit.date === slot.date && visit.shift === slot.shift
    : visit.agendaItemId === slot.itemId);

/** Whether a slot lies before a visit: on an earlier day, or in the morning of the same one. */
export const isEarlier = (slot: VisitSlot, visit: Visit): boolean =>
  slot.date < visit.date || (slot.date === visit.date && slot.shift === 'MORNING' && visit.shift === 'AFTERNOON');

/** Why a visit cannot get another date. */
export type RescheduleRefusal = 'ENDED' | 'STARTED' | 'CUTOFF' | 'LIMIT';

/** @param reschedules how often the customer moved it already */
export function rescheduleRefusal(
  order: ServiceOrder,
  reschedules: number,
  config: ServiceOrdersConfig,
  now: number,
): RescheduleRefusal | undefined {
  if (!isOpen(order)) return 'ENDED';
  if (order.status === 'ST_OS_EM_EXECUCAO') return 'STARTED';
  if (!dateAbleToReschedule(order, config, now)) return 'CUTOFF';
  return reschedules >= config.maxReschedules ? 'LIMIT' : undefined;
}
