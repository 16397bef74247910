import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { keyedHash } from '../../common/auth/keyed-hash.js';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { type ConsentPurpose, consentPurposes, consentTexts } from './consent-purposes.js';
import { ConsentRecordEntity } from './consent-record.entity.js';
import type { ConsentDecisionDto, ConsentListDto } from './privacy.dto.js';

/** What customers consented to, from a log that only grows (Lei 13.709/2018, art. 8). */
@Injectable()
export class Consents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: CustomerAccounts,
    @Inject(authConfig.token) private readonly config: AuthConfig,
  ) {}

  /** Whether the customer's last decision on a purpose was yes, to the text in force. */
  async isGranted(customerId: string, purpose: ConsentPurpose): Promise<boolean> {
    const last = (await this.latest(customerId, this.dataSource.manager)).get(purpose);
    return last !== undefined && last.granted && last.version === consentTexts[purpose].version;
  }

  /**
   * Whether the customer's last decision on a purpose was no, to whichever text: for what is done until it is refused
   * (Lei 13.709/2018, art. 18, § 2º).
   */
  async isRefused(customerId: string, purpose: ConsentPurpose): Promise<boolean> {
    return (await this.latest(customerId, this.dataSource.manager)).get(purpose)?.granted === false;
  }

  /** Of many customers, those whose last decision on a purpose was yes, to the text in force. */
  async grantedAmong(customerIds: readonly string[], purpose: ConsentPurpose): Promise<ReadonlySet<string>> {
    const records = await this.dataSource
      .createQueryBuilder(ConsentRecordEntity, 'consent')
      .distinctOn(['consent.customer_id'])
      .where('consent.customer_id = ANY (:customerIds) AND consent.purpose = :purpose', { customerIds, purpose })
      .orderBy('consent.customer_id')
      .addOrderBy('consent.id', 'DESC')
      .getMany();
    const { version } = consentTexts[purpose];
    return new Set(
      records.filter((last) => last.granted && last.version === version).map(({ customerId }) => customerId),
    );
  }

  async list(customerId: string): Promise<ConsentListDto> {
    const latest = await this.latest(customerId, this.dataSource.manager);
    return {
      items: consentPurposes.map((purpose) => {
        const { title, text, version } = consentTexts[purpose];
        const last = latest.get(purpose);
        return {
          purpose,
          title,
          text,
          version,
          granted: last?.granted ?? null,
          decided_at: last === undefined ? null : toSaoPauloInstant(last.recordedAt),
          needs_decision: last?.version !== version,
        };
      }),
    };
  }

  /**
   * Records decisions, all or none; one that changes nothing leaves no trace.
   * @param platform of the app it was decided in, as the app says
   * @throws Problem CONSENT_OUTDATED when the text that was decided on is no longer the one in force.
   */
  async decide(
    customerId: string,
    platform: string | undefined,
    decisions: readonly ConsentDecisionDto[],
  ): Promise<ConsentListDto> {
    if (decisions.some(({ purpose, version }) => version !== consentTexts[purpose].version)) {
      throw new Problem(problems.consentOutdated);
    }
    return this.record(customerId, platform, decisions, () => Promise.resolve());
  }

  /**
   * Withdraws consents, whatever text they were given to, and whether or not they ever were.
   * @param platform of the app it was decided in, as the app says
   * @param alongside joins the transaction, also when all of them were withdrawn before
   */
  withdraw(
    customerId: string,
    platform: string | undefined,
    purposes: readonly ConsentPurpose[],
    alongside: (manager: EntityManager) => Promise<void>,
  ): Promise<ConsentListDto> {
    const decisions = purposes.map((purpose) => ({ purpose, granted: false, version: consentTexts[purpose].version }));
    return this.record(customerId, platform, decisions, alongside);
  }

  private async record(
    customerId: string,
    platform: string | undefined,
    decisions: readonly ConsentDecisionDto[],
    alongside: (manager: EntityManager) => Promise<void>,
  ): Promise<ConsentListDto> {
    const { document } = await this.accounts.get(customerId);
    const documentHash = keyedHash(this.config.identifierPepper, 'consent', document);
    const channel = platform === 'ios' || platform === 'android' ? platform : 'app';
    await this.dataSource.transaction(async (manager) => {
      // One decision at a time: which of two was the last is never in doubt.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`consent|${customerId}`]);
      const latest = await this.latest(customerId, manager);
      for (const { purpose, granted, version } of decisions) {
        const last = latest.get(purpose);
        if (last?.granted === granted && last.version === version) continue;
        await manager.insert(ConsentRecordEntity, { customerId, documentHash, purpose, version, granted, channel });
      }
      await alongside(manager);
    });
    return this.list(customerId);
  }

  private async latest(
    customerId: string,
    manager: EntityManager,
  ): Promise<ReadonlyMap<ConsentPurpose, ConsentRecordEntity>> {
    const records = await manager
      .createQueryBuilder(ConsentRecordEntity, 'consent')
      .distinctOn(['consent.purpose'])
      .where('consent.customer_id = :customerId', { customerId })
      .orderBy('consent.purpose')
      .addOrderBy('consent.id', 'DESC')
      .getMany();
    return new Map(records.map((record) => [record.purpose, record]));
  }
}
