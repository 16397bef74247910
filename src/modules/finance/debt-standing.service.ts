import { Inject, Injectable } from '@nestjs/common';
import { type PlainDate, todayInSaoPaulo } from '../../common/brazil/dates.js';
import type { Answered } from '../../common/http/answered.js';
import type { Contract } from '../contracts/contracts.port.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { BillingDisputesService } from './billing-disputes.service.js';
import type { CustomerBill } from './customer-bills.port.js';
import { CustomerBillsService } from './customer-bills.service.js';
import { debtNotice, type DebtNotice } from './debt-notice.js';
import { type Debt, debtOf, type DebtStage, debtStages } from './debt-stage.js';
import { type FinanceConfig, financeConfig } from './finance.config.js';
import { payableBill, totalOfPayable } from './payable-bill.js';
import { TrustUnlocksService } from './trust-unlock.service.js';

/** A debt, what the customer reads of it, and what can be done about it beside paying. */
export interface DebtStanding {
  readonly debt: Debt;
  readonly notice: DebtNotice;
  /** The last day of the trust unlock that is active now; null when there is none, or nobody knows. */
  readonly trustUntil: PlainDate | null;
  readonly trustEligible: boolean;
  /** When kept data that it was judged by was read. */
  readonly staleSince?: Date;
}

/** How far the debts of customers have come, and what has to be told of them. */
@Injectable()
export class DebtStandingService {
  constructor(
    private readonly contracts: ContractsService,
    private readonly bills: CustomerBillsService,
    private readonly disputes: BillingDisputesService,
    private readonly unlocks: TrustUnlocksService,
    @Inject(financeConfig.token) private readonly config: FinanceConfig,
  ) {}

  /**
   * The debt of a contract, or the gravest of all when none is named; undefined when there is nothing to tell.
   * Upstream errors pass: a notice without its amount must not be shown.
   */
  async of(customerId: string, contractId: string | undefined): Promise<DebtStanding | undefined> {
    const [contracts, bills] = await Promise.all([
      this.contracts.contractsOf(customerId),
      this.bills.billsOf(customerId),
    ]);
    return this.judged(customerId, contracts, bills, contractId);
  }

  /** As `of`, by what was read already. */
  async judged(
    customerId: string,
    contracts: Answered<readonly Contract[]>,
    bills: Answered<readonly CustomerBill[]>,
    contractId: string | undefined,
  ): Promise<DebtStanding | undefined> {
    const today = todayInSaoPaulo();
    const disputed = await this.disputes.disputedOf(customerId);
    const owed = bills.value.flatMap((bill) => undisputed(bill, disputed.get(bill.id) ?? 0) ?? []);
    const gravest = contracts.value
      .filter(({ id }) => contractId === undefined || id === contractId)
      .flatMap((contract) => {
        const debt = debtOf(contract, owed, today, this.config.debt);
        return debt === undefined ? [] : [{ contract, debt }];
      })
      .sort(
        (left, right) => gravity(right.debt) - gravity(left.debt) || right.debt.amountCents - left.debt.amountCents,
      )[0];
    if (gravest === undefined) return undefined;
    const { debt, contract } = gravest;
    const { eligible, activeUntil } = UNLOCKABLE.has(debt.stage)
      ? await this.unlocks.outlook(
          contract,
          bills.value.filter(({ contractIds }) => contractIds.includes(contract.id)),
        )
      : NO_UNLOCK;
    const staleSince = contracts.staleSince ?? bills.staleSince;
    return {
      debt,
      notice: debtNotice(debt, activeUntil, today),
      trustUntil: activeUntil,
      trustEligible: eligible,
      ...(staleSince === undefined ? {} : { staleSince }),
    };
  }
}

/** Elsewhere there is nothing to unlock. */
const UNLOCKABLE: ReadonlySet<DebtStage> = new Set(['SUSPENDED', 'IN_TRUST']);
const NO_UNLOCK = { eligible: false, activeUntil: null };

/** Nobody is pressed for what they contest; undefined for a bill that is contested whole. */
function undisputed(bill: CustomerBill, disputedCents: number): CustomerBill | undefined {
  if (disputedCents === 0) return bill;
  const payable = payableBill(bill, disputedCents);
  return totalOfPayable(payable) === 0
    ? undefined
    : {
        ...bill,
        amountCents: payable.amount_cents,
        fineCents: payable.fine_cents,
        interestCents: payable.interest_cents,
      };
}

/** Where nothing is owed that is known of, what is owed elsewhere goes first; unless the service does not work. */
const gravity = ({ stage, billIds }: Debt): number =>
  stage === 'IN_TRUST' && billIds.length === 0 ? -1 : debtStages.indexOf(stage);
