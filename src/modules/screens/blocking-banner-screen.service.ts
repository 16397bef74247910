import { Injectable } from '@nestjs/common';
import { formatBrl } from '../../common/brazil/money.js';
import type { AppCaller } from '../audience/app-caller.js';
import { type DebtStanding, DebtStandingService } from '../finance/debt-standing.service.js';
import { NegotiationsService } from '../finance/negotiation.service.js';
import type { BlockingBannerDataDto, BlockingBannerScreenDto } from './blocking-banner-screen.dto.js';
import { negotiateAction } from './invoice-cards.service.js';
import { navigate } from './screen-actions.js';
import { ScreenBuilders } from './screen-builders.service.js';
import type { SectionContent } from './screen-builder.js';
import type { ScreenActionDto } from './screen.dto.js';

/** Tells a customer why a contract is or will be blocked, and what can be done about it. */
@Injectable()
export class BlockingBannerScreenService {
  constructor(
    private readonly standings: DebtStandingService,
    private readonly negotiations: NegotiationsService,
    private readonly builders: ScreenBuilders,
  ) {}

  /** Undefined when nothing is blocked or about to be. */
  async screen(
    customerId: string,
    contractId: string | undefined,
    app: AppCaller,
  ): Promise<BlockingBannerScreenDto | undefined> {
    const standing = await this.standings.of(customerId, contractId);
    if (standing === undefined) return undefined;
    const builder = this.builders.for('banner-blocking', app);
    return builder.screen({ ttlSeconds: 60, refreshAfterSeconds: 60 }, [
      builder.section(
        'blocking-banner',
        'BLOCKING_BANNER',
        await this.contentOf(standing, this.negotiations.negotiable(customerId)),
      ),
    ]);
  }

  async contentOf(
    standing: DebtStanding,
    askedNegotiable: Promise<ReadonlySet<string>>,
  ): Promise<SectionContent<'BLOCKING_BANNER'>> {
    const { notice, staleSince } = standing;
    const { contractId } = standing.debt;
    const negotiable = await askedNegotiable;
    return {
      state: staleSince === undefined ? 'ok' : 'stale',
      ...(staleSince === undefined ? {} : { asOf: staleSince }),
      data: bannerData(standing),
      actions: [
        payAction(standing),
        ...(standing.trustEligible
          ? [
              navigate(
                'TRUST_UNLOCK',
                'Liberar em confiança',
                `/app/v1/interface/license-trust?contractId=${contractId}`,
              ),
            ]
          : []),
        ...(negotiable.has(contractId) ? [negotiateAction(contractId)] : []),
      ],
      text: { title: notice.title, text: notice.text },
    };
  }
}

/** One bill is paid at once; of several the customer chooses. */
export function payAction({ debt: { billIds, contractId } }: DebtStanding): ScreenActionDto {
  const [billId, ...others] = billIds;
  return billId !== undefined && others.length === 0
    ? navigate('PAY', 'Pagar agora', `/app/v1/interface/payment-flow?invoiceId=${billId}`)
    : navigate('PAY', 'Ver faturas', `/app/v1/interface/invoices?contractId=${contractId}`);
}

const bannerData = ({ debt, notice, trustUntil }: DebtStanding): BlockingBannerDataDto => ({
  contract_id: debt.contractId,
  severity: notice.severity,
  stage: debt.stage,
  title: notice.title,
  text: notice.text,
  facts: {
    reason: 'OVERDUE_BILLS',
    amount_cents: debt.amountCents,
    amount_formatted: formatBrl(debt.amountCents),
    months: [...debt.months],
    due_date: debt.dueDate,
    suspension_date: debt.suspendsOn,
    rescission_date: debt.rescindsOn,
    credit_bureau_possible: debt.creditBureaus,
    restored_within_hours: debt.restoreHours,
  },
  trust_until: trustUntil,
});
