import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, Not } from 'typeorm';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { DeviceEntity } from './device.entity.js';

/** An installation of the app as it reports itself. */
export interface ReportedDevice {
  readonly appInstanceId: string;
  readonly platform: 'ios' | 'android';
  readonly appVersion: string;
  /** Undefined while it has none, or did not say. */
  readonly pushToken: string | undefined;
}

/** Who logged out: one session, or all of a customer but perhaps one. */
export type EndedSessions =
  { readonly sessionId: string } | { readonly customerId: string; readonly exceptSessionId?: string };

/**
 * Installations of the app and whose pushes each gets. A push token is of one installation, and an installation is of
 * whoever logged in on it last.
 */
@Injectable()
export class DeviceSessions {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Takes what an installation says of itself. With a log-in, it is bound to that customer. Without one it stays bound
   * only while its token stays the same: nobody may direct a customer's pushes to a token of theirs.
   *
   * @returns the id of the installation.
   */
  open(device: ReportedDevice, customer: CustomerPrincipal | undefined): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      await lockInOrder(manager, device);
      const known = await manager.findOneBy(DeviceEntity, { appInstanceId: device.appInstanceId });
      const pushToken = device.pushToken ?? known?.pushToken ?? null;
      if (pushToken !== null) {
        // The token moved here: where it was, no push arrives any more.
        await manager.update(
          DeviceEntity,
          { pushToken, appInstanceId: Not(device.appInstanceId) },
          { pushToken: null, pushTokenAt: null },
        );
      }
      const sameToken = known !== null && known.pushToken === pushToken;
      const binding =
        customer !== undefined
          ? { customerId: customer.customerId, customerSessionId: customer.sessionId }
          : {
              customerId: sameToken ? known.customerId : null,
              customerSessionId: sameToken ? known.customerSessionId : null,
            };
      const now = new Date();
      const { id } = await manager.save(DeviceEntity, {
        ...(known === null ? {} : { id: known.id }),
        appInstanceId: device.appInstanceId,
        platform: device.platform,
        appVersion: device.appVersion,
        pushToken,
        // A token that was sent is a token that is fresh.
        pushTokenAt: device.pushToken === undefined ? (known?.pushTokenAt ?? null) : now,
        ...binding,
        lastSeenAt: now,
      });
      return id;
    });
  }

  /** Stops pushes to whoever logged out; their installations stay known, as nobody's. */
  async unbind(ended: EndedSessions, manager: EntityManager = this.dataSource.manager): Promise<void> {
    const whose =
      'sessionId' in ended
        ? { customerSessionId: ended.sessionId }
        : {
            customerId: ended.customerId,
            ...(ended.exceptSessionId === undefined ? {} : { customerSessionId: Not(ended.exceptSessionId) }),
          };
    await manager.update(DeviceEntity, whose, { customerId: null, customerSessionId: null });
  }
}

/** One at a time for an installation and for a token; always in the same order, so that no two wait for each other. */
async function lockInOrder(manager: EntityManager, { appInstanceId, pushToken }: ReportedDevice): Promise<void> {
  const names = [`device:${appInstanceId}`, ...(pushToken === undefined ? [] : [`push-token:${pushToken}`])].sort();
  for (const name of names) await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  // Two installations that swap tokens each change the other's row too.
  await manager.query('SELECT id FROM device WHERE app_instance_id = $1 OR push_token = $2 ORDER BY id FOR UPDATE', [
    appInstanceId,
    pushToken ?? null,
  ]);
}
