import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { personalDataTables } from './personal-data-inventory.js';
import { PersonalDataSources } from './personal-data-sources.service.js';
import { ProviderPersonalData } from './provider-personal-data.service.js';
import { TablePersonalData } from './table-personal-data.js';

const PROVIDER =
  'Cadastro, contratos e registros de conexão são do provedor e servem ao contrato e a deveres legais (Lei 13.709/2018, art. 16, I; Lei 5.172/1966, art. 173; Lei 12.965/2014, art. 13). Peça ao atendimento a eliminação do que não for exigido.';

/** Registers what no module registers of its own: the tables of the inventory, and what lies with the provider. */
@Injectable()
export class PersonalDataRegistration implements OnModuleInit {
  constructor(
    private readonly sources: PersonalDataSources,
    private readonly provider: ProviderPersonalData,
    private readonly dataSource: DataSource,
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
  ) {}

  onModuleInit(): void {
    this.provider.register({
      name: 'provider.contracts',
      title: 'Contratos no sistema do provedor',
      kind: 'contract',
      reason: PROVIDER,
      export: async (customerId) => (await this.contracts.list(customerId, undefined)).items,
    });
    for (const table of personalDataTables) this.sources.register(new TablePersonalData(table, this.dataSource));
    this.sources.register({
      name: 'customer_account',
      title: 'Conta no aplicativo',
      export: async (customerId) => [await this.account(customerId)],
      erase: async (customerId, manager) => {
        await this.accounts.erase(customerId, manager);
        return { erased: 1, kept: 0 };
      },
    });
  }

  private async account(customerId: string): Promise<object> {
    const { document, firstName, erpCustomerId } = await this.accounts.get(customerId);
    const password = await this.accounts.passwordOf(document);
    return {
      id: customerId,
      document,
      first_name: firstName,
      provider_customer_id: erpCustomerId,
      password_changed_at: password?.changedAt == null ? null : toSaoPauloInstant(password.changedAt),
      created_at: password === undefined ? null : toSaoPauloInstant(password.knownSince),
    };
  }
}
