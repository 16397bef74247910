import { Injectable } from '@nestjs/common';
import type { AppCaller } from '../../audience/app-caller.js';
import { isForAudience } from '../../audience/audience-match.js';
import { CustomerFactsService } from '../../audience/customer-facts.service.js';
import { Consents } from '../../privacy/consents.service.js';
import type { ContentAction } from '../content.entity.js';
import { PromotionBook } from './promotion-book.service.js';
import type { PromotionEntity } from './promotion.entity.js';

/** A promotion as a customer sees it. */
export interface PromotionCard {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly imageUrl: string | null;
  /** The price as it is announced. */
  readonly priceText: string | null;
  /** Conditions of the offer. */
  readonly terms: string;
  readonly action: ContentAction | null;
  /** An offer of somebody else's. */
  readonly partner: boolean;
  /** Null when it stays. */
  readonly endsAt: Date | null;
}

/** Promotions as customers see them. */
@Injectable()
export class Promotions {
  constructor(
    private readonly book: PromotionBook,
    private readonly facts: CustomerFactsService,
    private readonly consents: Consents,
  ) {}

  /**
   * The promotions for a customer, the first to be shown first: none for whoever refused offers in the app, and those of
   * partners only for whoever agreed to them. Asks no upstream.
   * @param contractId one of the customer's contracts; undefined for all of them
   */
  async forCustomer(customerId: string, contractId: string | undefined, app: AppCaller): Promise<PromotionCard[]> {
    const open = await this.book.open();
    if (open.length === 0) return [];
    const [facts, refused] = await Promise.all([
      this.facts.of(customerId, contractId),
      this.consents.isRefused(customerId, 'IN_APP_OFFERS'),
    ]);
    if (refused) return [];
    const meant = open.filter(({ target }) => isForAudience(target, facts, app));
    const withPartners =
      meant.some(({ partner }) => partner) && (await this.consents.isGranted(customerId, 'PARTNER_OFFERS'));
    return meant.filter(({ partner }) => withPartners || !partner).map(toCard);
  }
}

const toCard = (row: PromotionEntity): PromotionCard => ({
  id: row.id,
  title: row.title,
  body: row.body,
  imageUrl: row.imageUrl,
  priceText: row.priceText,
  terms: row.terms,
  action: row.action,
  partner: row.partner,
  endsAt: row.endsAt,
});
