import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { toSaoPauloInstant } from '../../../common/brazil/dates.js';
import { withinMilliseconds } from '../../../common/http/request-scope.js';
import type { WarningBannerDto, WarningBannersDto } from './banner.dto.js';
import {
  type WarnedCustomer,
  type WarningBanner,
  type WarningBannerKind,
  warningBannerSeverities,
  type WarningBannerSource,
  WarningBannerSources,
} from './warning-banner-sources.service.js';

/** What a source may wait for the provider; the others are not kept longer. */
const PATIENCE_MS = 2_000;

/** All that a customer is warned of, from every source. */
@Injectable()
export class WarningBanners {
  constructor(
    private readonly sources: WarningBannerSources,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(WarningBanners.name);
  }

  /** The gravest first; a source that cannot be read now is left out and said so. */
  async forCustomer(customer: WarnedCustomer): Promise<WarningBannersDto> {
    const read = await Promise.all(this.sources.all().map((source) => this.read(source, customer)));
    const items = read.flatMap((warnings) => warnings ?? []);
    return {
      items: items.toSorted((one, other) => gravity(one) - gravity(other)),
      partial: read.includes(undefined),
    };
  }

  private async read(source: WarningBannerSource, customer: WarnedCustomer): Promise<WarningBannerDto[] | undefined> {
    try {
      const warnings = await withinMilliseconds(PATIENCE_MS, () => source.warningsFor(customer));
      return warnings.map((warning) => toDto(source.kind, warning));
    } catch (error) {
      this.logger.warn({ err: error, kind: source.kind }, 'warnings could not be read');
      return undefined;
    }
  }
}

const gravity = ({ severity }: WarningBannerDto): number => warningBannerSeverities.indexOf(severity);

const toDto = (kind: WarningBannerKind, warning: WarningBanner): WarningBannerDto => ({
  id: warning.id,
  kind,
  severity: warning.severity,
  title: warning.title,
  body: warning.body,
  image_url: warning.imageUrl,
  actions: warning.actions.map(({ label, type, value }) => ({ label, type, value })),
  dismissible: warning.dismissible,
  starts_at: warning.startsAt === null ? null : toSaoPauloInstant(warning.startsAt),
  ends_at: warning.endsAt === null ? null : toSaoPauloInstant(warning.endsAt),
});
