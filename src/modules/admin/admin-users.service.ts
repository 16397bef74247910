import { Injectable } from '@nestjs/common';
import { ArrayContains, DataSource, type EntityManager, type FindOptionsOrder, IsNull, Not, Raw } from 'typeorm';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { sameGrants } from '../../common/auth/same-grants.js';
import { hashSecret } from '../../common/auth/secret-hash.js';
import { pageBounds, pageMembers } from '../../common/http/page.dto.js';
import { isUniqueViolation } from '../../common/persistence/error-code.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { normalizedEmail } from './admin-auth.service.js';
import { AdminKnownAddressEntity } from './admin-known-address.entity.js';
import { newTemporaryPassword, type TemporaryPassword } from './admin-passwords.js';
import type { AdminRole } from './admin-roles.js';
import { AdminTotp } from './admin-totp.service.js';
import { AdminUserEntity } from './admin-user.entity.js';
import type {
  ADMIN_USER_SORTS,
  AdminUserDto,
  AdminUserListDto,
  CreateAdminUserDto,
  ListAdminUsersQuery,
  ReplaceAdminUserDto,
} from './admin-users.dto.js';
import { AuditLog } from './audit-log.service.js';

const GUARDED: AdminRole = 'admins:write';
/** Ends every token of the account, on every instance, with the transaction that sets it. */
const NEW_GENERATION = { tokenGeneration: () => 'gen_random_uuid()' } as const;

const ORDERS: Readonly<Record<(typeof ADMIN_USER_SORTS)[number], FindOptionsOrder<AdminUserEntity>>> = {
  email: { email: 'ASC' },
  '-email': { email: 'DESC' },
  createdAt: { createdAt: 'ASC', id: 'ASC' },
  '-createdAt': { createdAt: 'DESC', id: 'DESC' },
};

/** What an act on an account works with; the row is locked until the transaction ends. */
interface Target {
  readonly manager: EntityManager;
  readonly row: AdminUserEntity;
}

/**
 * What administrators with `admins:write` do with the accounts of others. Nobody touches their own account here, and
 * whoever acts must still be enabled and hold the role at that moment, under a lock that all such acts share: so there
 * is always somebody left who can manage administrators, also when two remove each other at once.
 */
