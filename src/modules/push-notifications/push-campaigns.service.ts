import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AdminPrincipal, ServicePrincipal } from '../../common/auth/principal.js';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { type LinksConfig, linksConfig } from '../../common/links/links.config.js';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { AudienceTargets } from '../audience/audience-targets.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { toPushCampaignDto } from './push-campaign-answers.js';
import { faultsOfCampaign, textsOf } from './push-campaign-content.js';
import { PushCampaignRecipientEntity } from './push-campaign-recipient.entity.js';
import { PushCampaignEntity } from './push-campaign.entity.js';
import type { PushAudience } from './push-audience.js';
import { PushDispatcher } from './push-dispatcher.service.js';
import { DEFAULT_TTL_SECONDS } from './push-message.js';
import { type PushNotificationsConfig, pushNotificationsConfig } from './push-notifications.config.js';
import type { AcceptedPushDto, SendPushDto, WritePushAudienceDto } from './push-notifications.dto.js';
import { PushRehearsal } from './push-rehearsal.service.js';
import { PushRecipients, type RecipientChoice } from './push-recipients.service.js';
import { endOfQuietHours } from './quiet-hours.js';

/** An audience with its names looked up. */
interface ResolvedAudience {
  readonly audience: PushAudience;
  /** Only for customers. */
  readonly customerIds?: readonly string[];
  /** Names of the request that are of nobody here. */
  readonly unmatched: number;
}

export type CampaignAuthor = AdminPrincipal | ServicePrincipal;

/** Takes campaigns in. */
@Injectable()
export class PushCampaigns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: OwnershipLedger,
    private readonly accounts: CustomerAccounts,
    private readonly targets: AudienceTargets,
    private readonly recipients: PushRecipients,
    private readonly rehearsal: PushRehearsal,
    private readonly dispatcher: PushDispatcher,
    private readonly audit: AuditLog,
    @Inject(linksConfig.token) private readonly links: LinksConfig,
    @Inject(pushNotificationsConfig.token) private readonly config: PushNotificationsConfig,
  ) {}

  /**
   * Takes a campaign in to be sent, or rehearses it.
   *
   * @throws Problem VALIDATION_ERROR for what the fields do not show one by one; UPSTREAM_UNAVAILABLE when the push
   * service cannot be asked in a rehearsal.
   */
  async accept(author: CampaignAuthor, wanted: SendPushDto): Promise<AcceptedPushDto> {
    const now = Date.now();
    const faults = [
      ...faultsOfCampaign(wanted, this.links, now),
      ...this.targets.faultsOf(wanted.audience.segment, 'audience.segment'),
    ];
    if (faults.length > 0) throw new Problem(problems.validation, { invalidFields: faults });
    const { audience, customerIds, unmatched } = await this.resolve(wanted.audience);
    const choice = choiceOf(wanted, audience, customerIds);
    const estimated = choice === undefined ? null : await this.recipients.estimate(choice);
    const campaign = this.campaignOf(author, wanted, audience, estimated, now);
    const answer = { estimated, unmatched, starts_at: toSaoPauloInstant(campaign.startsAt) };
    if (wanted.dry_run === true) {
      const payload = await this.rehearsal.check(campaign, choice);
      return { campaign_id: null, state: null, ...answer, dry_run: true, payload };
    }
    const { id, state } = await this.store(author, campaign, customerIds ?? []);
    this.dispatcher.wake();
    return { campaign_id: id, state, ...answer, dry_run: false, payload: 'NOT_CHECKED' };
  }

  private async resolve({
    customer_ids,
    contract_ids,
    topic,
    segment,
  }: WritePushAudienceDto): Promise<ResolvedAudience> {
    if (topic !== undefined) return { audience: { kind: 'TOPIC', topic }, unmatched: 0 };
    if (segment !== undefined) {
      return { audience: { kind: 'SEGMENT', segment: this.targets.toTarget(segment) }, unmatched: 0 };
    }
    const owners = contract_ids === undefined ? [] : await this.ledger.owners('contract', contract_ids);
    const named = customer_ids?.map((id) => id.toLowerCase()) ?? owners.map(({ customerId }) => customerId);
    const customerIds = await this.accounts.existing([...new Set(named)]);
    const unmatched =
      contract_ids === undefined
        ? named.length - customerIds.length
        : contract_ids.length - new Set(owners.map(({ id }) => id)).size;
    return { audience: { kind: 'CUSTOMERS', customers: customerIds.length }, customerIds, unmatched };
  }

  private campaignOf(
    author: CampaignAuthor,
    wanted: SendPushDto,
    audience: PushAudience,
    estimated: number | null,
    now: number,
  ): PushCampaignEntity {
    const asked = wanted.schedule_at === undefined ? now : Date.parse(wanted.schedule_at);
    const startsAt = wanted.category === 'MARKETING' ? endOfQuietHours(asked, this.config.quietHours) : asked;
    return this.dataSource.manager.create(PushCampaignEntity, {
      state: 'SCHEDULED',
      category: wanted.category,
      title: wanted.title,
      body: wanted.body,
      data: textsOf(wanted.data),
      deepLink: wanted.deep_link ?? null,
      ttlSeconds: wanted.ttl_seconds ?? DEFAULT_TTL_SECONDS,
      audience,
      estimated,
      startsAt: new Date(startsAt),
      fanOutAt: new Date(startsAt),
      createdByKind: author.audience,
      createdBy: author.audience === 'admin' ? author.adminId : author.clientId,
    });
  }

  /** A service is no administrator: the campaign itself says who asked for it. */
  private store(
    author: CampaignAuthor,
    campaign: PushCampaignEntity,
    customerIds: readonly string[],
  ): Promise<PushCampaignEntity> {
    return this.dataSource.transaction(async (manager) => {
      const stored = await manager.save(campaign);
      if (customerIds.length > 0) {
        await manager.insert(
          PushCampaignRecipientEntity,
          customerIds.map((customerId) => ({ campaignId: stored.id, customerId })),
        );
      }
      if (author.audience === 'admin') {
        await this.audit.append(
          {
            adminId: author.adminId,
            action: 'push-campaign.created',
            subjectKind: 'push-campaign',
            subjectId: stored.id,
            before: null,
            after: toPushCampaignDto(stored),
          },
          manager,
        );
      }
      return stored;
    });
  }
}

/** Undefined for a topic, whose devices are not known here. */
function choiceOf(
  { category }: SendPushDto,
  audience: PushAudience,
  customerIds: readonly string[] | undefined,
): RecipientChoice | undefined {
  if (audience.kind === 'SEGMENT') return { category, segment: audience.segment };
  return customerIds === undefined ? undefined : { category, customerIds };
}
