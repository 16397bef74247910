import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import type { MassiveWarningEntity } from './massive-warning.entity.js';
import type { AdminMassiveWarningDto, MassiveWarningDto } from './massive-warnings.dto.js';
import type { WarningInForce } from './massive-warnings.service.js';

export const toMassiveWarningDto = (warning: WarningInForce): MassiveWarningDto => ({
  ...textsOf(warning),
  affected: {
    whole_network: warning.wholeNetwork,
    cities: [...warning.cities],
    districts: warning.districts.map(({ city, district }) => ({ city, district })),
    contracts: [...warning.contracts],
  },
});

export const toAdminMassiveWarningDto = (row: MassiveWarningEntity): AdminMassiveWarningDto => ({
  ...textsOf(row),
  resolved_at: instant(row.resolvedAt),
  closed_at: instant(row.closedAt),
  closed_by: row.closedBy,
  affected: {
    whole_network: row.affected.whole_network,
    cities: [...row.affected.cities],
    districts: row.affected.districts.map(({ city, district }) => ({ city, district })),
    contracts: [...row.affected.contracts],
    olt: row.affected.olt,
  },
  notify: row.notify,
  episode: row.episode,
  created_at: toSaoPauloInstant(row.createdAt),
  updated_at: toSaoPauloInstant(row.updatedAt),
});

/** Without the ids of contracts: an entry of the log lives on when their customers ask to be forgotten. */
export function auditedWarning(row: MassiveWarningEntity): object {
  const { affected, ...warning } = toAdminMassiveWarningDto(row);
  const { contracts, ...area } = affected;
  return { ...warning, affected: { ...area, contracts_count: contracts.length } };
}

const textsOf = (warning: WarningInForce | MassiveWarningEntity): Omit<MassiveWarningDto, 'affected'> => ({
  id: warning.id,
  kind: warning.kind,
  severity: warning.severity,
  title: warning.title,
  message: warning.message,
  state: warning.state,
  started_at: toSaoPauloInstant(warning.startedAt),
  expected_end_at: instant(warning.expectedEndAt),
});

const instant = (at: Date | null): string | null => (at === null ? null : toSaoPauloInstant(at));
