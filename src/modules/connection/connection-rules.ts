import type { ContractStatus } from '../contracts/contracts.port.js';
import type { OutageNotice } from '../massive-warnings/outage-notices.service.js';
import type { LastConnection } from './last-connections.port.js';

export type ConnectionStatus = 'ONLINE' | 'OFFLINE' | 'BLOCKED' | 'OUTAGE' | 'UNKNOWN';

export type ConnectionReason =
  | 'OVERDUE_BILLS'
  | 'IN_NEGOTIATION'
  | 'SUSPENDED_ON_REQUEST'
  | 'NOT_INSTALLED_YET'
  | 'WAITING_FOR_PAYMENT'
  | 'CANCELLED'
  | 'OUTAGE_IN_AREA'
  | 'SESSION_ENDED'
  | 'NO_RECENT_SIGNAL'
  | 'NEVER_CONNECTED';

export type ConnectionAction =
  'PAY_BILLS' | 'REQUEST_TRUST_UNLOCK' | 'NEGOTIATE' | 'RESTART_EQUIPMENT' | 'REQUEST_REPAIR' | 'WAIT';

export interface ConnectionState {
  readonly status: ConnectionStatus;
  readonly since: Date | null;
  readonly reasons: readonly ConnectionReason[];
  readonly actions: readonly ConnectionAction[];
}

type Blocking = readonly [reason: ConnectionReason, ...actions: ConnectionAction[]];

/** Contracts that the provider keeps offline, and what their customer can do about it. */
const BLOCKED: Partial<Readonly<Record<ContractStatus, Blocking>>> = {
  SUSPENSO: ['OVERDUE_BILLS', 'PAY_BILLS', 'REQUEST_TRUST_UNLOCK'],
  SUSPENSO_PARCIALMENTE: ['OVERDUE_BILLS', 'PAY_BILLS', 'REQUEST_TRUST_UNLOCK'],
  EM_NEGOCIACAO: ['IN_NEGOTIATION', 'NEGOTIATE', 'PAY_BILLS'],
  INATIVO_TEMPORARIAMENTE: ['SUSPENDED_ON_REQUEST', 'WAIT'],
  AGUARDANDO_INSTALACAO: ['NOT_INSTALLED_YET', 'WAIT'],
  AGUARDANDO_AMPLIACAO: ['NOT_INSTALLED_YET', 'WAIT'],
  AGUARDANDO_PAGAMENTO: ['WAITING_FOR_PAYMENT', 'PAY_BILLS'],
  CANCELADO: ['CANCELLED'],
};

/** Whether a contract's status alone keeps it offline. */
export const isBlocked = (status: ContractStatus): boolean => BLOCKED[status] !== undefined;

/**
 * How a contract's connection is: kept offline by its status, else online by what the network heard last, else down
 * with its area, else offline.
 */
export function connectionState(
  contract: ContractStatus,
  last: LastConnection | undefined,
  outage: OutageNotice | undefined,
  { interimSeconds, now }: { readonly interimSeconds: number; readonly now: number },
): ConnectionState {
  const blocking = BLOCKED[contract];
  if (blocking !== undefined) {
    const [reason, ...actions] = blocking;
    return { status: 'BLOCKED', since: null, reasons: [reason], actions };
  }
  const heardAt = last?.updatedAt ?? last?.startedAt;
  const recent = heardAt !== undefined && now - heardAt.getTime() < 2 * interimSeconds * 1_000;
  if (last?.stoppedAt === null && recent) {
    return { status: 'ONLINE', since: last.startedAt, reasons: [], actions: [] };
  }
  if (outage !== undefined) {
    return { status: 'OUTAGE', since: outage.startedAt, reasons: ['OUTAGE_IN_AREA'], actions: ['WAIT'] };
  }
  const actions: ConnectionAction[] = ['RESTART_EQUIPMENT', 'REQUEST_REPAIR'];
  if (last === undefined) return { status: 'UNKNOWN', since: null, reasons: ['NEVER_CONNECTED'], actions };
  return last.stoppedAt === null
    ? { status: 'OFFLINE', since: heardAt ?? null, reasons: ['NO_RECENT_SIGNAL'], actions }
    : { status: 'OFFLINE', since: last.stoppedAt, reasons: ['SESSION_ENDED'], actions };
}
