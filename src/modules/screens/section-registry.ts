import type { BlockingBannerSectionDto } from './blocking-banner-screen.dto.js';
import type {
  BannersSectionDto,
  ConnectionSectionDto,
  ContractListSectionDto,
  MenuSectionDto,
  NextInvoiceSectionDto,
  PopupCountSectionDto,
  ShortcutsSectionDto,
  UnreadMessagesSectionDto,
  WarningListSectionDto,
} from './home-screen.dto.js';
import type { InvoiceCardDto, InvoiceListSectionDto } from './invoices-screen.dto.js';
import type { TrustUnlockSectionDto } from './license-trust-screen.dto.js';
import type { PaymentOptionsSectionDto, PaymentProgressSectionDto } from './payment-flow-screen.dto.js';
import type { AddressFormSectionDto } from './modify-address-screen.dto.js';
import type {
  CurrentPaymentMethodSectionDto,
  DigitalBillSectionDto,
  PaymentMethodsSectionDto,
} from './payment-methods-screen.dto.js';
import type { ProfileSectionDto } from './profile-screen.dto.js';
import type { PromotionListSectionDto } from './promo-screen.dto.js';
import type { ProductShelfSectionDto } from './store-screen.dto.js';
import type { LinksSectionDto, SectionDto, TextSectionDto } from './screen.dto.js';

/** Every type of section. A type never changes its meaning: what would break an app is a new type. */
type AnySection =
  | AddressFormSectionDto
  | BannersSectionDto
  | BlockingBannerSectionDto
  | ConnectionSectionDto
  | ContractListSectionDto
  | CurrentPaymentMethodSectionDto
  | DigitalBillSectionDto
  | InvoiceListSectionDto
  | LinksSectionDto
  | MenuSectionDto
  | NextInvoiceSectionDto
  | PaymentMethodsSectionDto
  | PaymentOptionsSectionDto
  | PaymentProgressSectionDto
  | PopupCountSectionDto
  | ProductShelfSectionDto
  | ProfileSectionDto
  | PromotionListSectionDto
  | ShortcutsSectionDto
  | TextSectionDto
  | TrustUnlockSectionDto
  | UnreadMessagesSectionDto
  | WarningListSectionDto;

export type SectionType = AnySection['type'];

/** What each type shows. */
export type SectionDataByType = {
  readonly [T in SectionType]: NonNullable<Extract<AnySection, { type: T }>['data']>;
};

export interface SectionVersion<T extends SectionType> {
  readonly version: number;
  /** The first version of the app, on either platform, that shows it. */
  readonly since: string;
  /** Takes away what later versions of the section added. */
  readonly reduce?: (data: SectionDataByType[T]) => SectionDataByType[T];
}

const EVER = '0';

/** Versions of each type, the newest first. */
export const sectionVersions: { readonly [T in SectionType]: readonly SectionVersion<T>[] } = {
  TEXT: [{ version: 1, since: EVER }],
  LINKS: [{ version: 1, since: EVER }],
  INVOICE_LIST: [
    { version: 2, since: '3.4.0' },
    { version: 1, since: EVER, reduce: (data) => ({ ...data, cards: data.cards.map(withoutBadge) }) },
  ],
  INVOICE_CARD: [
    { version: 2, since: '3.4.0' },
    { version: 1, since: '3.0.0', reduce: (data) => ({ ...data, card: withoutBadge(data.card) }) },
  ],
  CONTRACT_LIST: [{ version: 1, since: '3.0.0' }],
  CONNECTION_STATUS: [{ version: 1, since: '3.2.0' }],
  BLOCKING_BANNER: [{ version: 1, since: '3.1.0' }],
  TRUST_UNLOCK: [{ version: 1, since: '3.2.0' }],
  PROFILE: [{ version: 1, since: '3.0.0' }],
  PAYMENT_OPTIONS: [{ version: 1, since: '3.1.0' }],
  PAYMENT_STATUS: [{ version: 1, since: '3.1.0' }],
  CURRENT_PAYMENT_METHOD: [{ version: 1, since: '3.3.0' }],
  PAYMENT_METHODS: [{ version: 1, since: '3.3.0' }],
  DIGITAL_BILL: [{ version: 1, since: '3.3.0' }],
  PRODUCT_SHELF: [{ version: 1, since: '3.4.0' }],
  ADDRESS_FORM: [{ version: 1, since: '3.5.0' }],
  PROMOTION_LIST: [{ version: 1, since: '3.4.0' }],
  WARNING_LIST: [{ version: 1, since: '3.2.0' }],
  MENU: [{ version: 1, since: '3.0.0' }],
  BANNERS: [{ version: 1, since: '3.0.0' }],
  SHORTCUTS: [{ version: 1, since: '3.3.0' }],
  UNREAD_MESSAGES: [{ version: 1, since: '3.3.0' }],
  POPUP_COUNT: [{ version: 1, since: '3.4.0' }],
};

const withoutBadge = ({ badge: _badge, ...card }: InvoiceCardDto): InvoiceCardDto => card;

/** A section as it goes out. */
export type EmittedSection<T extends SectionType> = SectionDto & {
  type: T;
  data: SectionDataByType[T] | null;
};
