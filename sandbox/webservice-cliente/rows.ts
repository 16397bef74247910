import type { PlainDate } from '../../src/common/brazil/dates.js';

/** As answers print them, with spaces. */
export type ContractStatus =
  | 'AGUARDANDO INSTALACAO'
  | 'HABILITADO'
  | 'INATIVO TEMPORARIAMENTE'
  | 'SUSPENSO PARCIALMENTE'
  | 'SUSPENSO'
  | 'HABILITADO EM CONFIANCA'
  | 'EM NEGOCIACAO'
  | 'CANCELADO'
  | 'AGUARDANDO PAGAMENTO'
  | 'AGUARDANDO AMPLIACAO';

/** As answers print them, with spaces. */
export type ServiceOrderStatus =
  | 'PENDENTE'
  | 'VISITA AGENDADA'
  | 'AGUARDANDO ANALISE'
  | 'SOLUCIONADO'
  | 'SEM SOLUCAO'
  | 'POS ATENDIMENTO'
  | 'CONTATO CLIENTE'
  // Documented in no list; what closing by protocol leads to.
  | 'FECHADO';

export type ServiceKind =
  | 'INSTALACAO'
  | 'SUPORTE'
  | 'RETIRADA'
  | 'MIGRACAO'
  | 'ALTERACAO_ENDERECO'
  | 'INTERNO'
  | 'SOLICITACAO_SERVICO'
  | 'UPGRADE_DOWNGRADE';

export interface Address {
  readonly street: string;
  readonly number: number;
  readonly complement: string;
  readonly district: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
}

export interface Customer {
  readonly id: number;
  /** CPF or CNPJ, digits only. */
  readonly document: string;
  password: string;
  readonly name: string;
  readonly shortName: string;
  readonly mobile: string;
  readonly landline: string;
  readonly email: string;
  readonly bornOn: PlainDate;
}

export interface Contract {
  readonly id: number;
  readonly customerId: number;
  readonly plan: string;
  /** Reais a month. */
  readonly price: number;
  status: ContractStatus;
  readonly kind: string;
  readonly service: string;
  readonly technology: string;
  dueDateId: number;
  readonly activatedOn: PlainDate;
  readonly loyaltyEndsOn: PlainDate | null;
  readonly address: Address;
}

export interface Bill {
  readonly id: number;
  readonly customerId: number;
  readonly contractIds: readonly number[];
  /** Reais. */
  readonly amount: number;
  readonly dueDate: PlainDate;
  paidOn: PlainDate | null;
}

export interface ServiceOrder {
  readonly id: number;
  readonly contractId: number;
  readonly protocol: string;
  status: ServiceOrderStatus;
  readonly serviceKind: ServiceKind;
  readonly typeId: number;
  readonly typeDescription: string;
  readonly description: string;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  visitOn: PlainDate | null;
  visitGenerated: boolean;
  shift: 'MANHA' | 'TARDE' | null;
  visitItemId: number | null;
  technicianId: number | null;
  readonly address: Address;
}

export interface DueDate {
  readonly id: number;
  readonly day: number;
  readonly prepaid: boolean;
}
