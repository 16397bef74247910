import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, Like } from 'typeorm';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { pageBounds, pageMembers } from '../../common/http/page.dto.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { ParameterEntity, type ParameterKind } from './parameter.entity.js';
import { faultOfParameterValue } from './parameter-value.js';
import type {
  CreateParameterDto,
  ListParametersQuery,
  ParameterDto,
  ParameterListDto,
  PublicParameterDto,
  ReplaceParameterDto,
} from './parameters.dto.js';

/** Parameters with a shape of their own, which have routes of their own to be set by. */
export const FORCE_PASSWORD_UPDATE = 'force-password-update';
export const FEEDBACK_PROMPT = 'feedback-prompt';
const SET_ELSEWHERE: ReadonlySet<string> = new Set([FORCE_PASSWORD_UPDATE, FEEDBACK_PROMPT]);

/** A parameter as it is to stand. */
export interface ParameterSetting {
  readonly key: string;
  readonly kind: ParameterKind;
  readonly value: unknown;
  readonly public: boolean;
  readonly description: string;
}

const INSERT = `INSERT INTO parameter (key, kind, value, public, description, updated_by)
  VALUES ($1, $2, $3::jsonb, $4, $5, $6)`;
const rowOf = (adminId: string, setting: ParameterSetting): unknown[] => [
  setting.key,
  setting.kind,
  JSON.stringify(setting.value),
  setting.public,
  setting.description,
  adminId,
];

/** Typed settings that operators change without a release. */
@Injectable()
export class Parameters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** What apps may read, by key; a key that is unknown or not public is left out. */
  async readPublic(keys: readonly string[] | undefined): Promise<PublicParameterDto[]> {
    const rows = await this.dataSource.getRepository(ParameterEntity).find({
      where: { public: true, ...(keys === undefined ? {} : { key: In([...keys]) }) },
      order: { key: 'ASC' },
    });
    return rows.map(({ key, kind, value }) => ({ key, kind, value }));
  }

  /** The value as it is stored, to be parsed; undefined for a parameter that nobody set. */
  async valueOf(key: string, manager: EntityManager = this.dataSource.manager): Promise<unknown> {
    return (await manager.findOneBy(ParameterEntity, { key }))?.value;
  }

  /** In the order asked for, by key unless it says otherwise. */
  async list(query: ListParametersQuery): Promise<ParameterListDto> {
    const bounds = pageBounds(query);
    const [rows, total] = await this.dataSource.getRepository(ParameterEntity).findAndCount({
      where: {
        // The pattern of a prefix lets none of LIKE's own characters through.
        ...(query.prefix === undefined ? {} : { key: Like(`${query.prefix}%`) }),
        ...(query.public === undefined ? {} : { public: query.public === 'true' }),
      },
      order: query.sort === '-updatedAt' ? { updatedAt: 'DESC', key: 'ASC' } : { key: 'ASC' },
      skip: bounds.offset,
      take: bounds.size,
    });
    return { items: rows.map(toDto), ...pageMembers(bounds, total) };
  }

  /** @throws Problem NOT_FOUND */
  async get(key: string): Promise<ParameterDto> {
    const row = await this.dataSource.getRepository(ParameterEntity).findOneBy({ key });
    if (row === null) throw new Problem(problems.notFound);
    return toDto(row);
  }

  /** @throws Problem VALIDATION_ERROR, PARAMETER_EXISTS, or REFUSED for a key that is set elsewhere. */
  async create(adminId: string, wanted: CreateParameterDto): Promise<ParameterDto> {
    const setting = settingOf(wanted.key, wanted);
    return this.dataSource.transaction(async (manager) => {
      const inserted = await manager.query<unknown[]>(
        `${INSERT} ON CONFLICT (key) DO NOTHING RETURNING key`,
        rowOf(adminId, setting),
      );
      if (inserted.length === 0) throw new Problem(problems.parameterExists);
      return this.audited(manager, adminId, 'parameter.created', setting.key, null);
    });
  }

  /** @throws Problem VALIDATION_ERROR, NOT_FOUND, or REFUSED for a key that is set elsewhere. */
  async replace(adminId: string, key: string, wanted: ReplaceParameterDto): Promise<ParameterDto> {
    const setting = settingOf(key, wanted);
    return this.dataSource.transaction(async (manager) => {
      const before = await locked(manager, key);
      if (before === null) throw new Problem(problems.notFound);
      return this.write(manager, adminId, setting, before);
    });
  }

  /** Sets a parameter whether it existed or not, in the caller's transaction. */
  async put(manager: EntityManager, adminId: string, setting: ParameterSetting): Promise<ParameterDto> {
    return this.write(manager, adminId, setting, await locked(manager, setting.key));
  }

  /** @throws Problem NOT_FOUND, or REFUSED for a key that is set elsewhere. */
  async remove(adminId: string, key: string): Promise<void> {
    refuseSetElsewhere(key);
    await this.dataSource.transaction(async (manager) => {
      const before = await locked(manager, key);
      if (before === null) throw new Problem(problems.notFound);
      await manager.delete(ParameterEntity, { key });
      await this.audit.append(
        {
          adminId,
          action: 'parameter.removed',
          subjectKind: 'parameter',
          subjectId: key,
          before: toDto(before),
          after: null,
        },
        manager,
      );
    });
  }

  private async write(
    manager: EntityManager,
    adminId: string,
    setting: ParameterSetting,
    before: ParameterEntity | null,
  ): Promise<ParameterDto> {
    await manager.query(
      `${INSERT} ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, value = excluded.value, public = excluded.public,
         description = excluded.description, updated_by = excluded.updated_by, updated_at = now()`,
      rowOf(adminId, setting),
    );
    return this.audited(manager, adminId, 'parameter.set', setting.key, before);
  }

  private async audited(
    manager: EntityManager,
    adminId: string,
    action: string,
    key: string,
    before: ParameterEntity | null,
  ): Promise<ParameterDto> {
    const after = toDto(await manager.findOneByOrFail(ParameterEntity, { key }));
    await this.audit.append(
      {
        adminId,
        action,
        subjectKind: 'parameter',
        subjectId: key,
        before: before === null ? null : toDto(before),
        after,
      },
      manager,
    );
    return after;
  }
}

const locked = (manager: EntityManager, key: string): Promise<ParameterEntity | null> =>
  manager.findOne(ParameterEntity, { where: { key }, lock: { mode: 'pessimistic_write' } });

function refuseSetElsewhere(key: string): void {
  if (!SET_ELSEWHERE.has(key)) return;
  throw new Problem(problems.refusedByRule, { detail: 'Este parâmetro é alterado pela rota própria dele.' });
}

function settingOf(key: string, { kind, value, description, ...wanted }: ReplaceParameterDto): ParameterSetting {
  refuseSetElsewhere(key);
  const fault = faultOfParameterValue(kind, value);
  if (fault !== undefined) {
    throw new Problem(problems.validation, { invalidFields: [{ field: 'value', message: fault }] });
  }
  return { key, kind, value, public: wanted.public, description: description ?? '' };
}

const toDto = (row: ParameterEntity): ParameterDto => ({
  key: row.key,
  kind: row.kind,
  value: row.value,
  public: row.public,
  description: row.description,
  updated_by: row.updatedBy,
  updated_at: toSaoPauloInstant(row.updatedAt),
});
