import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsOrder, type FindOptionsWhere, type QueryDeepPartialEntity, Raw } from 'typeorm';
import { type InvalidField, Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { AuditedRecords, type RecordBook } from '../admin/audited-records.service.js';
import { type AffectedArea, affectedKeys, cityKey, districtPrefix, WHOLE_NETWORK } from './affected-area.js';
import { auditedWarning, toAdminMassiveWarningDto } from './massive-warning-answers.js';
import { MassiveWarningEntity } from './massive-warning.entity.js';
import { MassiveWarningNotices } from './massive-warning-notices.service.js';
import type {
  AdminMassiveWarningDto,
  AdminMassiveWarningListDto,
  ListAdminMassiveWarningsQuery,
  WriteMassiveWarningDto,
} from './massive-warnings.dto.js';
import { mayBecome, type WarningState } from './warning-states.js';

const NAME = 'massive-warning';
/** Clocks of operators may be ahead of ours. */
const CLOCK_SLACK_MS = 300_000;

const ORDERS: Readonly<
  Record<NonNullable<ListAdminMassiveWarningsQuery['sort']>, FindOptionsOrder<MassiveWarningEntity>>
> = {
  '-startedAt': { startedAt: 'DESC', id: 'ASC' },
  startedAt: { startedAt: 'ASC', id: 'ASC' },
  '-updatedAt': { updatedAt: 'DESC', id: 'ASC' },
};

/** What administrators do with warnings. */
@Injectable()
export class MassiveWarningAuthoring {
  private readonly book: RecordBook<MassiveWarningEntity, WriteMassiveWarningDto, AdminMassiveWarningDto>;

  constructor(
    records: AuditedRecords,
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly notices: MassiveWarningNotices,
  ) {
    this.book = records.of({
      name: NAME,
      entity: MassiveWarningEntity,
      columnsOf,
      toDto: toAdminMassiveWarningDto,
      toAudit: auditedWarning,
      beforeChange: async (_, { state }, change) => {
        // What is closed is history.
        if (change === 'replaced' && state === 'closed') throw refused(state);
      },
      afterWrite: (manager, row) => this.notices.plan(manager, row),
    });
  }

  list(query: ListAdminMassiveWarningsQuery): Promise<AdminMassiveWarningListDto> {
    const { state, kind, city } = query;
    const where: FindOptionsWhere<MassiveWarningEntity> = {
      ...(state !== undefined && { state }),
      ...(kind !== undefined && { kind }),
      ...(city !== undefined && { affectedKeys: touching(city) }),
    };
    return this.book.list({ query, where, order: ORDERS[query.sort ?? '-startedAt'] });
  }

  /** @throws Problem NOT_FOUND */
  get(id: string): Promise<AdminMassiveWarningDto> {
    return this.book.get(id);
  }

  /** @throws Problem VALIDATION_ERROR */
  create(adminId: string, wanted: WriteMassiveWarningDto): Promise<AdminMassiveWarningDto> {
    return this.book.create(adminId, wanted);
  }

  /** @throws Problem VALIDATION_ERROR, NOT_FOUND, or WARNING_STATE_REFUSED for one that is closed. */
  replace(adminId: string, id: string, wanted: WriteMassiveWarningDto): Promise<AdminMassiveWarningDto> {
    return this.book.replace(adminId, id, wanted);
  }

  /** @throws Problem NOT_FOUND */
  remove(adminId: string, id: string): Promise<void> {
    return this.book.remove(adminId, id);
  }

  /**
   * Moves a warning to another state; to the one it is in already changes nothing.
   *
   * @throws Problem NOT_FOUND, or WARNING_STATE_REFUSED where no state leads there.
   */
  move(adminId: string, id: string, to: WarningState): Promise<AdminMassiveWarningDto> {
    return this.dataSource.transaction(async (manager) => {
      const row = await manager.findOne(MassiveWarningEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (row === null) throw new Problem(problems.notFound);
      if (row.state === to) return toAdminMassiveWarningDto(row);
      if (!mayBecome(row.state, to)) throw refused(row.state);
      const before = auditedWarning(row);
      await manager.save(Object.assign(row, columnsOfMove(row, to)));
      await this.notices.plan(manager, row);
      const after = auditedWarning(row);
      await this.audit.append(
        { adminId, action: `${NAME}.moved`, subjectKind: NAME, subjectId: id, before, after },
        manager,
      );
      return toAdminMassiveWarningDto(row);
    });
  }
}

const refused = (state: WarningState): Problem => new Problem(problems.warningStateRefused, { extensions: { state } });

function columnsOfMove({ state, episode }: MassiveWarningEntity, to: WarningState): Partial<MassiveWarningEntity> {
  const now = new Date();
  return {
    state: to,
    updatedAt: now,
    ...(to === 'resolved' && { resolvedAt: now }),
    ...(to === 'closed' && { closedAt: now, closedBy: 'ADMIN' as const }),
    ...(state === 'resolved' && to === 'inProgress' && { resolvedAt: null, episode: episode + 1 }),
  };
}

/** Also a district of the city, and the whole network. */
const touching = (city: string) =>
  Raw<string[]>(
    (column) =>
      `(${column} && ARRAY[:network, :city]::text[]
        OR EXISTS (SELECT FROM unnest(${column}) AS key WHERE starts_with(key, :prefix)))`,
    { network: WHOLE_NETWORK, city: cityKey(city), prefix: districtPrefix(city) },
  );

function columnsOf(wanted: WriteMassiveWarningDto): QueryDeepPartialEntity<MassiveWarningEntity> {
  const faults = faultsOf(wanted);
  if (faults.length > 0) throw new Problem(problems.validation, { invalidFields: faults });
  const affected = areaOf(wanted.affected);
  return {
    kind: wanted.kind,
    severity: wanted.severity,
    title: wanted.title,
    message: wanted.message,
    startedAt: new Date(wanted.started_at),
    expectedEndAt: wanted.expected_end_at == null ? null : new Date(wanted.expected_end_at),
    affected,
    affectedKeys: affectedKeys(affected),
    notify: wanted.notify,
    updatedAt: new Date(),
  };
}

const areaOf = (wanted: WriteMassiveWarningDto['affected']): AffectedArea => ({
  whole_network: wanted.whole_network ?? false,
  cities: (wanted.cities ?? []).map((city) => city.trim()),
  districts: (wanted.districts ?? []).map(({ city, district }) => ({ city: city.trim(), district: district.trim() })),
  contracts: wanted.contracts ?? [],
  olt: wanted.olt ?? null,
});

/** What the fields do not show one by one. */
function faultsOf({ kind, started_at, expected_end_at, affected }: WriteMassiveWarningDto): InvalidField[] {
  const faults: InvalidField[] = [];
  const begins = Date.parse(started_at);
  const hasBegun = kind === 'OUTAGE' || kind === 'DEGRADATION';
  if (hasBegun && begins > Date.now() + CLOCK_SLACK_MS) {
    faults.push({ field: 'started_at', message: `started_at must not lie ahead for ${kind}` });
  }
  if (expected_end_at == null) {
    if (!hasBegun) faults.push({ field: 'expected_end_at', message: `expected_end_at is required for ${kind}` });
  } else if (Date.parse(expected_end_at) <= begins) {
    faults.push({ field: 'expected_end_at', message: 'expected_end_at must be after started_at' });
  }
  const { whole_network, cities = [], districts = [], contracts = [] } = affected;
  const listed = cities.length + districts.length + contracts.length;
  if (whole_network === true && listed > 0) {
    faults.push({ field: 'affected', message: 'affected.whole_network comes with no list' });
  }
  if (whole_network !== true && listed === 0) {
    faults.push({ field: 'affected', message: 'affected must name the whole network, cities, districts or contracts' });
  }
  return faults;
}
