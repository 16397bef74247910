import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  type WarnedCustomer,
  type WarningBanner,
  type WarningBannerSeverity,
  WarningBannerSources,
} from '../app-content/banners/warning-banner-sources.service.js';
import type { WarningSeverity } from './massive-warning.entity.js';
import { MassiveWarnings, type WarningInForce } from './massive-warnings.service.js';

const SEVERITIES: Readonly<Record<WarningSeverity, WarningBannerSeverity>> = {
  CRITICAL: 'CRITICAL',
  MAJOR: 'WARNING',
  MINOR: 'WARNING',
  WARNING: 'INFO',
};

/** Puts what touches many customers among all that a customer is warned of. */
@Injectable()
export class MassiveWarningBanners implements OnModuleInit {
  constructor(
    private readonly warnings: MassiveWarnings,
    private readonly sources: WarningBannerSources,
  ) {}

  onModuleInit(): void {
    this.sources.register({ kind: 'MASSIVE', warningsFor: (customer) => this.warningsFor(customer) });
  }

  private async warningsFor({ customerId, contractId }: WarnedCustomer): Promise<WarningBanner[]> {
    return (await this.warnings.inForce(customerId, contractId)).map(bannerOf);
  }
}

const bannerOf = (warning: WarningInForce): WarningBanner => ({
  id: warning.id,
  severity: SEVERITIES[warning.severity],
  title: warning.title,
  body: warning.message,
  imageUrl: null,
  actions: [],
  // What does not work keeps saying so.
  dismissible: warning.kind === 'INFORMATION' || warning.kind === 'PLANNED_MAINTENANCE',
  startsAt: warning.startedAt,
  endsAt: warning.expectedEndAt,
});
