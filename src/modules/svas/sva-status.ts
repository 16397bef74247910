import type { SvaActivationState } from './sva-activation.entity.js';

export const svaStatuses = ['ACTIVE', 'AVAILABLE', 'PENDING_ACTIVATION'] as const;
export type SvaStatus = (typeof svaStatuses)[number];

export interface SvaSituation {
  /** Its provider says that the customer has it. */
  readonly served: boolean;
  /** A link to activate it was used. */
  readonly linkUsed: boolean;
  /** The activation that stands, when there is one. */
  readonly activation: Exclude<SvaActivationState, 'failed'> | undefined;
}

/** How a service stands with a customer: what was asked for but not taken into use yet is pending. */
export function svaStatus({ served, linkUsed, activation }: SvaSituation): SvaStatus {
  if (served || (linkUsed && activation !== 'sending')) return 'ACTIVE';
  return activation === undefined ? 'AVAILABLE' : 'PENDING_ACTIVATION';
}
