import type { EntityManager } from 'typeorm';
import { DEMO_ADMIN_ID } from '../admin/admin-demo-data.js';
import { BannerEntity } from './banners/banner.entity.js';
import type { ContentAction } from './content.entity.js';
import { seedLegalDocuments } from './legal-documents/legal-document-demo-data.js';
import { MenuItemEntity } from './menu/menu-item.entity.js';
import { ShortcutCardEntity } from './menu/shortcut-card.entity.js';
import { OnboardingSlideEntity } from './onboarding-slides/onboarding-slide.entity.js';
import { PromotionEntity } from './promotions/promotion.entity.js';

const SINCE = new Date('2026-01-01T03:00:00Z');
const shown = { published: true, startsAt: SINCE, updatedBy: DEMO_ADMIN_ID } as const;
const opens = (screen: string): ContentAction => ({ type: 'DEEPLINK', value: `provider://${screen}` });
/** Ids of the demonstration's rows, so that they are not added twice. */
const idOf = (kind: number, place: number): string =>
  `5c0a7e1d-${String(kind).padStart(4, '0')}-4d3a-9f6e-${String(place).padStart(12, '0')}`;

/** The demonstration's content of the app, where it is missing. Never for production. */
export async function seedAppContent(manager: EntityManager): Promise<void> {
  const insert = manager.createQueryBuilder().insert();
  await insert.into(BannerEntity).values(BANNERS).orIgnore().execute();
  await insert.into(MenuItemEntity).values(MENU_ITEMS).orIgnore().execute();
  await insert.into(ShortcutCardEntity).values(SHORTCUT_CARDS).orIgnore().execute();
  await insert.into(OnboardingSlideEntity).values(ONBOARDING_SLIDES).orIgnore().execute();
  await insert.into(PromotionEntity).values(PROMOTIONS).orIgnore().execute();
  await seedLegalDocuments(manager);
}

const BANNERS = [
  {
    ...shown,
    id: idOf(1, 1),
    kind: 'CONTENT' as const,
    placement: 'HOME',
    title: 'Indique e ganhe',
    body: 'Indique um amigo: quando a instalação for concluída, vocês dois ganham desconto.',
    action: opens('referrals'),
    position: 10,
  },
  {
    ...shown,
    id: idOf(1, 2),
    kind: 'CONTENT' as const,
    placement: 'HOME',
    title: 'Pague com Pix sem sair do app',
    body: 'Copie o código da fatura e pague no aplicativo do seu banco. A baixa sai em minutos.',
    action: opens('invoices'),
    position: 20,
  },
  {
    ...shown,
    id: idOf(1, 3),
    kind: 'CONTENT' as const,
    placement: 'STORE',
    title: 'Mais velocidade para a sua casa',
    body: 'Veja os planos disponíveis no seu endereço.',
    action: opens('store'),
    position: 10,
  },
  {
    ...shown,
    id: idOf(1, 4),
    kind: 'WARNING' as const,
    severity: 'INFO' as const,
    title: 'Cuidado com boletos falsos',
    body: 'Antes de pagar, confira se o beneficiário é o seu provedor. Na dúvida, use a fatura que está aqui no app.',
    action: opens('faq'),
    position: 10,
  },
];

const MENU_ITEMS = [
  {
    code: 'INVOICES',
    section: 'ACCOUNT',
    title: 'Faturas',
    description: 'Pagar, baixar a segunda via e ver o histórico',
    icon: 'receipt',
    action: opens('invoices'),
    requiredCapability: 'PAY_BILLS' as const,
  },
  {
    code: 'CONTRACTS',
    section: 'ACCOUNT',
    title: 'Meus contratos',
    description: 'Plano, endereço e vencimento',
    icon: 'document',
    action: opens('contracts'),
  },
  {
    code: 'TRUST_UNLOCK',
    section: 'ACCOUNT',
    title: 'Desbloqueio em confiança',
    description: 'Volte a navegar agora e pague nos próximos dias',
    icon: 'lock-open',
    action: opens('trust-unlock'),
    requiredCapability: 'REQUEST_TRUST_UNLOCK' as const,
  },
  {
    code: 'DUE_DATE',
    section: 'ACCOUNT',
    title: 'Mudar vencimento',
    description: 'Escolha outro dia para a sua fatura',
    icon: 'calendar',
    action: opens('due-date'),
    requiredCapability: 'CHANGE_DUE_DATE' as const,
  },
  {
    code: 'MY_WIFI',
    section: 'CONNECTION',
    title: 'Meu Wi-Fi',
    description: 'Nome e senha da rede',
    icon: 'wifi',
    action: opens('wifi'),
    requiredCapability: 'MANAGE_WIFI' as const,
  },
  {
    code: 'CONNECTION_CHECK',
    section: 'CONNECTION',
    title: 'Verificar conexão',
    description: 'Veja se está tudo certo com o seu sinal',
    icon: 'pulse',
    action: opens('connection-check'),
    requiredCapability: 'REQUEST_REPAIR' as const,
  },
  {
    code: 'SERVICE_ORDERS',
    section: 'SERVICES',
    title: 'Visitas técnicas',
    description: 'Agendar, acompanhar e avaliar',
    icon: 'tools',
    action: opens('service-orders'),
  },
  {
    code: 'ADDRESS_CHANGE',
    section: 'SERVICES',
    title: 'Mudança de endereço',
    description: 'Leve a sua internet para a casa nova',
    icon: 'house',
    action: opens('address-change'),
    requiredCapability: 'CHANGE_ADDRESS' as const,
  },
  {
    code: 'STORE',
    section: 'PLUS',
    title: 'Loja',
    description: 'Planos e serviços adicionais',
    icon: 'bag',
    action: opens('store'),
  },
  {
    code: 'REFERRALS',
    section: 'PLUS',
    title: 'Indique um amigo',
    description: null,
    icon: 'gift',
    action: opens('referrals'),
  },
  {
    code: 'HELP',
    section: 'PLUS',
    title: 'Ajuda',
    description: 'Perguntas frequentes e atendimento',
    icon: 'help',
    action: opens('help'),
  },
  {
    code: 'PRIVACY',
    section: 'LEGAL',
    title: 'Privacidade e termos',
    description: null,
    icon: 'shield',
    action: opens('privacy'),
  },
].map((item, place) => ({ ...shown, ...item, id: idOf(2, place + 1), position: (place + 1) * 10 }));

