import { addDays, businessDayOnOrAfter, plainDate, type PlainDate } from '../../common/brazil/dates.js';
import type { ContractStatus } from '../contracts/contracts.port.js';
import type { CustomerBill } from '../finance/customer-bills.port.js';
import type { CataloguePlan } from './plan-catalogue.port.js';

/** A plan that is sold where the contract is, with what its labels say of its speed. */
export interface SoldPlan extends Omit<CataloguePlan, 'speedLabel'> {
  readonly downloadMbps: number | null;
}

/** Why a plan cannot be exchanged for another now. */
export const exchangeObstacles = [
  'CONTRACT_NOT_ACTIVE',
  'OVERDUE_BILL',
  'LOYALTY_ACTIVE',
  'SAME_PLAN',
  'PLAN_NOT_OFFERED',
  'PRICE_ON_REQUEST',
  'NO_COVERAGE',
  'COVERAGE_UNKNOWN',
] as const;
export type ExchangeObstacle = (typeof exchangeObstacles)[number];

/** What would become less, so that nobody takes it unawares. */
export const exchangeWarnings = ['SPEED_DECREASES', 'PRICE_INCREASES', 'TECHNOLOGY_CHANGES'] as const;
export type ExchangeWarning = (typeof exchangeWarnings)[number];

/** Why a plan is recommended. */
export const recommendationReasons = ['FASTER_FOR_LESS', 'FASTER_SAME_PRICE', 'SAME_SPEED_FOR_LESS', 'FASTER'] as const;
export type RecommendationReason = (typeof recommendationReasons)[number];

/** The plan that a contract has, by what is known of it. */
export interface CurrentPlan {
  readonly name: string | null;
  readonly technology: string | null;
  readonly priceCents: number | null;
  readonly downloadMbps: number | null;
}

export interface ExchangeFacts {
  readonly status: ContractStatus;
  readonly hasOverdueBill: boolean;
  readonly loyaltyEndsOn: PlainDate | null;
  readonly today: PlainDate;
  readonly current: CurrentPlan;
  /** Undefined when it is not sold where the contract is. */
  readonly target: SoldPlan | undefined;
  /** Whether the network reaches the address with the target's technology; undefined when nobody can tell. */
  readonly reached: boolean | undefined;
}

/** Everything that stands against an exchange; nothing when it can be made. */
export function obstaclesOf(facts: ExchangeFacts): ExchangeObstacle[] {
  const { current, target } = facts;
  const obstacles: ExchangeObstacle[] = [];
  if (facts.status !== 'HABILITADO') obstacles.push('CONTRACT_NOT_ACTIVE');
  if (facts.hasOverdueBill) obstacles.push('OVERDUE_BILL');
  if (target === undefined) return [...obstacles, 'PLAN_NOT_OFFERED'];
  if (isSamePlan(current, target)) obstacles.push('SAME_PLAN');
  if (target.priceCents === null) obstacles.push('PRICE_ON_REQUEST');
  if (isLoyal(facts) && isLess(current, target)) obstacles.push('LOYALTY_ACTIVE');
  if (facts.reached === false) obstacles.push('NO_COVERAGE');
  if (facts.reached === undefined) obstacles.push('COVERAGE_UNKNOWN');
  return obstacles;
}

export function warningsOf(current: CurrentPlan, target: SoldPlan): ExchangeWarning[] {
  const warnings: ExchangeWarning[] = [];
  if (isBelow(target.downloadMbps, current.downloadMbps)) warnings.push('SPEED_DECREASES');
  if (isBelow(current.priceCents, target.priceCents)) warnings.push('PRICE_INCREASES');
  if (changesTechnology(current, target)) warnings.push('TECHNOLOGY_CHANGES');
  return warnings;
}

