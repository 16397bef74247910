import type { CustomerCredential } from '../../common/auth/upstream-credentials.js';
import type { PlainDate } from '../../common/brazil/dates.js';
import type { Document } from '../../common/brazil/document.js';
import type { Answered } from '../../common/http/answered.js';

export const serviceOrderTypes = [
  'INSTALLATION',
  'REPAIR',
  'PICKUP',
  'MIGRATION',
  'ADDRESS_CHANGE',
  'INTERNAL',
  'SERVICE_REQUEST',
  'PLAN_CHANGE',
] as const;
export type ServiceOrderType = (typeof serviceOrderTypes)[number];

/** The one vocabulary of states, whatever system keeps the order. */
export const serviceOrderStatuses = [
  'ST_OS_CRIADA',
  'ST_OS_AGENDADA',
  'ST_OS_CONFIRMADA',
  'ST_OS_EM_EXECUCAO',
  'ST_OS_IMPEDIDA',
  'ST_OS_CONCLUIDA',
  'ST_OS_SEM_SOLUCAO',
  'ST_OS_CANCELADA',
] as const;
export type ServiceOrderStatus = (typeof serviceOrderStatuses)[number];

export type Shift = 'MORNING' | 'AFTERNOON';

export interface Visit {
  readonly date: PlainDate;
  readonly shift: Shift | null;
  /** Id of the agenda item that was booked. */
  readonly agendaItemId: string | null;
}

export interface Technician {
  readonly name: string;
  readonly photoUrl: string | null;
}

export interface ServiceOrder {
  readonly id: string;
  readonly protocol: string | null;
  /** Null for a kind this API has no word for. */
  readonly type: ServiceOrderType | null;
  readonly status: ServiceOrderStatus;
  readonly description: string | null;
  readonly openedAt: Date | null;
  readonly contractId: string | null;
  readonly visit: Visit | null;
  readonly conclusionReason: string | null;
}

export interface ServiceAddress {
  readonly street: string;
  readonly neighborhood: string;
  readonly number: string;
  /** As the provider keeps it, dirt included. */
  readonly cep: string;
  readonly city: string;
  readonly uf: string;
  readonly complement: string;
}

/** What only the status of one order needs. */
export interface ServiceOrderFacts {
  readonly address: ServiceAddress;
  /** FTTH, RADIO…; empty when the provider does not say. */
  readonly transmissionType: string;
  readonly technician: Technician | null;
  readonly trackingUrl: string | null;
}

export interface ServiceOrderHolder {
  readonly id: string;
  readonly erpCustomerId: string;
  readonly document: Document;
}

/** A shift of a day at which a technician can come. */
export interface VisitSlot {
  /** Id of the agenda item that is booked. */
  readonly itemId: string;
  readonly date: PlainDate;
  readonly shift: Shift;
}

export interface FreeSlot extends VisitSlot {
  /** Visits that still fit; null when the provider does not say. */
  readonly places: number | null;
}

export interface SlotSearch {
  readonly from: PlainDate;
  /** How many days are looked at, `from` included. */
  readonly days: number;
  readonly shift: Shift;
}

export interface ServiceOrderOpening {
  readonly contractId: string;
  readonly type: ServiceOrderType;
  readonly description: string;
  readonly customerName: string;
  /** Digits that no other opening has, for systems in which we name the order. */
  readonly reference: string;
  readonly visit: VisitSlot | null;
  /** The customer's own credential, asked for only where the provider takes no other. */
  readonly credential: () => Promise<CustomerCredential>;
}

/** By what an opened order is recognised when the answer to its opening was lost. */
export interface OpeningTrace {
  readonly contractId: string;
  readonly type: ServiceOrderType;
  readonly reference: string;
  /** Orders of the customer that were there before. */
  readonly knownIds: readonly string[];
  /** When the opening was answered and only the order's id is missing. */
  readonly protocol: string | null;
}

export interface OpenedServiceOrder {
  /** Null while only the protocol is known. */
  readonly id: string | null;
  readonly protocol: string | null;
  /** Whether the opening booked its visit too; otherwise it is to be booked. */
  readonly visitBooked: boolean;
}

/** What became of an act: `uncertain` when its answer was lost, so that only reading tells. */
export type Certainty = 'done' | 'uncertain';

/** Marks from 0 to 10 with at most two places. */
export interface VisitRating {
  readonly technician: number;
  readonly resolution: number;
}

/**
 * What this domain needs of whoever keeps the orders. An act that throws was not carried out; one whose answer was
 * lost says `uncertain`.
 */
export abstract class ServiceOrdersPort {
  /** Whether `log` writes anywhere. */
  abstract readonly keepsLog: boolean;
  /** Every order of the customer, of one contract when given. */
  abstract list(holder: ServiceOrderHolder, contractId?: string): Promise<Answered<ServiceOrder[]>>;
  /** As `list`, asked anew: for deciding what to do, never from what was kept. */
  abstract current(holder: ServiceOrderHolder): Promise<ServiceOrder[]>;
  /** Address, technology and technician of one order that is known to be the customer's. */
  abstract facts(holder: ServiceOrderHolder, order: ServiceOrder): Promise<ServiceOrderFacts>;

  abstract open(holder: ServiceOrderHolder, opening: ServiceOrderOpening): Promise<OpenedServiceOrder | 'uncertain'>;
  /** The order that an opening made; undefined when there is none (yet). */
  abstract findOpened(holder: ServiceOrderHolder, trace: OpeningTrace): Promise<OpenedServiceOrder | undefined>;
  /** Slots to which the visit of an order can be moved. */
  abstract slotsOf(holder: ServiceOrderHolder, order: ServiceOrder, search: SlotSearch): Promise<FreeSlot[]>;
  /** Gives the order's visit the slot: `gone` when it has no room any more. */
  abstract book(holder: ServiceOrderHolder, orderId: string, slot: VisitSlot): Promise<Certainty | 'gone'>;
  abstract cancelVisit(holder: ServiceOrderHolder, order: ServiceOrder): Promise<Certainty>;
  /** Closes the attendance behind the order; `refused` also when it is closed already. */
  abstract close(holder: ServiceOrderHolder, order: ServiceOrder): Promise<Certainty | 'refused'>;
  /** Leaves a line in the provider's log of the order. */
  abstract log(holder: ServiceOrderHolder, orderId: string, text: string): Promise<void>;
  /** What the customer said of the visit; undefined when nothing yet. */
  abstract ratingOf(holder: ServiceOrderHolder, orderId: string): Promise<VisitRating | undefined>;
  abstract rate(holder: ServiceOrderHolder, orderId: string, rating: VisitRating): Promise<void>;
}
