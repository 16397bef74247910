import { Injectable } from '@nestjs/common';
import { comparePlainDates, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import type { Answered } from '../../common/http/answered.js';
import { staleness } from '../../common/http/staleness.js';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { CustomerFactsService } from '../audience/customer-facts.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { capabilitiesOf } from './contract-capabilities.js';
import type { ContractDetailsDto, ContractDto, ContractListDto } from './contracts.dto.js';
import { type Contract, type ContractDetails, ContractsPort, type ContractStatus } from './contracts.port.js';

@Injectable()
export class ContractsService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: ContractsPort,
    private readonly ledger: OwnershipLedger,
    private readonly facts: CustomerFactsService,
  ) {}

  /** Every contract of the customer; reading it is also what keeps the ownership ledger up to date. */
  async contractsOf(customerId: string): Promise<Answered<Contract[]>> {
    const contracts = await this.port.list(await this.accounts.get(customerId));
    if (contracts.staleSince === undefined) {
      await this.ledger.replace(
        customerId,
        'contract',
        contracts.value.map(({ id }) => ({ id })),
      );
      await this.facts.learnContracts(customerId, contracts.value);
    }
    return contracts;
  }

  /** Cancelled contracts last, otherwise as the provider orders them. */
  async list(customerId: string, status: ContractStatus | undefined): Promise<ContractListDto> {
    const { value, staleSince } = await this.contractsOf(customerId);
    const wanted = status === undefined ? value : value.filter((contract) => contract.status === status);
    const [cancelled, others] = [wanted.filter(isCancelled), wanted.filter((contract) => !isCancelled(contract))];
    return { items: [...others, ...cancelled].map(contractDto), ...staleness(staleSince) };
  }

  async details(customerId: string, contractId: string): Promise<ContractDetailsDto> {
    const { value, staleSince } = await this.port.read(await this.accounts.get(customerId), contractId);
    await this.facts.learnPlace(customerId, contractId, value.address);
    return { ...contractDetailsDto(value), ...staleness(staleSince) };
  }
}

const isCancelled = ({ status }: Contract): boolean => status === 'CANCELADO';

function contractDto(contract: Contract): ContractDto {
  const { priceCents } = contract;
  return {
    id: contract.id,
    plan: contract.plan,
    status: contract.status,
    kind: contract.kind,
    service: contract.service,
    technology: contract.technology,
    price_cents: priceCents,
    price_formatted: priceCents === null ? null : formatBrl(priceCents),
  };
}

function contractDetailsDto(contract: ContractDetails): ContractDetailsDto {
  const { address, loyaltyEndsOn } = contract;
  return {
    ...contractDto(contract),
    address:
      address === null
        ? null
        : {
            street: address.street,
            number: address.number,
            complement: address.complement,
            district: address.district,
            city: address.city,
            state: address.state,
            postal_code: address.postalCode,
          },
    due_day: contract.dueDay,
    activated_on: contract.activatedOn,
    loyalty: {
      active: loyaltyEndsOn === null ? null : comparePlainDates(loyaltyEndsOn, todayInSaoPaulo()) >= 0,
      ends_on: loyaltyEndsOn,
    },
    capabilities: capabilitiesOf(contract),
  };
}
