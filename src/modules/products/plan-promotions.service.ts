import { Injectable } from '@nestjs/common';
import { ContractsPort } from '../contracts/contracts.port.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { Consents } from '../privacy/consents.service.js';
import { catalogueQuestion } from './catalogue-question.js';
import { type PlanPromotion, PlanPromotionsPort } from './plan-promotions.port.js';

/** Promotions of the provider on the plan of a contract. */
@Injectable()
export class PlanPromotionsService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsPort,
    private readonly promotions: PlanPromotionsPort,
    private readonly consents: Consents,
  ) {}

  /** None for whoever refused offers in the app, and nobody is asked for them. */
  async of(customerId: string, contractId: string): Promise<readonly PlanPromotion[]> {
    if (await this.consents.isRefused(customerId, 'IN_APP_OFFERS')) return [];
    const account = await this.accounts.get(customerId);
    const { value: contract } = await this.contracts.read(account, contractId);
    const question = catalogueQuestion(contract, account.document);
    const { plan, technology, address } = contract;
    const postalCode = address?.postalCode?.replace(/\D/g, '') ?? '';
    if (question === undefined || plan === null || technology === null || address?.district == null) return [];
    if (!/^\d{8}$/.test(postalCode)) return [];
    return this.promotions.active({ ...question, plan, technology, district: address.district, postalCode });
  }
}
