import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { formatBrl } from '../../common/brazil/money.js';
import { staleness } from '../../common/http/staleness.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { ContractStatus } from '../contracts/contracts.port.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { PlayhubCustomersPort } from './playhub-customers.port.js';
import { SvaEntity, type SvaProvider, svaProviders } from './sva.entity.js';
import { SvaActivationLinks } from './sva-activation-links.service.js';
import type { SvaActivationState } from './sva-activation.entity.js';
import { SvaChargesPort } from './sva-charges.port.js';
import { type SvaCaller, SvaEntitlements } from './sva-entitlements.service.js';
import { SvaPurchases } from './sva-purchases.service.js';
import { svaStatus } from './sva-status.js';
import type { SvaActivatedDto, SvaActivationLinkDto, SvaDto, SvaListDto } from './svas.dto.js';

/** Statuses in which a contract's services work. */
const IN_SERVICE: ReadonlySet<ContractStatus> = new Set(['HABILITADO', 'HABILITADO_EM_CONFIANCA']);

export interface SvaWish {
  readonly contractId: string;
  readonly acceptedPriceCents: number | undefined;
  readonly userAgent: string | undefined;
}

@Injectable()
export class SvasService {
  constructor(
    @InjectRepository(SvaEntity) private readonly catalogue: Repository<SvaEntity>,
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly playhub: PlayhubCustomersPort,
    private readonly entitlements: SvaEntitlements,
    private readonly purchases: SvaPurchases,
    private readonly charges: SvaChargesPort,
    private readonly links: SvaActivationLinks,
  ) {}

  /** The catalogue, and how each service stands with the customer. */
  async list(customerId: string, contractId: string): Promise<SvaListDto> {
    const account = await this.accounts.get(customerId);
    const [svas, served, standing, used] = await Promise.all([
      this.offered(),
      this.playhub.servicesOf(account, 'kept'),
      this.purchases.standing(customerId, contractId),
      this.links.used(customerId, contractId),
    ]);
    const services: ReadonlySet<string> = served.value;
    return {
      items: svas.map((sva) =>
        svaDto(sva, {
          served: sva.provider === 'PLAYHUB' && services.has(sva.resource),
          linkUsed: used.has(sva.id),
          activation: standingOf(standing.get(sva.id)),
        }),
      ),
      ...staleness(served.staleSince),
    };
  }

  /**
   * Takes a service into use. An included one asks for the entitlement, a paid one for the price.
   * @throws Problem SVA_PRICE_CHANGED when the accepted price is not the one that would be charged.
   */
  async activate(caller: SvaCaller, svaId: string, wish: SvaWish): Promise<SvaActivatedDto> {
    const { contractId, acceptedPriceCents, userAgent } = wish;
    const { customerId } = caller.principal;
    const sva = await this.find(svaId);
    await this.requireService(customerId, contractId);
    const consent = { customerId, contractId, sva, address: caller.address, userAgent };
    if (sva.included) {
      if ((acceptedPriceCents ?? 0) !== 0) throw priceChanged(0);
      if (!(await this.entitlements.isServed(caller, sva))) throw new Problem(problems.svaNotEntitled);
      await this.purchases.include({ ...consent, acceptedPriceCents: 0 });
    } else {
      if (acceptedPriceCents !== sva.priceCents) throw priceChanged(sva.priceCents);
      await this.requireBuyable(customerId, contractId, sva);
      await this.purchases.charge({ ...consent, acceptedPriceCents });
    }
    return { sva_id: sva.id, activation_link: await this.links.create(customerId, contractId, sva) };
  }

  /** @throws Problem SVA_NOT_ENTITLED when the customer does not have the service. */
  async linkTo(caller: SvaCaller, svaId: string, contractId: string): Promise<SvaActivationLinkDto> {
    const { customerId } = caller.principal;
    const sva = await this.find(svaId);
    await this.requireService(customerId, contractId);
    if (!(await this.isEntitled(caller, contractId, sva))) throw new Problem(problems.svaNotEntitled);
    return this.links.create(customerId, contractId, sva);
  }

  /**
   * A link to the first service of a provider that the customer has.
   * @throws Problem NOT_FOUND for an unknown provider or one without services, SVA_NOT_ENTITLED as above.
   */
  async linkToProvider(caller: SvaCaller, name: string, contractId: string): Promise<SvaActivationLinkDto> {
    const provider = svaProviders.find((known) => known === name.toUpperCase());
    const svas = provider === undefined ? [] : await this.offered(provider);
    if (svas.length === 0) throw new Problem(problems.notFound);
    const { customerId } = caller.principal;
    await this.requireService(customerId, contractId);
    for (const sva of svas) {
      if (await this.isEntitled(caller, contractId, sva)) return this.links.create(customerId, contractId, sva);
    }
    throw new Problem(problems.svaNotEntitled);
  }

  private offered(provider?: SvaProvider): Promise<SvaEntity[]> {
    return this.catalogue.find({
      where: { active: true, ...(provider === undefined ? {} : { provider }) },
      order: { position: 'ASC', id: 'ASC' },
    });
  }

  private async find(id: string): Promise<SvaEntity> {
    const sva = await this.catalogue.findOneBy({ id, active: true });
    if (sva === null) throw new Problem(problems.notFound);
    return sva;
  }

  /** A paid service is the customer's once it was charged here, or when PlayHub has them for it anyhow. */
  private async isEntitled(caller: SvaCaller, contractId: string, sva: SvaEntity): Promise<boolean> {
    if (sva.included) return this.entitlements.isServed(caller, sva);
    const { customerId } = caller.principal;
    const standing = await this.purchases.standing(customerId, contractId);
    if (standing.get(sva.id) === 'done') return true;
    return sva.provider === 'PLAYHUB' && this.entitlements.isServedByPlayhub(customerId, sva);
  }

  /** Nobody pays for what they have, nor another price than the one they were shown. */
  private async requireBuyable(customerId: string, contractId: string, sva: SvaEntity): Promise<void> {
    const standing = (await this.purchases.standing(customerId, contractId)).get(sva.id);
    if (standing === 'done') throw new Problem(problems.svaAlreadyActive);
    // What is under way was checked when it began.
    if (standing !== undefined) return;
    if (sva.provider === 'PLAYHUB' && (await this.entitlements.isServedByPlayhub(customerId, sva))) {
      throw new Problem(problems.svaAlreadyActive);
    }
    const holder = await this.accounts.get(customerId);
    const charged = await this.charges.priceOf(holder, contractId, sva.erpServiceId ?? '');
    if (charged === undefined) throw new Problem(problems.svaNotEntitled);
    if (charged !== sva.priceCents) throw priceChanged(charged);
  }

  private async requireService(customerId: string, contractId: string): Promise<void> {
    const { value } = await this.contracts.contractsOf(customerId);
    const contract = value.find(({ id }) => id === contractId);
    if (contract === undefined) throw new Problem(problems.notFound);
    if (!IN_SERVICE.has(contract.status)) throw new Problem(problems.contractBlocked);
  }
}

const priceChanged = (priceCents: number): Problem =>
  new Problem(problems.svaPriceChanged, { extensions: { price_cents: priceCents } });

const standingOf = (state: SvaActivationState | undefined) => (state === 'failed' ? undefined : state);

function svaDto(sva: SvaEntity, situation: Parameters<typeof svaStatus>[0]): SvaDto {
  return {
    id: sva.id,
    name: sva.name,
    description: sva.description,
    logo: sva.logoUrl,
    status: svaStatus(situation),
    included: sva.included,
    price_cents: sva.priceCents,
    price_formatted: formatBrl(sva.priceCents),
  };
}
