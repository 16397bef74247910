import { Injectable } from '@nestjs/common';
import { todayInSaoPaulo } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { type ContractDetails, ContractsPort } from '../contracts/contracts.port.js';
import { speedInLabel } from '../contracts/plan-speed.js';
import { CoverageService } from '../coverage/coverage.service.js';
import { type CustomerAccount, CustomerAccounts } from '../customers/customer-accounts.service.js';
import { CustomerBillsService } from '../finance/customer-bills.service.js';
import { catalogueQuestion } from './catalogue-question.js';
import { PlanCataloguePort } from './plan-catalogue.port.js';
import {
  changesTechnology,
  type CurrentPlan,
  type ExchangeObstacle,
  type ExchangeWarning,
  isLess,
  isLoyal,
  isOverdue,
  isSamePlan,
  nextDueDay,
  obstaclesOf,
  type Recommendation,
  recommendationsFor,
  type SoldPlan,
  warningsOf,
} from './plan-exchange-rules.js';
import type {
  ExchangeEligibilityDto,
  OfferedPlanDto,
  PlanRecommendationDto,
  PlanRecommendationsDto,
} from './products.dto.js';

const OBSTACLE_TEXTS: Readonly<Record<ExchangeObstacle, string>> = {
  CONTRACT_NOT_ACTIVE: 'O contrato não está ativo.',
  OVERDUE_BILL: 'Há fatura em atraso neste contrato.',
  LOYALTY_ACTIVE: 'O plano atual ainda está no prazo de fidelidade.',
  SAME_PLAN: 'Este já é o seu plano.',
  PLAN_NOT_OFFERED: 'Este plano não é vendido no seu endereço.',
  PRICE_ON_REQUEST: 'O preço deste plano depende de consulta ao atendimento.',
  NO_COVERAGE: 'A tecnologia deste plano não chega ao seu endereço.',
  COVERAGE_UNKNOWN: 'Não foi possível confirmar se a tecnologia deste plano chega ao seu endereço.',
};

const WARNING_TEXTS: Readonly<Record<ExchangeWarning, string>> = {
  SPEED_DECREASES: 'A velocidade será menor que a do seu plano atual.',
  PRICE_INCREASES: 'A mensalidade será maior que a do seu plano atual.',
  TECHNOLOGY_CHANGES: 'A troca muda a tecnologia e pede uma nova instalação.',
};

/** What a contract has, and what else is sold where it is. */
interface Situation {
  readonly contract: ContractDetails;
  readonly current: CurrentPlan;
  readonly plans: readonly SoldPlan[];
}

/** Plans that are sold where a contract is. */
export interface PlanShelf {
  /** As `recommendations`. */
  readonly recommended: readonly PlanRecommendationDto[];
  readonly others: readonly (OfferedPlanDto & { readonly price_difference_cents: number | null })[];
}

