import type { PlainDate } from '../../common/brazil/dates.js';
import type { Answered } from '../../common/http/answered.js';

/** Statuses a contract can have at the provider; one it may add later reads as `UNKNOWN`. */
export const contractStatuses = [
  'AGUARDANDO_INSTALACAO',
  'HABILITADO',
  'INATIVO_TEMPORARIAMENTE',
  'SUSPENSO_PARCIALMENTE',
  'SUSPENSO',
  'HABILITADO_EM_CONFIANCA',
  'EM_NEGOCIACAO',
  'CANCELADO',
  'AGUARDANDO_PAGAMENTO',
  'AGUARDANDO_AMPLIACAO',
  'UNKNOWN',
] as const;

export type ContractStatus = (typeof contractStatuses)[number];

export interface Contract {
  readonly id: string;
  /** The plan's label, as sold. */
  readonly plan: string | null;
  readonly status: ContractStatus;
  /** RESIDENCIAL and the like. */
  readonly kind: string | null;
  /** INTERNET, TELEFONIA, TV… */
  readonly service: string | null;
  /** FIBRA, RADIO… */
  readonly technology: string | null;
  /** Centavos a month. */
  readonly priceCents: number | null;
}

export interface InstallationAddress {
  readonly street: string | null;
  readonly number: string | null;
  readonly complement: string | null;
  readonly district: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
}

export interface ContractDetails extends Contract {
  readonly address: InstallationAddress | null;
  /** Day of the month bills fall due. */
  readonly dueDay: number | null;
  readonly activatedOn: PlainDate | null;
  /** Last day of the loyalty term (fidelização). */
  readonly loyaltyEndsOn: PlainDate | null;
}

/** Whose contracts: the account here, and the customer's id at the provider. */
export interface ContractHolder {
  readonly id: string;
  readonly erpCustomerId: string;
}

/** What this domain needs of the provider. */
export abstract class ContractsPort {
  /** Every contract of the customer, cancelled ones too. */
  abstract list(holder: ContractHolder): Promise<Answered<Contract[]>>;
  /** One contract that is known to be the customer's. */
  abstract read(holder: ContractHolder, contractId: string): Promise<Answered<ContractDetails>>;
}
