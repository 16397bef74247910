import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AppCaller } from '../../audience/app-caller.js';
import { isForAudience } from '../../audience/audience-match.js';
import { CustomerFactsService } from '../../audience/customer-facts.service.js';
import { toIllustrationDto } from '../content-answers.js';
import type { BannerDto } from './banner.dto.js';
import type { BannerEntity } from './banner.entity.js';
import { BannerBook } from './banner-book.service.js';
import { type WarnedCustomer, type WarningBanner, WarningBannerSources } from './warning-banner-sources.service.js';

/** Banners as customers see them. */
@Injectable()
export class Banners implements OnModuleInit {
  constructor(
    private readonly book: BannerBook,
    private readonly facts: CustomerFactsService,
    private readonly sources: WarningBannerSources,
  ) {}

  onModuleInit(): void {
    this.sources.register({ kind: 'NOTICE', warningsFor: (customer) => this.warningsFor(customer) });
  }

  /**
   * The banners at a placement for a customer, the first to be shown first. Asks no upstream.
   * @param contractId one of the customer's contracts; undefined for all of them
   */
  async forCustomer(
    customerId: string,
    contractId: string | undefined,
    app: AppCaller,
    placement: string,
  ): Promise<BannerDto[]> {
    const meant = await this.meantFor({ customerId, contractId, app }, (banner) => banner.placement === placement);
    return meant.map(toBannerDto);
  }

  private async warningsFor(customer: WarnedCustomer): Promise<WarningBanner[]> {
    const warnings = await this.meantFor(customer, ({ kind }) => kind === 'WARNING');
    return warnings.flatMap((banner) => toWarning(banner) ?? []);
  }

  private async meantFor(
    { customerId, contractId, app }: WarnedCustomer,
    isAsked: (banner: BannerEntity) => boolean,
  ): Promise<BannerEntity[]> {
    const asked = (await this.book.open()).filter(isAsked);
    if (asked.length === 0) return [];
    const facts = await this.facts.of(customerId, contractId);
    return asked.filter(({ target }) => isForAudience(target, facts, app));
  }
}

const toBannerDto = (banner: BannerEntity): BannerDto => ({
  id: banner.id,
  title: banner.title,
  body: banner.body,
  ...toIllustrationDto(banner),
  dismissible: banner.dismissible,
});

const toWarning = ({ severity, action, ...banner }: BannerEntity): WarningBanner | undefined =>
  severity === null
    ? undefined
    : {
        id: banner.id,
        severity,
        title: banner.title,
        body: banner.body,
        imageUrl: banner.imageUrl,
        actions: action === null ? [] : [{ label: null, ...action }],
        dismissible: banner.dismissible,
        startsAt: banner.startsAt,
        endsAt: banner.endsAt,
      };
