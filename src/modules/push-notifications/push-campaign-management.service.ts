import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type FindOptionsOrder } from 'typeorm';
import { z } from 'zod';
import { pageBounds, pageMembers } from '../../common/http/page.dto.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { toPushCampaignDto, toPushDeliveryDto } from './push-campaign-answers.js';
import { PushCampaignStates } from './push-campaign-states.service.js';
import { PushCampaignEntity } from './push-campaign.entity.js';
import { type DeliveryState, deliveryStates, PushDeliveryEntity } from './push-delivery.entity.js';
import { PushDispatcher } from './push-dispatcher.service.js';
import type {
  ListPushCampaignsQuery,
  ListPushDeliveriesQuery,
  PushCampaignDetailDto,
  PushCampaignDto,
  PushCampaignListDto,
  PushDeliveryListDto,
  PushProgressDto,
} from './push-notifications.dto.js';

const reasonRows = z.array(z.object({ state: z.enum(deliveryStates), reason: z.string(), count: z.number() }));
const NONE: Readonly<Record<DeliveryState, number>> = {
  QUEUED: 0,
  SENDING: 0,
  SENT: 0,
  FAILED: 0,
  UNCERTAIN: 0,
  SUPPRESSED: 0,
  CANCELLED: 0,
};
const openedRow = z.tuple([z.object({ opened: z.number() })]);

/** Campaigns as administrators follow them. */
@Injectable()
export class PushCampaignManagement {
  constructor(
    private readonly dataSource: DataSource,
    private readonly states: PushCampaignStates,
    private readonly dispatcher: PushDispatcher,
    private readonly audit: AuditLog,
  ) {}

  async list({ state, category, sort, ...query }: ListPushCampaignsQuery): Promise<PushCampaignListDto> {
    const bounds = pageBounds(query);
    const [rows, total] = await this.dataSource.getRepository(PushCampaignEntity).findAndCount({
      where: { ...(state && { state }), ...(category && { category }) },
      order: orderOf(sort),
      skip: bounds.offset,
      take: bounds.size,
    });
    return { items: rows.map(toPushCampaignDto), ...pageMembers(bounds, total) };
  }

  /** @throws Problem NOT_FOUND */
  async get(campaignId: string): Promise<PushCampaignDetailDto> {
    const campaign = await read(this.dataSource.manager, campaignId);
    return { ...toPushCampaignDto(campaign), progress: await this.progressOf(campaign) };
  }

  /**
   * Sends nothing more of a campaign; what was handed over is not called back. A campaign that was cancelled before is
   * answered as it stands.
   *
   * @throws Problem NOT_FOUND, or PUSH_CAMPAIGN_OVER when it came to its end by itself.
   */
  async cancel(adminId: string, campaignId: string): Promise<PushCampaignDto> {
    const cancelled = await this.dataSource.transaction(async (manager) => {
      const campaign = await read(manager, campaignId, 'pessimistic_write');
      if (campaign.state === 'CANCELLED') return campaign;
      if (campaign.state === 'DONE' || campaign.state === 'FAILED') throw new Problem(problems.pushCampaignOver);
      const before = toPushCampaignDto(campaign);
      campaign.state = 'CANCELLED';
      campaign.finishedAt = new Date();
      await manager.save(campaign);
      await this.audit.append(
        {
          adminId,
          action: 'push-campaign.cancelled',
          subjectKind: 'push-campaign',
          subjectId: campaignId,
          before,
          after: toPushCampaignDto(campaign),
        },
        manager,
      );
      return campaign;
    });
    this.dispatcher.wake();
    return toPushCampaignDto(cancelled);
  }

  /** @throws Problem NOT_FOUND */
  async deliveries(campaignId: string, { state, ...query }: ListPushDeliveriesQuery): Promise<PushDeliveryListDto> {
    await read(this.dataSource.manager, campaignId);
    const bounds = pageBounds(query);
    const [rows, total] = await this.dataSource.getRepository(PushDeliveryEntity).findAndCount({
      where: { campaignId, ...(state && { state }) },
      order: { id: 'ASC' },
      skip: bounds.offset,
      take: bounds.size,
    });
    return { items: rows.map(toPushDeliveryDto), ...pageMembers(bounds, total) };
  }

  private async progressOf(campaign: PushCampaignEntity): Promise<PushProgressDto> {
    const { id, startedAt, finishedAt } = campaign;
    const totals = campaign.totals ?? (await this.states.totals(id));
    const reasons: unknown = await this.dataSource.query(
      `SELECT state, reason, count(*)::integer AS count FROM push_delivery
        WHERE campaign_id = $1 AND reason IS NOT NULL GROUP BY state, reason ORDER BY count DESC, state, reason`,
      [id],
    );
    const opened: unknown = await this.dataSource.query(
      'SELECT count(opened_at)::integer AS opened FROM push_delivery WHERE campaign_id = $1',
      [id],
    );
    const byState = { ...NONE, ...totals };
    const seconds = startedAt === null ? 0 : ((finishedAt?.getTime() ?? Date.now()) - startedAt.getTime()) / 1_000;
    return {
      fanned_out: campaign.fannedOutAt !== null,
      total: Object.values(byState).reduce((sum, count) => sum + count, 0),
      by_state: byState,
      reasons: reasonRows.parse(reasons),
      opened: openedRow.parse(opened)[0].opened,
      messages_per_second: seconds > 0 ? Math.round((byState.SENT / seconds) * 10) / 10 : null,
    };
  }
}

async function read(manager: EntityManager, id: string, lock?: 'pessimistic_write'): Promise<PushCampaignEntity> {
  const campaign = await manager.findOne(PushCampaignEntity, {
    where: { id },
    ...(lock && { lock: { mode: lock } }),
  });
  if (campaign === null) throw new Problem(problems.notFound);
  return campaign;
}

const ORDERS: Readonly<Record<NonNullable<ListPushCampaignsQuery['sort']>, FindOptionsOrder<PushCampaignEntity>>> = {
  '-createdAt': { createdAt: 'DESC', id: 'ASC' },
  createdAt: { createdAt: 'ASC', id: 'ASC' },
  '-startsAt': { startsAt: 'DESC', id: 'ASC' },
  startsAt: { startsAt: 'ASC', id: 'ASC' },
};
const orderOf = (sort: ListPushCampaignsQuery['sort'] = '-createdAt'): FindOptionsOrder<PushCampaignEntity> =>
  ORDERS[sort];
