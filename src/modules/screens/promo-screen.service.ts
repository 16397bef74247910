import { Inject, Injectable } from '@nestjs/common';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { type PromotionCard, Promotions } from '../app-content/promotions/promotions.service.js';
import type { AppCaller } from '../audience/app-caller.js';
import { ContractsService } from '../contracts/contracts.service.js';
import type { PlanPromotion } from '../products/plan-promotions.port.js';
import { PlanPromotionsService } from '../products/plan-promotions.service.js';
import { writtenActions } from './content-actions.js';
import type { PromoScreenDto, PromotionItemDto } from './promo-screen.dto.js';
import { navigate, read } from './screen-actions.js';
import type { ScreenBuilder, SectionContent } from './screen-builder.js';
import { ScreenBuilders } from './screen-builders.service.js';
import { type ScreensConfig, screensConfig } from './screens.config.js';
import { SectionRunner } from './section-runner.service.js';

/** The screen of offers: those that the provider's people write, and those that its sales have on the customer's plan. */
@Injectable()
export class PromoScreenService {
  constructor(
    private readonly promotions: Promotions,
    private readonly planPromotions: PlanPromotionsService,
    private readonly contracts: ContractsService,
    private readonly builders: ScreenBuilders,
    private readonly runner: SectionRunner,
    @Inject(screensConfig.token) private readonly config: ScreensConfig,
  ) {}

  async screen(customerId: string, contractId: string | undefined, app: AppCaller): Promise<PromoScreenDto> {
    const builder = this.builders.for('promo', app);
    const section = { type: 'PROMOTION_LIST', budgetMs: this.config.sectionBudgetMs } as const;
    const sections = await Promise.all([
      this.runner.run(builder, {
        ...section,
        id: 'promotions',
        title: OFFERS,
        read: async () =>
          listOf(
            OFFERS,
            (await this.promotions.forCustomer(customerId, contractId, app)).map((card) => cardItem(card, builder)),
          ),
      }),
      this.runner.run(builder, {
        ...section,
        id: 'plan-promotions',
        title: PLAN_OFFERS,
        read: async () => this.ofPlan(customerId, contractId, builder),
      }),
    ]);
    return builder.screen({ ttlSeconds: 300, refreshAfterSeconds: 600 }, [
      ...sections,
      builder.links('preferences', null, [PREFERENCES]),
    ]);
  }

  private async ofPlan(
    customerId: string,
    wanted: string | undefined,
    builder: ScreenBuilder,
  ): Promise<SectionContent<'PROMOTION_LIST'>> {
    const contractId = wanted ?? (await this.workingContract(customerId));
    if (contractId === undefined) return listOf(PLAN_OFFERS, []);
    const found = await this.planPromotions.of(customerId, contractId);
    return listOf(
      PLAN_OFFERS,
      found.map((promotion) => planItem(promotion, contractId, builder)),
    );
  }

  private async workingContract(customerId: string): Promise<string | undefined> {
    const { value } = await this.contracts.contractsOf(customerId);
    return value.find(({ status, service }) => status === 'HABILITADO' && service === 'INTERNET')?.id;
  }
}

const OFFERS = 'Ofertas para você';
const PLAN_OFFERS = 'Promoções do seu plano';

const PREFERENCES = {
  id: 'OFFER_PREFERENCES',
  title: 'Escolher que ofertas receber',
  description: 'Você pode recusar ofertas quando quiser.',
  action: read('OFFER_PREFERENCES', 'Alterar', '/app/v1/customers/consents'),
};

const listOf = (title: string, items: PromotionItemDto[]): SectionContent<'PROMOTION_LIST'> => ({
  state: items.length === 0 ? 'empty' : 'ok',
  data: { title, items },
  ...(items.length === 0 ? {} : { text: { title, text: items.map((item) => item.title).join('\n') } }),
});

const cardItem = (card: PromotionCard, builder: ScreenBuilder): PromotionItemDto => ({
  id: card.id,
  title: card.title,
  body: card.body,
  image_url: card.imageUrl,
  price_text: card.priceText,
  terms: card.terms,
  partner: card.partner,
  ends_at: card.endsAt === null ? null : toSaoPauloInstant(card.endsAt),
  actions: builder.actions(writtenActions('OPEN', 'Ver oferta', card.action)),
});

const planItem = (promotion: PlanPromotion, contractId: string, builder: ScreenBuilder): PromotionItemDto => ({
  id: promotion.id,
  title: promotion.name,
  body: null,
  image_url: null,
  price_text: discountText(promotion),
  terms: 'Sujeita às condições do seu contrato. Consulte antes de contratar.',
  partner: false,
  ends_at: null,
  actions: builder.actions([navigate('STORE', 'Ver na loja', `/app/v1/interface/store?contractId=${contractId}`)]),
});

function discountText({ discountPercent, discountCents, months }: PlanPromotion): string | null {
  const discount =
    discountPercent !== null
      ? `${String(discountPercent).replace('.', ',')}% de desconto`
      : discountCents !== null
        ? `${formatBrl(discountCents)} de desconto`
        : null;
  if (discount === null || months === null) return discount;
  return `${discount} ${months === 1 ? 'em uma mensalidade' : `por ${months} meses`}`;
}
