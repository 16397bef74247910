import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThanOrEqual } from 'typeorm';
import { epochOfMidnight, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { ConnectionService } from '../connection/connection.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { type EquipmentConfig, equipmentConfig } from './equipment.config.js';
import type { BasicResetStartedDto } from './equipment.dto.js';
import { EquipmentPort } from './equipment.port.js';
import { EquipmentRebootEntity } from './equipment-reboot.entity.js';
import { type RebootRefusal, rebootRefusal } from './reboot-allowance.js';

/** What restarting takes until the line is back. */
const ESTIMATED_SECONDS = 180;

/** Restarts equipment, now and then only: each one cuts the customer off for minutes. */
@Injectable()
export class EquipmentReboots {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: CustomerAccounts,
    private readonly connections: ConnectionService,
    private readonly port: EquipmentPort,
    @Inject(equipmentConfig.token) private readonly config: EquipmentConfig,
  ) {}

  /**
   * @throws Problem CONTRACT_BLOCKED or MASSIVE_OUTAGE where a restart would change nothing, NO_EQUIPMENT,
   * TOO_MANY_REQUESTS during the cooldown and over the day's number.
   */
  async reboot(customerId: string, contractId: string): Promise<BasicResetStartedDto> {
    const { status } = await this.connections.statusOf(customerId, contractId);
    if (status === 'BLOCKED') throw new Problem(problems.contractBlocked);
    if (status === 'OUTAGE') throw new Problem(problems.massiveOutage);
    const holder = await this.accounts.get(customerId);
    const { id, next } = await this.take(customerId, contractId);
    // A lost answer counts as done: sending again could cut off a customer who is back already.
    const outcome = await this.port.reboot(holder, contractId).catch(async (error: unknown) => {
      await this.giveBack(id);
      throw error;
    });
    if (outcome === 'no-equipment') {
      await this.giveBack(id);
      throw new Problem(problems.noEquipment);
    }
    return { status: 'REBOOTING', estimated_seconds: ESTIMATED_SECONDS, retry_after: next };
  }

  /** Counts one before it is sent, so that of two taps one is refused. */
  private take(customerId: string, contractId: string): Promise<{ id: string; next: number }> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('equipment-reboot:' || $1, 0))`, [contractId]);
      const now = Date.now();
      const earlier = await this.earlier(contractId, now, manager);
      const refusal = rebootRefusal(earlier, this.config.reboot, now);
      if (refusal !== undefined) throw tooMany(refusal);
      const row = manager.create(EquipmentRebootEntity, { customerId, contractId, requestedAt: new Date(now) });
      await manager.save(row);
      const next = rebootRefusal([...earlier, now], this.config.reboot, now)?.retryAfterSeconds ?? 0;
      return { id: row.id, next };
    });
  }

  /** Epoch milliseconds of the restarts that may still stand against another. */
  private async earlier(contractId: string, now: number, manager: EntityManager): Promise<number[]> {
    const midnight = epochOfMidnight(todayInSaoPaulo(() => now));
    const since = new Date(Math.min(midnight, now - this.config.reboot.cooldownSeconds * 1_000));
    const rows = await manager.findBy(EquipmentRebootEntity, { contractId, requestedAt: MoreThanOrEqual(since) });
    return rows.map(({ requestedAt }) => requestedAt.getTime());
  }

  private async giveBack(id: string): Promise<void> {
    await this.dataSource.manager.delete(EquipmentRebootEntity, { id });
  }
}

const tooMany = ({ reason, retryAfterSeconds }: RebootRefusal): Problem =>
  new Problem(problems.tooManyRequests, {
    retryAfterSeconds,
    extensions: { reason, retry_after: retryAfterSeconds },
  });
