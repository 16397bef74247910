import type { Contract, ContractStatus } from './contracts.port.js';

/** What a customer may be able to do with a contract. */
export const contractCapabilities = [
  'PAY_BILLS',
  'REQUEST_REPAIR',
  'REQUEST_TRUST_UNLOCK',
  'MANAGE_WIFI',
  'CHANGE_DUE_DATE',
  'CHANGE_ADDRESS',
  'CHANGE_PLAN',
] as const;
export type ContractCapability = (typeof contractCapabilities)[number];

/** Statuses in which the line works. */
const IN_SERVICE: ReadonlySet<ContractStatus> = new Set(['HABILITADO', 'HABILITADO_EM_CONFIANCA']);
const SUSPENDED: ReadonlySet<ContractStatus> = new Set(['SUSPENSO', 'SUSPENSO_PARCIALMENTE']);

/** What a customer may do with a contract, by its status and technology. An unknown status offers paying only. */
export function capabilitiesOf({
  status,
  service,
  technology,
}: Pick<Contract, 'status' | 'service' | 'technology'>): ContractCapability[] {
  if (status === 'CANCELADO') return ['PAY_BILLS'];
  const capabilities: ContractCapability[] = ['PAY_BILLS'];
  if (SUSPENDED.has(status)) capabilities.push('REQUEST_TRUST_UNLOCK');
  if (!IN_SERVICE.has(status)) return capabilities;
  capabilities.push('REQUEST_REPAIR');
  if (service === 'INTERNET' && technology === 'FIBRA') capabilities.push('MANAGE_WIFI');
  if (status === 'HABILITADO') capabilities.push('CHANGE_DUE_DATE', 'CHANGE_ADDRESS', 'CHANGE_PLAN');
  return capabilities;
}