const SHORTCUT_CARDS = [
  {
    code: 'PAY_BILL',
    title: 'Pagar fatura',
    description: 'Pix ou código de barras',
    icon: 'barcode',
    action: opens('invoices'),
    requiredCapability: 'PAY_BILLS' as const,
  },
  {
    code: 'TRUST_UNLOCK',
    title: 'Liberar em confiança',
    description: 'Navegue enquanto o pagamento não sai',
    icon: 'lock-open',
    action: opens('trust-unlock'),
    requiredCapability: 'REQUEST_TRUST_UNLOCK' as const,
  },
  {
    code: 'WIFI',
    title: 'Senha do Wi-Fi',
    description: null,
    icon: 'wifi',
    action: opens('wifi'),
    requiredCapability: 'MANAGE_WIFI' as const,
  },
  {
    code: 'REPAIR',
    title: 'Estou sem internet',
    description: null,
    icon: 'tools',
    action: opens('connection-check'),
    requiredCapability: 'REQUEST_REPAIR' as const,
  },
  { code: 'HELP', title: 'Falar com a gente', description: null, icon: 'chat', action: opens('help') },
].map((card, place) => ({ ...shown, ...card, id: idOf(3, place + 1), position: (place + 1) * 10 }));

const ONBOARDING_SLIDES = [
  {
    title: 'Sua fatura na palma da mão',
    body: 'Pague com Pix, baixe a segunda via e receba um aviso antes do vencimento.',
  },
  {
    title: 'Seu Wi-Fi do seu jeito',
    body: 'Troque o nome e a senha da rede e reinicie o equipamento sem ligar para ninguém.',
  },
  {
    title: 'Ajuda quando você precisar',
    body: 'Agende a visita do técnico, acompanhe a chegada e fale com o atendimento pelo app.',
    action: opens('login'),
  },
].map((slide, place) => ({ ...shown, ...slide, id: idOf(4, place + 1), position: (place + 1) * 10 }));

const PROMOTIONS = [
  {
    ...shown,
    id: idOf(5, 1),
    title: 'Dobre a velocidade por 3 meses',
    body: 'Experimente o plano de cima e pague o mesmo por três meses.',
    priceText: 'Sem custo por 3 meses',
    terms:
      'Para planos residenciais de fibra, uma vez por contrato. Depois do período, vale o preço do plano escolhido; o retorno ao plano anterior pode ser pedido a qualquer momento, sem multa.',
    action: opens('store'),
    position: 10,
  },
  {
    ...shown,
    id: idOf(5, 2),
    title: 'Instalação sem taxa para quem indica',
    body: 'Indicou, instalou, ganhou: a próxima mudança de endereço sai sem taxa.',
    priceText: null,
    terms: 'Para cada indicação instalada até o fim da campanha. Não acumula com outros descontos.',
    action: opens('referrals'),
    position: 20,
  },
  {
    ...shown,
    id: idOf(5, 3),
    title: 'Desconto em academias parceiras',
    body: 'Clientes têm condições especiais nas academias da rede parceira.',
    priceText: '15% de desconto',
    terms: 'Oferta de parceiro. As condições são as da academia escolhida.',
    action: opens('partners'),
    partner: true,
    position: 30,
  },
];
