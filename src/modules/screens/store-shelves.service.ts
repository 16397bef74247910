import { Injectable } from '@nestjs/common';
import { formatBrl } from '../../common/brazil/money.js';
import type { Contract } from '../contracts/contracts.port.js';
import type { AddOn } from '../products/add-on-catalogue.port.js';
import { AddOnsService } from '../products/add-ons.service.js';
import { type PlanShelf, ProductsService } from '../products/products.service.js';
import { SvasService } from '../svas/svas.service.js';
import { read, submit } from './screen-actions.js';
import type { ScreenBuilder, SectionContent } from './screen-builder.js';
import type { ScreenActionDto } from './screen.dto.js';
import type { ProductItemDto } from './store-screen.dto.js';

/** Who looks at the shelves, and for which contract. */
export interface Shopper {
  readonly customerId: string;
  readonly contract: Contract;
  readonly builder: ScreenBuilder;
}

type Shelf = SectionContent<'PRODUCT_SHELF'>;
type Sva = Awaited<ReturnType<SvasService['list']>>['items'][number];
type Plan = PlanShelf['others'][number];

/** What is sold to a customer, shelf by shelf. */
@Injectable()
export class StoreShelves {
  constructor(
    private readonly products: ProductsService,
    private readonly addOns: AddOnsService,
    private readonly svas: SvasService,
  ) {}

  /** Plans that are worth changing to. */
  async upgrades(shopper: Shopper): Promise<Shelf> {
    const { recommended } = await this.products.shelf(shopper.customerId, shopper.contract.id);
    return shelf(
      'Planos recomendados',
      recommended.map((plan) => planItem(shopper, plan, plan.why.text)),
    );
  }

  /** The other plans that are sold where the contract is. */
  async plans(shopper: Shopper): Promise<Shelf> {
    const { others } = await this.products.shelf(shopper.customerId, shopper.contract.id);
    return shelf(
      'Outros planos',
      others.map((plan) => planItem(shopper, plan, null)),
    );
  }

  async packages(shopper: Shopper): Promise<Shelf> {
    const found = await this.addOns.planPackages(shopper.customerId, shopper.contract.id);
    return shelf(
      'Combos',
      found.map((addOn) => addOnItem(shopper, addOn)),
    );
  }

  async television(shopper: Shopper): Promise<Shelf> {
    return shelf(
      'Canais de TV',
      (await this.addOns.television()).map((addOn) => addOnItem(shopper, addOn)),
    );
  }

  async voice(shopper: Shopper): Promise<Shelf> {
    return shelf(
      'Minutos para o telefone',
      (await this.addOns.voice()).map((addOn) => addOnItem(shopper, addOn)),
    );
  }

  async services(shopper: Shopper): Promise<Shelf> {
    const { items, as_of: asOf } = await this.svas.list(shopper.customerId, shopper.contract.id);
    const content = shelf(
      'Serviços digitais',
      items.map((sva) => svaItem(shopper, sva)),
    );
    return asOf === undefined ? content : { ...content, state: 'stale', asOf: new Date(asOf) };
  }
}

function shelf(title: string, items: ProductItemDto[]): Shelf {
  return {
    state: items.length === 0 ? 'empty' : 'ok',
    data: { title, items },
    ...(items.length === 0
      ? {}
      : {
          text: {
            title,
            text: items.map(priceTag).join('\n'),
          },
        }),
  };
}

function priceTag({ name, price_cents: cents, price_formatted: price, monthly }: ProductItemDto): string {
  if (cents === 0) return `${name}: incluso`;
  if (price === null) return name;
  return `${name}: ${price}${monthly ? ' por mês' : ''}`;
}

/** Where the contract does not work, things are shown and cannot be bought. */
const offered = ({ builder, contract }: Shopper, actions: readonly ScreenActionDto[]): ScreenActionDto[] =>
  contract.status === 'HABILITADO' ? builder.actions(actions) : [];

const planItem = (shopper: Shopper, plan: Plan, highlight: string | null): ProductItemDto => ({
  id: plan.id,
  name: plan.name,
  description: plan.download_mbps === null ? null : `${plan.download_mbps} Mega de download`,
  image_url: null,
  price_cents: plan.price_cents,
  price_formatted: plan.price_formatted,
  monthly: true,
  price_difference_cents: plan.price_difference_cents,
  highlight,
  owned: false,
  actions: offered(shopper, [
    read(
      'CHECK_EXCHANGE',
      'Ver condições',
      `/app/v1/products/exchange-eligibility?contractId=${shopper.contract.id}&targetPlanId=${plan.id}`,
    ),
  ]),
});

/** The provider's people sell these: the app asks them to. */
function addOnItem(shopper: Shopper, { id, name, priceCents, parts }: AddOn): ProductItemDto {
  const price = priceCents === null ? null : formatBrl(priceCents);
  const offer = price === null ? name : `${name} (${price} por mês)`;
  return {
    id,
    name,
    description: parts.length === 0 ? null : parts.join(' + '),
    image_url: null,
    price_cents: priceCents,
    price_formatted: price,
    monthly: true,
    price_difference_cents: null,
    highlight: null,
    owned: false,
    actions: offered(shopper, [
      submit('REQUEST', 'Quero contratar', {
        method: 'POST',
        path: '/app/v1/service-orders',
        body: {
          contract_id: shopper.contract.id,
          service_order_type: 'SERVICE_REQUEST',
          description: `Pedido de contratação pelo aplicativo: ${offer}.`,
        },
        confirm: { title: `Pedir ${name}?`, text: `O atendimento confirma a contratação de ${offer} com você.` },
      }),
    ]),
  };
}

const svaItem = (shopper: Shopper, sva: Sva): ProductItemDto => ({
  id: sva.id,
  name: sva.name,
  description: sva.description,
  image_url: sva.logo,
  price_cents: sva.price_cents,
  price_formatted: sva.price_formatted,
  monthly: false,
  price_difference_cents: null,
  highlight: sva.included ? 'Incluso no seu plano' : null,
  owned: sva.status === 'ACTIVE',
  actions: offered(shopper, [svaAction(shopper.contract.id, sva)]),
});

function svaAction(contractId: string, sva: Sva): ScreenActionDto {
  if (sva.status !== 'AVAILABLE' && !(sva.included && sva.status === 'PENDING_ACTIVATION')) {
    return read('OPEN_SVA', 'Acessar', `/app/v1/svas/${sva.id}/activation-link?contractId=${contractId}`);
  }
  return submit('ACTIVATE_SVA', sva.included ? 'Ativar' : 'Contratar', {
    method: 'POST',
    path: `/app/v1/svas/${sva.id}/activate`,
    body: { contract_id: contractId, accepted_price_cents: sva.price_cents },
    ...(sva.included
      ? {}
      : {
          confirm: {
            title: `Contratar ${sva.name}?`,
            text: `Serão cobrados ${sva.price_formatted} na sua fatura.`,
          },
        }),
  });
}
