import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, In, Repository } from 'typeorm';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { VerificationTokens } from '../one-time-codes/verification-tokens.service.js';
import { OnboardingAcceptanceEntity } from './onboarding-acceptance.entity.js';
import { type OnboardingOutcome, OnboardingPendingEntity } from './onboarding-pending.entity.js';
import type { ConfirmPendingDto, SaleConfirmedDto } from './onboarding.dto.js';
import { SALES } from './onboarding.service.js';
import { PendingSalesPort } from './pending-sales.port.js';
import { judgeTerms, termIdOf } from './sale-terms.js';

/** Longer than the provider is ever waited for: whoever sent what is older has died. */
const SENDING_MS = 60_000;
/** How long an acceptance may take to show at the provider; what does not show by then was not accepted. */
const SHOWS_WITHIN_MS = 120_000;
const IN_FLIGHT_RETRY_SECONDS = 2;

export interface Buyer {
  readonly address: string;
  readonly userAgent: string | undefined;
}

/** Accepts a sale at the provider, once, with the evidence written before. */
@Injectable()
export class SaleConfirmations {
  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(OnboardingPendingEntity) private readonly rows: Repository<OnboardingPendingEntity>,
    private readonly sales: PendingSalesPort,
    private readonly tokens: VerificationTokens,
  ) {}

  /**
   * Confirms a sale; a repetition gets the first answer.
   * @throws Problem NOT_FOUND, VERIFICATION_TOKEN_REFUSED, TERMS_NOT_ACCEPTED, TERM_CHANGED, DUE_DATE_NOT_OFFERED,
   * SALE_NOT_PENDING; REQUEST_IN_FLIGHT while another request confirms; OUTCOME_UNCERTAIN while nobody knows.
   */
  async confirm(pendingId: string, body: ConfirmPendingDto, buyer: Buyer): Promise<SaleConfirmedDto> {
    const row = await this.rows.findOneBy({ id: pendingId });
    if (row === null) throw new Problem(problems.notFound);
    const verificationHash = createHash('sha256').update(body.verification_token).digest();
    const repeated = row.verificationHash !== null && timingSafeEqual(row.verificationHash, verificationHash);
    if (!repeated) await this.tokens.check(body.verification_token, SALES, pendingId);
    if (row.outcome !== null) return confirmed(row.outcome);
    const settled = await this.settle(row);
    if (settled !== undefined) return confirmed(settled);
    return this.accept(row, body, buyer, repeated ? undefined : verificationHash);
  }

  /** @param newHash of a verification that is spent on this; undefined when it was spent on an earlier try. */
  private async accept(
    row: OnboardingPendingEntity,
    body: ConfirmPendingDto,
    buyer: Buyer,
    newHash: Buffer | undefined,
  ): Promise<SaleConfirmedDto> {
    await this.checkTerms(row, body.accepted_terms);
    await this.changeDueDate(row, body.due_date_id);
    const { pending, standing, status } = await this.sales.standing(row);
    if (!pending) throw new Problem(problems.saleNotPending);
    const sentAt = new Date();
    await this.dataSource.transaction(async (manager) => {
      const begun = await manager.update(
        OnboardingPendingEntity,
        { id: row.id, state: 'open' },
        { state: 'sending', standing, sentAt, ...(newHash === undefined ? {} : { verificationHash: newHash }) },
      );
      if (begun.affected !== 1) throw inFlight();
      if (newHash !== undefined) await this.tokens.spend(body.verification_token, SALES, row.id, manager);
      await manager.insert(OnboardingAcceptanceEntity, {
        pendingId: row.id,
        terms: [...body.accepted_terms],
        dueDateId: body.due_date_id ?? null,
        ipAddress: buyer.address,
        userAgent: buyer.userAgent?.slice(0, 500) ?? null,
      });
    });
    const answer = await this.sales.accept(row).catch(async (error: unknown) => {
      await this.rows.update({ id: row.id, state: 'sending', sentAt }, { state: 'open' });
      throw error;
    });
    if (answer === 'accepted') {
      const after = await this.sales.standing(row).catch(() => undefined);
      return confirmed(await this.close(row, after?.status ?? status));
    }
    await this.rows.update({ id: row.id, state: 'sending', sentAt }, { state: 'uncertain' });
    const shown = await this.sales.standing(row).catch(() => undefined);
    if (shown === undefined || shown.standing === standing) throw new Problem(problems.outcomeUncertain);
    return confirmed(await this.close(row, shown.status));
  }

  /** What became of an acceptance whose answer was lost, by reading; undefined when it may be sent (again). */
  private async settle(row: OnboardingPendingEntity): Promise<OnboardingOutcome | undefined> {
    if (row.state === 'open' || row.sentAt === null) return undefined;
    const age = Date.now() - row.sentAt.getTime();
    if (row.state === 'sending' && age < SENDING_MS) throw inFlight();
    const { standing, status } = await this.sales.standing(row);
    if (standing !== row.standing) return this.close(row, status);
    if (age < SHOWS_WITHIN_MS) throw new Problem(problems.outcomeUncertain);
    const reopened = await this.rows.update(
      { id: row.id, state: In(['sending', 'uncertain']), sentAt: row.sentAt },
      { state: 'open' },
    );
    if (reopened.affected !== 1) throw inFlight();
    return undefined;
  }

  private async checkTerms(row: OnboardingPendingEntity, accepted: readonly string[]): Promise<void> {
    const term = await this.sales.term(row);
    switch (judgeTerms(accepted, term === undefined ? null : termIdOf(term))) {
      case 'accepted':
        return;
      case 'changed':
        throw new Problem(problems.termChanged);
      case 'missing':
        throw new Problem(problems.termsNotAccepted);
    }
  }

  /** Before the acceptance: bears repetition, and an accepted sale has its due date. */
  private async changeDueDate(row: OnboardingPendingEntity, wanted: string | undefined): Promise<void> {
    if (wanted === undefined) return;
    const [offered, { dueDateId }] = await Promise.all([this.sales.dueDates(), this.sales.summary(row)]);
    if (row.kind !== 'CONTRACT' || dueDateId === null || !offered.some(({ id }) => id === wanted)) {
      throw new Problem(problems.dueDateNotOffered);
    }
    if (wanted !== dueDateId) await this.sales.changeDueDate(row, dueDateId, wanted);
  }

  private async close(row: OnboardingPendingEntity, status: string): Promise<OnboardingOutcome> {
    const outcome = { contract_id: row.kind === 'CONTRACT' ? row.providerId : null, status };
    await this.rows.update(
      { id: row.id, state: In(['sending', 'uncertain']) },
      { state: 'confirmed', outcome, confirmedAt: new Date() },
    );
    // Another request may have found it out at the same moment: all say what stands.
    return (await this.rows.findOneByOrFail({ id: row.id })).outcome ?? outcome;
  }
}

const inFlight = (): Problem => new Problem(problems.requestInFlight, { retryAfterSeconds: IN_FLIGHT_RETRY_SECONDS });

const confirmed = ({ contract_id, status }: OnboardingOutcome): SaleConfirmedDto => ({
  contract_id,
  status,
  protocol: null,
});
