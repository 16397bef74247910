import { Injectable } from '@nestjs/common';
import { ContractsPort } from '../contracts/contracts.port.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { type AddOn, AddOnCataloguePort } from './add-on-catalogue.port.js';
import { catalogueQuestion } from './catalogue-question.js';

/** What a customer can buy beside the plan of a contract. */
@Injectable()
export class AddOnsService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsPort,
    private readonly catalogue: AddOnCataloguePort,
  ) {}

  /** Packages of plans that are sold where the contract is. */
  async planPackages(customerId: string, contractId: string): Promise<readonly AddOn[]> {
    const account = await this.accounts.get(customerId);
    const { value: contract } = await this.contracts.read(account, contractId);
    const question = catalogueQuestion(contract, account.document);
    return question === undefined ? [] : this.catalogue.planPackages(question);
  }

  television(): Promise<readonly AddOn[]> {
    return this.catalogue.television();
  }

  voice(): Promise<readonly AddOn[]> {
    return this.catalogue.voice();
  }
}
