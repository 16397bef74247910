import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  ArrayContains,
  DataSource,
  type FindOptionsOrder,
  IsNull,
  Not,
  type QueryDeepPartialEntity,
  Raw,
} from 'typeorm';
import { sameGrants } from '../../common/auth/same-grants.js';
import { hashSecret } from '../../common/auth/secret-hash.js';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { AuditedRecords, type RecordBook } from '../admin/audited-records.service.js';
import { OauthClientEntity } from './oauth-client.entity.js';
import {
  type CreateOauthClientDto,
  type ListOauthClientsQuery,
  OAUTH_CLIENT_ID,
  type OAUTH_CLIENT_SORTS,
  type OauthClientDto,
  type OauthClientListDto,
  type OauthClientSecretDto,
  type ReplaceOauthClientDto,
} from './oauth-clients.dto.js';

const KIND = 'oauth-client';
const SECRET_BYTES = 32;
const DEFAULT_GRACE_HOURS = 24;
/** Ends every live token of the client. */
const NEW_GENERATION = { tokenGeneration: () => 'gen_random_uuid()' } as const;

const ORDERS: Readonly<Record<(typeof OAUTH_CLIENT_SORTS)[number], FindOptionsOrder<OauthClientEntity>>> = {
  id: { id: 'ASC' },
  '-id': { id: 'DESC' },
  createdAt: { createdAt: 'ASC', id: 'ASC' },
  '-createdAt': { createdAt: 'DESC', id: 'DESC' },
};

type NewClient = Pick<OauthClientEntity, 'id' | 'name' | 'scopes' | 'secretHash'>;

/** The programs that may ask for service tokens, as administrators keep them. */
@Injectable()
export class OauthClients {
  private readonly book: RecordBook<OauthClientEntity, NewClient, OauthClientDto>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    records: AuditedRecords,
  ) {
    this.book = records.of({ name: KIND, entity: OauthClientEntity, columnsOf: (wanted) => ({ ...wanted }), toDto });
  }

  list({ idPrefix, scope, disabled, sort, ...query }: ListOauthClientsQuery): Promise<OauthClientListDto> {
    return this.book.list({
      query,
      where: {
        ...(idPrefix === undefined
          ? {}
          : { id: Raw((column) => `starts_with(${column}, :prefix)`, { prefix: idPrefix }) }),
        ...(scope === undefined ? {} : { scopes: ArrayContains([scope]) }),
        ...(disabled === undefined ? {} : { disabledAt: disabled === 'true' ? Not(IsNull()) : IsNull() }),
      },
      order: ORDERS[sort ?? 'id'],
    });
  }

  /** @throws Problem NOT_FOUND */
  get(id: string): Promise<OauthClientDto> {
    return this.book.get(possible(id));
  }

  /** @throws Problem DUPLICATE when there is a client of that id. */
  async create(adminId: string, { id, name, scopes }: CreateOauthClientDto): Promise<OauthClientSecretDto> {
    const secret = newSecret();
    const client = await this.book.create(adminId, { id, name, scopes, secretHash: await hashSecret(secret) });
    return { ...client, client_secret: secret };
  }

  /**
   * Replaces name, scopes and whether the client is disabled. Other scopes, or being disabled, end its tokens.
   *
   * @throws Problem NOT_FOUND
   */
  replace(adminId: string, id: string, { name, scopes, disabled }: ReplaceOauthClientDto): Promise<OauthClientDto> {
    return this.change(adminId, id, 'replaced', (row) => ({
      name,
      scopes,
      disabledAt: disabled ? (row.disabledAt ?? new Date()) : null,
      ...(sameGrants(scopes, row.scopes) && disabled === (row.disabledAt !== null) ? {} : NEW_GENERATION),
    }));
  }

  /**
   * Makes another secret. The one before stays good for a while, so that the program can be changed over; with no grace
   * at all the client's tokens end too.
   *
   * @throws Problem NOT_FOUND
   */
  async rotateSecret(
    adminId: string,
    id: string,
    graceHours: number = DEFAULT_GRACE_HOURS,
  ): Promise<OauthClientSecretDto> {
    const secret = newSecret();
    const secretHash = await hashSecret(secret);
    const after = await this.change(adminId, id, 'secret-rotated', (row) => ({
      secretHash,
      secretSetAt: new Date(),
      ...(graceHours === 0
        ? { previousSecretHash: null, previousSecretUntil: null, ...NEW_GENERATION }
        : {
            previousSecretHash: row.secretHash,
            previousSecretUntil: new Date(Date.now() + graceHours * 3_600_000),
          }),
    }));
    return { ...after, client_secret: secret };
  }

  /**
   * Removes a client; its tokens open nothing any more, also when another of the same id is created.
   *
   * @throws Problem NOT_FOUND
   */
  remove(adminId: string, id: string): Promise<void> {
    return this.book.remove(adminId, possible(id));
  }

  private change(
    adminId: string,
    id: string,
    act: string,
    columnsOf: (row: OauthClientEntity) => QueryDeepPartialEntity<OauthClientEntity>,
  ): Promise<OauthClientDto> {
    return this.dataSource.transaction(async (manager) => {
      const row = await manager.findOne(OauthClientEntity, {
        where: { id: possible(id) },
        lock: { mode: 'pessimistic_write' },
      });
      if (row === null) throw new Problem(problems.notFound);
      await manager.update(OauthClientEntity, { id }, columnsOf(row));
      const after = toDto(await manager.findOneByOrFail(OauthClientEntity, { id }));
      await this.audit.append(
        { adminId, action: `${KIND}.${act}`, subjectKind: KIND, subjectId: id, before: toDto(row), after },
        manager,
      );
      return after;
    });
  }
}

/**
 * What cannot be an id is not asked for: a database refuses some texts altogether.
 *
 * @throws Problem NOT_FOUND
 */
function possible(id: string): string {
  if (!OAUTH_CLIENT_ID.test(id)) throw new Problem(problems.notFound);
  return id;
}

const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

const toDto = (row: OauthClientEntity): OauthClientDto => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  disabled: row.disabledAt !== null,
  secret_set_at: toSaoPauloInstant(row.secretSetAt),
  previous_secret_until:
    row.previousSecretUntil !== null && row.previousSecretUntil > new Date()
      ? toSaoPauloInstant(row.previousSecretUntil)
      : null,
  created_at: toSaoPauloInstant(row.createdAt),
});