/** Plans that a customer can change to. */
@Injectable()
export class ProductsService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsPort,
    private readonly bills: CustomerBillsService,
    private readonly catalogue: PlanCataloguePort,
    private readonly coverage: CoverageService,
  ) {}

  async eligibility(customerId: string, contractId: string, targetPlanId: string): Promise<ExchangeEligibilityDto> {
    const account = await this.accounts.get(customerId);
    const [{ contract, current, plans }, bills] = await Promise.all([
      this.situationOf(account, contractId),
      this.bills.billsOf(customerId),
    ]);
    const today = todayInSaoPaulo();
    const target = plans.find(({ id }) => id === targetPlanId);
    const { loyaltyEndsOn } = contract;
    const obstacles = obstaclesOf({
      status: contract.status,
      hasOverdueBill: bills.value.some((bill) => isOverdue(bill, contractId, today)),
      loyaltyEndsOn,
      today,
      current,
      target,
      reached: await this.reached(contract, current, target),
    });
    const eligible = obstacles.length === 0;
    const bound = target !== undefined && isLoyal({ loyaltyEndsOn, today }) && isLess(current, target);
    return {
      eligible,
      reasons: obstacles.map((code) => ({ code, text: OBSTACLE_TEXTS[code] })),
      warnings:
        target === undefined ? [] : warningsOf(current, target).map((code) => ({ code, text: WARNING_TEXTS[code] })),
      target_plan: target === undefined ? null : planDto(target),
      penalty_cents: bound ? null : 0,
      loyalty_ends_on: loyaltyEndsOn,
      price_difference_cents: differenceOf(current.priceCents, target?.priceCents ?? null),
      effective_from: eligible && contract.dueDay !== null ? nextDueDay(contract.dueDay, today) : null,
    };
  }

  async recommendations(customerId: string, contractId: string): Promise<PlanRecommendationsDto> {
    return { items: recommended(await this.situationOf(await this.accounts.get(customerId), contractId)) };
  }

  /** Everything that is sold where the contract is, but for the plan it has. */
  async shelf(customerId: string, contractId: string): Promise<PlanShelf> {
    const situation = await this.situationOf(await this.accounts.get(customerId), contractId);
    const { current, plans } = situation;
    const found = recommended(situation);
    return {
      recommended: found,
      others: plans
        .filter((plan) => !isSamePlan(current, plan) && !found.some(({ id }) => id === plan.id))
        .map((plan) => ({
          ...planDto(plan),
          price_difference_cents: differenceOf(current.priceCents, plan.priceCents),
        })),
    };
  }

  private async situationOf(account: CustomerAccount, contractId: string): Promise<Situation> {
    const { value: contract } = await this.contracts.read(account, contractId);
    const plans = await this.plansFor(account, contract);
    const sold = plans.find((plan) => isSamePlan({ name: contract.plan }, plan));
    const current = {
      name: contract.plan,
      technology: contract.technology,
      // What the customer pays, which may differ from what the plan costs today.
      priceCents: contract.priceCents,
      downloadMbps: sold?.downloadMbps ?? speedInLabel(contract.plan ?? ''),
    };
    return { contract, current, plans };
  }

  private async plansFor({ document }: CustomerAccount, contract: ContractDetails): Promise<readonly SoldPlan[]> {
    const question = catalogueQuestion(contract, document);
    if (question === undefined) return [];
    const sold = await this.catalogue.plans(question);
    return sold.map(({ speedLabel, ...plan }) => ({
      ...plan,
      downloadMbps: speedInLabel(speedLabel ?? '') ?? speedInLabel(plan.name),
    }));
  }

  /** What the contract's own technology reaches is served already. */
  private async reached(
    { address }: ContractDetails,
    current: CurrentPlan,
    target: SoldPlan | undefined,
  ): Promise<boolean | undefined> {
    if (target === undefined || !changesTechnology(current, target)) return true;
    const postalCode = address?.postalCode?.replace(/\D/g, '') ?? '';
    if (!/^\d{8}$/.test(postalCode) || address === null) return undefined;
    return this.coverage.reaches(postalCode, address.number ?? 'S/N');
  }
}

function recommended({ contract, current, plans }: Situation): PlanRecommendationDto[] {
  if (contract.status !== 'HABILITADO') return [];
  const loyal = isLoyal({ loyaltyEndsOn: contract.loyaltyEndsOn, today: todayInSaoPaulo() });
  return recommendationsFor(current, plans, loyal).map((found) => recommendationDto(found, current));
}

const differenceOf = (current: number | null, target: number | null): number | null =>
  current === null || target === null ? null : target - current;

const planDto = ({ id, name, technology, downloadMbps, priceCents }: SoldPlan): OfferedPlanDto => ({
  id,
  name,
  technology,
  download_mbps: downloadMbps,
  price_cents: priceCents,
  price_formatted: priceCents === null ? null : formatBrl(priceCents),
});

function recommendationDto({ plan, reason }: Recommendation, current: CurrentPlan): PlanRecommendationDto {
  const difference = differenceOf(current.priceCents, plan.priceCents) ?? 0;
  const faster = plan.downloadMbps - (current.downloadMbps ?? 0);
  const speed = faster === 0 ? 'A mesma velocidade' : `${faster} Mega a mais`;
  const price =
    difference === 0
      ? 'pelo mesmo preço'
      : `por ${formatBrl(Math.abs(difference))} a ${difference > 0 ? 'mais' : 'menos'} por mês`;
  return {
    ...planDto(plan),
    price_difference_cents: difference,
    why: { code: reason, text: `${speed} ${price}.` },
  };
}
