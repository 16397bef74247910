import { IsNumberString, Length } from 'class-validator';

export class AnomalyCheckQueryDto {
  /** @example 899059 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId!: string;
}

/** In the order of their weight: the first one found is the one that is told. */
export const anomalyKinds = [
  'MASSIVE_OUTAGE',
  'PLANNED_MAINTENANCE',
  'FINANCIAL_BLOCK',
  'OPEN_ORDER',
  'EQUIPMENT_OFFLINE',
] as const;
export type AnomalyKind = (typeof anomalyKinds)[number];

export const suggestedActions = ['WAIT', 'PAY_OR_UNLOCK', 'FOLLOW_ORDER', 'RESTART_EQUIPMENT', 'OPEN_ORDER'] as const;
export type SuggestedAction = (typeof suggestedActions)[number];

export class AnomalyCheckItemDto {
  /** @example OPEN_ORDER */
  kind!: AnomalyKind;

  /** `unknown` when the system that would tell does not answer */
  status!: 'found' | 'none' | 'unknown';
}

export class AnomalyCheckDto {
  has_anomaly!: boolean;

  /** @example NONE */
  kind!: AnomalyKind | 'NONE';

  /** For the customer to read */
  message!: string;

  /** @example 2026-11-21T18:00:00-03:00 */
  expected_resolution_at!: string | null;

  /** Whether a repair can be opened without `force` */
  can_open_order!: boolean;

  /** @example OPEN_ORDER */
  suggested_action!: SuggestedAction;

  checks!: AnomalyCheckItemDto[];
}