/** Last day of the loyalty term (fidelização) included. */
export const isLoyal = ({ loyaltyEndsOn, today }: Pick<ExchangeFacts, 'loyaltyEndsOn' | 'today'>): boolean =>
  loyaltyEndsOn !== null && loyaltyEndsOn >= today;

/** A loyalty term binds to what was promised: less speed or less money breaks it, more does not. */
export const isLess = (current: CurrentPlan, target: SoldPlan): boolean =>
  isBelow(target.downloadMbps, current.downloadMbps) || isBelow(target.priceCents, current.priceCents);

const isBelow = (left: number | null, right: number | null): boolean => left !== null && right !== null && left < right;

export const isSamePlan = ({ name }: Pick<CurrentPlan, 'name'>, target: SoldPlan): boolean =>
  name !== null && comparable(name) === comparable(target.name);

export const changesTechnology = (current: CurrentPlan, target: SoldPlan): boolean =>
  current.technology !== null &&
  target.technology !== null &&
  comparable(current.technology) !== comparable(target.technology);

const comparable = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toUpperCase();

/** A bill of the contract that was due and can no longer be paid without charge: bills due on a holiday wait for the next business day. */
export const isOverdue = (bill: CustomerBill, contractId: string, today: PlainDate): boolean =>
  bill.paidOn === null && bill.contractIds.includes(contractId) && businessDayOnOrAfter(bill.dueDate) < today;

/** The next day that bills of the contract fall due, after today; the last day of a month that is too short. */
export function nextDueDay(dueDay: number, today: PlainDate): PlainDate {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const [thisMonth, nextMonth] = [month, month + 1].map((wanted) => {
    const [ofYear, ofMonth] = wanted > 12 ? [year + 1, 1] : [year, wanted];
    const [afterYear, afterMonth] = ofMonth === 12 ? [ofYear + 1, 1] : [ofYear, ofMonth + 1];
    return plainDate(ofYear, ofMonth, dueDay) ?? addDays(plainDate(afterYear, afterMonth, 1) ?? today, -1);
  });
  if (thisMonth !== undefined && thisMonth > today) return thisMonth;
  return nextMonth ?? today;
}

export interface Recommendation {
  readonly plan: SoldPlan & { readonly priceCents: number; readonly downloadMbps: number };
  readonly reason: RecommendationReason;
}

const MOST_RECOMMENDED = 5;

/**
 * Plans worth changing to, the best first: none slower than what the customer has, none without a known price, and none
 * that changes nothing for the better.
 */
export function recommendationsFor(
  current: CurrentPlan,
  plans: readonly SoldPlan[],
  loyal: boolean,
): readonly Recommendation[] {
  const { downloadMbps: speed, priceCents: price } = current;
  if (speed === null || price === null) return [];
  return plans
    .flatMap((plan): Recommendation[] => {
      const { priceCents, downloadMbps } = plan;
      if (priceCents === null || downloadMbps === null || isSamePlan(current, plan)) return [];
      // Less money breaks a loyalty term as less speed does.
      if (changesTechnology(current, plan) || (loyal && priceCents < price)) return [];
      const reason = reasonFor(downloadMbps - speed, priceCents - price);
      return reason === undefined ? [] : [{ plan: { ...plan, priceCents, downloadMbps }, reason }];
    })
    .sort(
      (left, right) =>
        recommendationReasons.indexOf(left.reason) - recommendationReasons.indexOf(right.reason) ||
        left.plan.priceCents - right.plan.priceCents ||
        right.plan.downloadMbps - left.plan.downloadMbps,
    )
    .slice(0, MOST_RECOMMENDED);
}

function reasonFor(faster: number, dearer: number): RecommendationReason | undefined {
  if (faster < 0) return undefined;
  if (faster === 0) return dearer < 0 ? 'SAME_SPEED_FOR_LESS' : undefined;
  if (dearer < 0) return 'FASTER_FOR_LESS';
  return dearer === 0 ? 'FASTER_SAME_PRICE' : 'FASTER';
}