@Injectable()
export class AdminUsers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly totp: AdminTotp,
    private readonly audit: AuditLog,
  ) {}

  async list(query: ListAdminUsersQuery): Promise<AdminUserListDto> {
    const bounds = pageBounds(query);
    const { emailPrefix, role, disabled } = query;
    const [rows, total] = await this.dataSource.getRepository(AdminUserEntity).findAndCount({
      where: {
        removedAt: IsNull(),
        ...(emailPrefix === undefined
          ? {}
          : {
              email: Raw((column) => `starts_with(${column}, :prefix)`, { prefix: normalizedEmail(emailPrefix) }),
            }),
        ...(role === undefined ? {} : { roles: ArrayContains([role]) }),
        ...(disabled === undefined ? {} : { disabledAt: disabled === 'true' ? Not(IsNull()) : IsNull() }),
      },
      order: ORDERS[query.sort ?? 'email'],
      skip: bounds.offset,
      take: bounds.size,
    });
    const enrolled = await this.totp.enrolledOf(rows.map(({ id }) => id));
    return { items: rows.map((row) => toDto(row, enrolled)), ...pageMembers(bounds, total) };
  }

  /** @throws Problem NOT_FOUND */
  get(id: string): Promise<AdminUserDto> {
    return this.read(this.dataSource.manager, id);
  }

  /** @throws Problem DUPLICATE when the address has an account. */
  async create(
    actorId: string,
    wanted: CreateAdminUserDto,
  ): Promise<{ admin: AdminUserDto; temporary: TemporaryPassword }> {
    const temporary = newTemporaryPassword();
    const columns = {
      email: normalizedEmail(wanted.email),
      name: wanted.name,
      roles: wanted.roles,
      passwordHash: await hashSecret(temporary.password),
      temporaryPasswordUntil: temporary.until,
      disabledAt: null,
    };
    try {
      const admin = await this.dataSource.transaction(async (manager) => {
        await requireActor(manager, actorId);
        const { id } = await manager.save(manager.create(AdminUserEntity, columns));
        const after = await this.read(manager, id);
        await this.append(manager, actorId, 'created', id, null, after);
        return after;
      });
      return { admin, temporary };
    } catch (error) {
      if (isUniqueViolation(error)) throw new Problem(problems.duplicate, { detail: 'Este e-mail já tem acesso.' });
      throw error;
    }
  }

  /**
   * Replaces name, roles and whether the account is disabled. Another role, or being disabled, ends its tokens.
   *
   * @throws Problem NOT_FOUND, OWN_ACCOUNT
   */
  replace(actorId: string, id: string, { name, roles, disabled }: ReplaceAdminUserDto): Promise<AdminUserDto> {
    return this.change(actorId, id, 'replaced', async ({ manager, row }) => {
      const same = sameGrants(roles, row.roles) && disabled === (row.disabledAt !== null);
      await manager.update(
        AdminUserEntity,
        { id },
        {
          name,
          roles,
          disabledAt: disabled ? (row.disabledAt ?? new Date()) : null,
          ...(same ? {} : NEW_GENERATION),
        },
      );
    });
  }

  /**
   * Gives the account a temporary password and ends its tokens.
   *
   * @throws Problem NOT_FOUND, OWN_ACCOUNT
   */
  async resetPassword(actorId: string, id: string): Promise<TemporaryPassword> {
    const temporary = newTemporaryPassword();
    const passwordHash = await hashSecret(temporary.password);
    await this.change(actorId, id, 'password-reset', async ({ manager }) => {
      const columns = { passwordHash, temporaryPasswordUntil: temporary.until, ...NEW_GENERATION };
      await manager.update(AdminUserEntity, { id }, columns);
    });
    return temporary;
  }

  /**
   * Takes the authenticator and its recovery codes from the account and ends its tokens.
   *
   * @throws Problem NOT_FOUND, OWN_ACCOUNT, TOTP_NOT_ENROLLED
   */
  async resetTotp(actorId: string, id: string): Promise<void> {
    await this.change(actorId, id, 'totp-reset', async ({ manager }) => {
      if (!(await this.totp.remove(id, manager))) throw new Problem(problems.totpNotEnrolled);
      await manager.update(AdminUserEntity, { id }, NEW_GENERATION);
    });
  }

  /**
   * Forgets the failed log-ins of the account, and with them whatever they locked.
   *
   * @throws Problem NOT_FOUND, OWN_ACCOUNT
   */
  async unlock(actorId: string, id: string): Promise<void> {
    await this.change(actorId, id, 'unlocked', async ({ manager }) => {
      await manager.increment(AdminUserEntity, { id }, 'unlocks', 1);
    });
  }

  /**
   * Removes the account for good. Its row stays, without anything that opens, as the name in its audit entries.
   *
   * @throws Problem NOT_FOUND, OWN_ACCOUNT
   */
  async remove(actorId: string, id: string): Promise<void> {
    await this.asActor(actorId, id, async ({ manager, row }) => {
      const before = await this.read(manager, id);
      await this.totp.remove(id, manager);
      await manager.delete(AdminKnownAddressEntity, { adminId: id });
      const now = new Date();
      await manager.update(
        AdminUserEntity,
        { id },
        {
          removedAt: now,
          disabledAt: row.disabledAt ?? now,
          roles: [],
          passwordHash: '',
          temporaryPasswordUntil: null,
          ...NEW_GENERATION,
        },
      );
      await this.append(manager, actorId, 'removed', id, before, null);
    });
  }

  private change(
    actorId: string,
    id: string,
    act: string,
    work: (target: Target) => Promise<void>,
  ): Promise<AdminUserDto> {
    return this.asActor(actorId, id, async (target) => {
      const before = await this.read(target.manager, id);
      await work(target);
      const after = await this.read(target.manager, id);
      await this.append(target.manager, actorId, act, id, before, after);
      return after;
    });
  }

  private asActor<T>(actorId: string, id: string, work: (target: Target) => Promise<T>): Promise<T> {
    if (actorId === id) throw new Problem(problems.ownAccount);
    return this.dataSource.transaction(async (manager) => {
      await requireActor(manager, actorId);
      const row = await manager.findOne(AdminUserEntity, {
        where: { id, removedAt: IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      if (row === null) throw new Problem(problems.notFound);
      return work({ manager, row });
    });
  }

  private async read(manager: EntityManager, id: string): Promise<AdminUserDto> {
    const row = await manager.findOneBy(AdminUserEntity, { id, removedAt: IsNull() });
    if (row === null) throw new Problem(problems.notFound);
    return toDto(row, await this.totp.enrolledOf([id], manager));
  }

  private append(
    manager: EntityManager,
    adminId: string,
    act: string,
    subjectId: string,
    before: AdminUserDto | null,
    after: AdminUserDto | null,
  ): Promise<void> {
    const entry = { adminId, action: `admin.${act}`, subjectKind: 'admin', subjectId };
    return this.audit.append({ ...entry, before: audited(before), after: audited(after) }, manager);
  }
}

/**
 * Locks whoever manages administrators, and so every other act of this kind, until the transaction ends.
 *
 * @throws Problem UNAUTHENTICATED when the actor is no longer one of them.
 */
async function requireActor(manager: EntityManager, actorId: string): Promise<void> {
  const holders = await manager.find(AdminUserEntity, {
    select: { id: true },
    where: { roles: ArrayContains([GUARDED]), disabledAt: IsNull() },
    // In one order, so that no two acts wait for each other.
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  if (!holders.some(({ id }) => id === actorId)) throw new Problem(problems.unauthenticated);
}

const toDto = (row: AdminUserEntity, enrolled: ReadonlySet<string>): AdminUserDto => ({
  id: row.id,
  email: row.email,
  name: row.name,
  roles: row.roles,
  disabled: row.disabledAt !== null,
  must_change_password: row.temporaryPasswordUntil !== null,
  temporary_password_until: instantOf(row.temporaryPasswordUntil),
  totp_enrolled: enrolled.has(row.id),
  last_authenticated_at: instantOf(row.lastAuthenticatedAt),
  created_at: toSaoPauloInstant(row.createdAt),
});

const instantOf = (instant: Date | null): string | null => (instant === null ? null : toSaoPauloInstant(instant));

/** Without address and name: the entry names the account by its id. */
function audited(dto: AdminUserDto | null): object | null {
  if (dto === null) return null;
  const { roles, disabled, must_change_password, totp_enrolled } = dto;
  return { roles, disabled, must_change_password, totp_enrolled };
}
