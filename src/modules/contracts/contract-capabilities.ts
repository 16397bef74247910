import type { ContractCapability } from './contracts.dto.js';
import type { Contract, ContractStatus } from './contracts.port.js';

/** Statuses in which the line works. */
const IN_SERVICE: ReadonlySet<ContractStatus> = new Set(['HABILITADO', 'HABILITADO_EM_CONFIANCA']);
const SUSPENDED: ReadonlySet<ContractStatus> = new Set(['SUSPENSO', 'SUSPENSO_PARCIALMENTE']);

/** What a customer may do with a contract, by its status and technology. An unknown status offers paying only. */
export function capabilitiesOf({ status, service, technology }: Contract): ContractCapability[] {
  if (status === 'CANCELADO') return ['PAY_BILLS'];
  const capabilities: ContractCapability[] = ['PAY_BILLS'];
  if (SUSPENDED.has(status)) capabilities.push('REQUEST_TRUST_UNLOCK');
  if (!IN_SERVICE.has(status)) return capabilities;
  capabilities.push('REQUEST_REPAIR');
  if (service === 'INTERNET' && technology === 'FIBRA') capabilities.push('MANAGE_WIFI');
  if (status === 'HABILITADO') capabilities.push('CHANGE_DUE_DATE', 'CHANGE_ADDRESS', 'CHANGE_PLAN');
  return capabilities;
}
