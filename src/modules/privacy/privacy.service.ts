import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { type RateLimit, RateLimits } from '../../common/http/rate-limits.js';
import { CustomerSessions } from '../auth/customer-sessions.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { PersonalDataSources } from './personal-data-sources.service.js';
import type { ErasedSourceDto, ErasureDto, ExportedSourceDto, PersonalDataExportDto } from './privacy.dto.js';

/** An export reads everything there is: nobody needs one every minute. */
const EXPORTS: RateLimit = { name: 'privacy-exports', limit: 10, windowSeconds: 3_600 };

/** What a customer may ask of what is held about them (Lei 13.709/2018, art. 18). */
@Injectable()
export class PrivacyService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: PersonalDataSources,
    private readonly accounts: CustomerAccounts,
    private readonly sessions: CustomerSessions,
    private readonly limits: RateLimits,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(PrivacyService.name);
  }

  /** Everything, source by source; one that cannot be read now is named, and the export says that it is not whole. */
  async export(customerId: string): Promise<PersonalDataExportDto> {
    await this.limits.take(EXPORTS, customerId);
    const sources: ExportedSourceDto[] = [];
    for (const source of this.sources.all()) {
      const { name, title } = source;
      try {
        sources.push({ name, title, available: true, records: await source.export(customerId) });
      } catch (error) {
        this.logger.warn({ source: name, error: error instanceof Error ? error.name : 'unknown' }, 'not exported');
        sources.push({ name, title, available: false, records: [] });
      }
    }
    return {
      generated_at: toSaoPauloInstant(Date.now()),
      complete: sources.every(({ available }) => available),
      sources,
    };
  }

  /** Erases everywhere or nowhere; what is kept is told with its reason. Every session of the customer ends. */
  async erase(customerId: string): Promise<ErasureDto> {
    const sources = await this.dataSource.transaction(async (manager) => {
      await this.sessions.revokeAll(customerId, 'erased', manager);
      const answers: ErasedSourceDto[] = [];
      for (const source of this.sources.all()) {
        const { erased, kept, reason } = await source.erase(customerId, manager);
        const outcome = kept === 0 ? 'ERASED' : erased === 0 ? 'KEPT' : 'PARTLY_KEPT';
        answers.push({ name: source.name, title: source.title, outcome, erased, kept, reason: reason ?? null });
      }
      return answers;
    });
    this.accounts.forget(customerId);
    this.logger.info('a customer was erased');
    return { erased_at: toSaoPauloInstant(Date.now()), sources };
  }
}
