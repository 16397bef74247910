import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  type WarnedCustomer,
  type WarningBanner,
  WarningBannerSources,
} from '../app-content/banners/warning-banner-sources.service.js';
import { type DebtStanding, DebtStandingService } from '../finance/debt-standing.service.js';
import { payAction } from './blocking-banner-screen.service.js';

/** Puts the notice of a debt among all that a customer is warned of. */
@Injectable()
export class BlockingWarnings implements OnModuleInit {
  constructor(
    private readonly standings: DebtStandingService,
    private readonly sources: WarningBannerSources,
  ) {}

  onModuleInit(): void {
    this.sources.register({ kind: 'BLOCKING', warningsFor: (customer) => this.warningsFor(customer) });
  }

  private async warningsFor({ customerId, contractId }: WarnedCustomer): Promise<WarningBanner[]> {
    const standing = await this.standings.of(customerId, contractId);
    return standing === undefined ? [] : [warningOf(standing)];
  }
}

function warningOf(standing: DebtStanding): WarningBanner {
  const { debt, notice } = standing;
  const { label, value } = payAction(standing);
  return {
    id: debt.contractId,
    severity: notice.severity === 'CRITICAL' ? 'CRITICAL' : 'WARNING',
    title: notice.title,
    body: notice.text,
    imageUrl: null,
    actions: [{ label, type: 'NAVIGATE', value }],
    dismissible: false,
    startsAt: null,
    endsAt: null,
  };
}
