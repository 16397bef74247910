import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource, type EntityManager, IsNull, MoreThan, Not } from 'typeorm';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { SessionRegistry } from '../../common/auth/session-registry.js';
import { atMost } from '../../common/growing-cache.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { DeviceSessions } from '../devices/device-sessions.service.js';
import { AccessRecordEntity } from './access-record.entity.js';
import { sealCredential } from './credential-sealing.js';
import { CustomerSessionEntity } from './customer-session.entity.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';

const DAY_MS = 86_400_000;
/** A refresh token lives this long; each refresh starts the count anew. */
const SLIDING_MS = 30 * DAY_MS;
/** A session ends this long after its log-in, however often it was refreshed. */
const ABSOLUTE_MS = 90 * DAY_MS;
const REMEMBERED = 20_000;
/** How long another instance may honour a session that ended here. */
const REMEMBERED_FOR_MS = 10_000;

export interface Device {
  readonly platform: string | undefined;
  readonly deviceId: string | undefined;
  /** Network address that it came from. */
  readonly address: string;
}

export interface OpenedSession {
  readonly sessionId: string;
  readonly customerId: string;
  readonly refreshToken: string;
  /** Wrapped key of the sealed credential, when there is one. */
  readonly credentialKey: string | undefined;
}

export type RevocationReason = 'logged-out' | 'token-reused' | 'password-changed' | 'erased';

@Injectable()
export class CustomerSessions extends SessionRegistry {
  private readonly active = new LRUCache<string, boolean>({ ...atMost(REMEMBERED), ttl: REMEMBERED_FOR_MS });

  constructor(
    private readonly dataSource: DataSource,
    @Inject(authConfig.token) private readonly config: AuthConfig,
    private readonly devices: DeviceSessions,
  ) {
    super();
  }

  async isActive(sessionId: string): Promise<boolean> {
    const known = this.active.get(sessionId);
    if (known !== undefined) return known;
    const active = await this.dataSource
      .getRepository(CustomerSessionEntity)
      .existsBy({ id: sessionId, revokedAt: IsNull(), expiresAt: MoreThan(new Date()) });
    this.active.set(sessionId, active);
    return active;
  }

  /** @param password sealed for the few operations that ask for it; absent when the customer gave none */
  async open(customerId: string, device: Device, password?: string): Promise<OpenedSession> {
    const id = randomUUID();
    const sealed = password === undefined ? undefined : sealCredential(this.config.credentialSealingKey, id, password);
    const credentialKey = sealed?.wrappedKey;
    return this.dataSource.transaction(async (manager) => {
      const session = await manager.save(CustomerSessionEntity, {
        id,
        customerId,
        sealedCredential: sealed?.ciphertext ?? null,
        platform: device.platform ?? null,
        deviceId: device.deviceId ?? null,
        expiresAt: new Date(Date.now() + ABSOLUTE_MS),
        revokedAt: null,
        revokedReason: null,
      });
      await recordAccess(manager, session, 'LOG_IN', device.address);
      return {
        sessionId: id,
        customerId,
        credentialKey,
        refreshToken: await this.issue(manager, session, credentialKey),
      };
    });
  }

  /**
   * Exchanges a refresh token for its successor. A token that comes back after it was spent was copied, by whoever
   * sent it first or second, so its whole session ends.
   * @param address network address that it came from
   * @throws Problem TOKEN_REUSED then, UNAUTHENTICATED for an unknown or expired one.
   */
  async rotate(refreshToken: string, address: string): Promise<OpenedSession> {
    const tokenHash = hashOf(refreshToken);
    const credentialKey = refreshToken.split('.')[1];
    const rotated = await this.dataSource.transaction(async (manager) => {
      // One statement decides who spends the token, however many try at once.
      const spent = await manager.update(
        RefreshTokenEntity,
        { tokenHash, spentAt: IsNull(), expiresAt: MoreThan(new Date()) },
        { spentAt: new Date() },
      );
      if (spent.affected !== 1) return undefined;
      const { sessionId } = await manager.findOneByOrFail(RefreshTokenEntity, { tokenHash });
      const session = await manager.findOneBy(CustomerSessionEntity, {
        id: sessionId,
        revokedAt: IsNull(),
        expiresAt: MoreThan(new Date()),
      });
      if (session === null) return undefined;
      const { customerId } = session;
      await recordAccess(manager, session, 'REFRESH', address);
      return { sessionId, customerId, credentialKey, refreshToken: await this.issue(manager, session, credentialKey) };
    });
    if (rotated !== undefined) return rotated;
    const known = await this.dataSource.getRepository(RefreshTokenEntity).findOneBy({ tokenHash });
    if (known === null || known.spentAt === null) throw new Problem(problems.unauthenticated);
    const ended = await this.revoke(known.sessionId, 'token-reused');
    // A token spent in a session that had ended already is merely old.
    throw new Problem(ended ? problems.tokenReused : problems.unauthenticated);
  }

  /** Ends a session; false when it had ended before. */
  async revoke(sessionId: string, reason: RevocationReason): Promise<boolean> {
    const result = await this.dataSource
      .getRepository(CustomerSessionEntity)
      .update(
        { id: sessionId, revokedAt: IsNull() },
        { revokedAt: new Date(), revokedReason: reason, sealedCredential: null },
      );
    this.active.set(sessionId, false);
    // Pushes of a customer go to nobody who logged out.
    await this.devices.unbind({ sessionId });
    return result.affected === 1;
  }

  /**
   * Ends every session of a customer.
   * @param except the one that goes on
   */
  async revokeAll(
    customerId: string,
    reason: RevocationReason,
    manager: EntityManager = this.dataSource.manager,
    except?: string,
  ): Promise<void> {
    const open = { customerId, revokedAt: IsNull(), ...(except === undefined ? {} : { id: Not(except) }) };
    const ended = await manager.find(CustomerSessionEntity, { select: { id: true }, where: open });
    await manager.update(CustomerSessionEntity, open, {
      revokedAt: new Date(),
      revokedReason: reason,
      sealedCredential: null,
    });
    await this.devices.unbind({ customerId, ...(except === undefined ? {} : { exceptSessionId: except }) }, manager);
    for (const { id } of ended) this.active.set(id, false);
  }

  /** A random token; the wrapped key rides behind a dot, so that the next pair can carry it on. */
  private async issue(
    manager: EntityManager,
    session: CustomerSessionEntity,
    credentialKey: string | undefined,
  ): Promise<string> {
    const random = randomBytes(32).toString('base64url');
    const token = credentialKey === undefined ? random : `${random}.${credentialKey}`;
    const expiresAt = new Date(Math.min(Date.now() + SLIDING_MS, session.expiresAt.getTime()));
    await manager.insert(RefreshTokenEntity, {
      tokenHash: hashOf(token),
      sessionId: session.id,
      expiresAt,
      spentAt: null,
    });
    return token;
  }
}

const recordAccess = async (
  manager: EntityManager,
  { id: sessionId, customerId }: CustomerSessionEntity,
  kind: AccessRecordEntity['kind'],
  ipAddress: string,
): Promise<void> => {
  await manager.insert(AccessRecordEntity, { customerId, sessionId, kind, ipAddress });
};

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
