import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { comparePlainDates, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { staleness } from '../../common/http/staleness.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import type { ContractPlanDto } from './contract-plan.dto.js';
import { type ContractPlan, ContractPlanPort } from './contract-plan.port.js';
import { PlanOfferEntity } from './plan-offer.entity.js';
import { planKey, speedInLabel } from './plan-speed.js';

@Injectable()
export class ContractPlanService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: ContractPlanPort,
    @InjectRepository(PlanOfferEntity) private readonly offers: Repository<PlanOfferEntity>,
  ) {}

  /** A contract's plan: what was published of it goes before the price table, and that before the label. */
  async plan(customerId: string, contractId: string): Promise<ContractPlanDto> {
    const { value, staleSince } = await this.port.read(await this.accounts.get(customerId), contractId);
    const offer = value.plan === null ? null : await this.offers.findOneBy({ plan: planKey(value.plan) });
    const { priceCents, loyaltyEndsOn } = value;
    return {
      contract_id: contractId,
      plan: value.plan,
      download_mbps: offer?.downloadMbps ?? megabits(value.listed?.downloadKbps) ?? labelledSpeed(value),
      upload_mbps: offer?.uploadMbps ?? megabits(value.listed?.uploadKbps),
      price_cents: priceCents,
      price_formatted: priceCents === null ? null : formatBrl(priceCents),
      list_price_cents: value.listed?.priceCents ?? null,
      included_services: offer?.includedServices ?? [],
      loyalty: {
        active: loyaltyEndsOn === null ? null : comparePlainDates(loyaltyEndsOn, todayInSaoPaulo()) >= 0,
        ends_on: loyaltyEndsOn,
      },
      label: offer === null || offer.labelCode === null ? null : { code: offer.labelCode, url: offer.labelUrl },
      ...staleness(staleSince),
    };
  }
}

/** The price table counts 1024 kbit to the megabit. */
const megabits = (kbps: number | null | undefined): number | null => (kbps == null ? null : Math.round(kbps / 1_024));

const labelledSpeed = ({ plan, service }: ContractPlan): number | null =>
  plan === null || service !== 'INTERNET' ? null : speedInLabel(plan);
