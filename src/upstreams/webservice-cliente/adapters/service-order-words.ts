import type {
  FreeSlot,
  ServiceOrder,
  ServiceOrderStatus,
  ServiceOrderType,
  Shift,
} from '../../../modules/service-orders/service-orders.port.js';
import type { AnswerOf } from '../../core/operation.js';
import type { erpServiceKinds } from '../operations/service-order-row.js';
import type { listServiceOrders } from '../operations/service-orders.js';
import type { listAgendaSlots } from '../operations/technical-agenda.js';

type ErpOrder = AnswerOf<typeof listServiceOrders>[number];

const TYPES: Readonly<Record<ErpOrder['kind'], ServiceOrderType | null>> = {
  INSTALACAO: 'INSTALLATION',
  SUPORTE: 'REPAIR',
  RETIRADA: 'PICKUP',
  MIGRACAO: 'MIGRATION',
  ALTERACAO_ENDERECO: 'ADDRESS_CHANGE',
  INTERNO: 'INTERNAL',
  SOLICITACAO_SERVICO: 'SERVICE_REQUEST',
  UPGRADE_DOWNGRADE: 'PLAN_CHANGE',
  UNKNOWN: null,
};

const STATUSES: Readonly<Record<ErpOrder['status'], ServiceOrderStatus>> = {
  PENDENTE: 'ST_OS_CRIADA',
  AGUARDANDO_ANALISE: 'ST_OS_CRIADA',
  CONTATO_CLIENTE: 'ST_OS_CRIADA',
  VISITA_AGENDADA: 'ST_OS_AGENDADA',
  SOLUCIONADO: 'ST_OS_CONCLUIDA',
  POS_ATENDIMENTO: 'ST_OS_CONCLUIDA',
  SEM_SOLUCAO: 'ST_OS_SEM_SOLUCAO',
  FECHADO: 'ST_OS_CANCELADA',
  // A word of tomorrow: the order exists, and nothing more is claimed of it.
  UNKNOWN: 'ST_OS_CRIADA',
};

const SHIFTS = { MANHA: 'MORNING', TARDE: 'AFTERNOON', UNKNOWN: null } as const;

const KINDS: Readonly<Record<ServiceOrderType, (typeof erpServiceKinds)[number]>> = {
  INSTALLATION: 'INSTALACAO',
  REPAIR: 'SUPORTE',
  PICKUP: 'RETIRADA',
  MIGRATION: 'MIGRACAO',
  ADDRESS_CHANGE: 'ALTERACAO_ENDERECO',
  INTERNAL: 'INTERNO',
  SERVICE_REQUEST: 'SOLICITACAO_SERVICO',
  PLAN_CHANGE: 'UPGRADE_DOWNGRADE',
};

/** Our kind of order as the ERP writes it. */
export const erpKindOf = (type: ServiceOrderType): (typeof erpServiceKinds)[number] => KINDS[type];

const ERP_SHIFTS = { MORNING: 'MANHA', AFTERNOON: 'TARDE' } as const;

export const erpShiftOf = (shift: Shift): 'MANHA' | 'TARDE' => ERP_SHIFTS[shift];

/** Slots of the agenda; one whose shift has no word here cannot be chosen. */
export const slotsOf = (rows: AnswerOf<typeof listAgendaSlots>): FreeSlot[] =>
  rows.flatMap(({ id, date, shift, technicians, booked }) => {
    const known = SHIFTS[shift];
    const places = technicians === null || booked === null ? null : technicians - booked;
    return known === null ? [] : [{ itemId: id, date, shift: known, places }];
  });

/** A row of attendances as an order. */
export function orderOf(row: ErpOrder): ServiceOrder {
  return {
    id: row.id,
    protocol: row.protocol,
    type: TYPES[row.kind],
    status: STATUSES[row.status],
    description: row.description,
    openedAt: row.openedAt,
    contractId: row.contractId,
    visit: row.visitOn === null ? null : { date: row.visitOn, shift: SHIFTS[row.shift], agendaItemId: row.visitItemId },
    conclusionReason: row.conclusionReason,
  };
}
