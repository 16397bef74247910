import type { ContractStatus } from '../contracts/contracts.port.js';
import type { SupportSituation } from './support-topic.entity.js';

const SITUATIONS: Readonly<Record<ContractStatus, SupportSituation>> = {
  AGUARDANDO_INSTALACAO: 'AWAITING_INSTALLATION',
  AGUARDANDO_PAGAMENTO: 'AWAITING_INSTALLATION',
  AGUARDANDO_AMPLIACAO: 'AWAITING_INSTALLATION',
  HABILITADO: 'ACTIVE',
  HABILITADO_EM_CONFIANCA: 'TRUST',
  EM_NEGOCIACAO: 'SUSPENDED',
  SUSPENSO: 'SUSPENDED',
  SUSPENSO_PARCIALMENTE: 'SUSPENDED',
  INATIVO_TEMPORARIAMENTE: 'PAUSED',
  CANCELADO: 'CANCELLED',
  UNKNOWN: 'UNKNOWN',
};

/** The one that needs help most goes first. */
const BY_NEED: readonly SupportSituation[] = [
  'SUSPENDED',
  'TRUST',
  'AWAITING_INSTALLATION',
  'ACTIVE',
  'PAUSED',
  'UNKNOWN',
  'CANCELLED',
];

/** How a customer with contracts in these states stands; `VISITOR` without any. */
export function situationOf(statuses: readonly ContractStatus[]): SupportSituation {
  const found = new Set(statuses.map((status) => SITUATIONS[status]));
  return BY_NEED.find((situation) => found.has(situation)) ?? 'VISITOR';
}
