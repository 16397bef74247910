import { BlockingBannerSectionDto } from './blocking-banner-screen.dto.js';
import { InvoiceCardDto } from './invoices-screen.dto.js';
import { ScreenActionDto, ScreenDto, SectionDto, SectionsOf } from './screen.dto.js';

export class ContractItemDto {
  /** @example 899059 */
  id!: string;

  /** @example FIBRA 500MB */
  plan!: string | null;

  /** @example HABILITADO */
  status!: string;

  /** @example Ativo */
  status_text!: string;

  /** @example R$ 99,90 */
  price_formatted!: string | null;
}

export class ContractListDataDto {
  /** Contracts that are not cancelled */
  items!: ContractItemDto[];
}

export class ContractListSectionDto extends SectionDto {
  type!: 'CONTRACT_LIST';

  data!: ContractListDataDto | null;
}

export class ConnectionDataDto {
  /** @example 899059 */
  contract_id!: string;

  status!: 'ONLINE' | 'OFFLINE' | 'BLOCKED' | 'OUTAGE' | 'UNKNOWN';

  /** @example Sua conexão está funcionando */
  title!: string;

  /** Why it is so; null when there is nothing to add */
  message!: string | null;

  /**
   * Since when it is so, when that is known
   * @example 2026-11-21T06:00:00-03:00
   */
  since!: string | null;

  /** When the outage of the area is expected to end */
  expected_resolution_at!: string | null;
}

export class ConnectionSectionDto extends SectionDto {
  type!: 'CONNECTION_STATUS';

  data!: ConnectionDataDto | null;
}

export class NextInvoiceDataDto {
  /** The bill to pay first */
  card!: InvoiceCardDto;

  /** @example 1 */
  overdue_count!: number;

  /** What is overdue today, in centavos */
  overdue_total_cents!: number;

  /** @example R$ 99,90 */
  overdue_total_formatted!: string;

  /** Unpaid bills, the shown one among them */
  unpaid_count!: number;
}

export class NextInvoiceSectionDto extends SectionDto {
  type!: 'INVOICE_CARD';

  data!: NextInvoiceDataDto | null;
}

export class PopupCountDataDto {
  /** @example 2 */
  count!: number;

  /** Whether one of them waits for an answer before the app goes on */
  blocking!: boolean;
}

export class PopupCountSectionDto extends SectionDto {
  type!: 'POPUP_COUNT';

  data!: PopupCountDataDto | null;
}

export class WarningItemDto {
  id!: string;

  /** @example OUTAGE */
  kind!: string;

  /** @example CRITICAL */
  severity!: string;

  title!: string;

  message!: string;

  /** ISO-8601; ahead for maintenance that is announced */
  started_at!: string;

  /** ISO-8601; null when it is not known */
  expected_end_at!: string | null;

  /** Those of the customer's contracts that it touches */
  contract_ids!: string[];
}

export class WarningListDataDto {
  /** The gravest first */
  items!: WarningItemDto[];
}

export class WarningListSectionDto extends SectionDto {
  type!: 'WARNING_LIST';

  data!: WarningListDataDto | null;
}

class EntryDto {
  /**
   * What the app knows it by
   * @example MY_WIFI
   */
  code!: string;

  /** @example "Meu Wi-Fi" */
  title!: string;

  description!: string | null;

  /**
   * Name of an icon of the app
   * @example wifi
   */
  icon!: string;

  action!: ScreenActionDto;
}

export class ShortcutItemDto extends EntryDto {
  image_url!: string | null;
}

export class ShortcutsDataDto {
  items!: ShortcutItemDto[];
}

export class ShortcutsSectionDto extends SectionDto {
  type!: 'SHORTCUTS';

  data!: ShortcutsDataDto | null;
}

export class MenuEntryDto extends EntryDto {
  /**
   * The part of the menu it stands in
   * @example CONNECTION
   */
  section!: string;
}

export class MenuDataDto {
  items!: MenuEntryDto[];
}

export class MenuSectionDto extends SectionDto {
  type!: 'MENU';

  data!: MenuDataDto | null;
}

export class HomeBannerDto {
  id!: string;

  title!: string;

  body!: string | null;

  image_url!: string | null;

  /** Whether the customer may put it away */
  dismissible!: boolean;

  /** What a tap opens; null when nothing */
  action!: ScreenActionDto | null;
}

export class BannersDataDto {
  items!: HomeBannerDto[];
}

export class BannersSectionDto extends SectionDto {
  type!: 'BANNERS';

  data!: BannersDataDto | null;
}

export class UnreadMessagesDataDto {
  /** @example 2 */
  unread_count!: number;
}

export class UnreadMessagesSectionDto extends SectionDto {
  type!: 'UNREAD_MESSAGES';

  data!: UnreadMessagesDataDto | null;
}

export class HomeScreenDto extends ScreenDto {
  @SectionsOf({
    BLOCKING_BANNER: BlockingBannerSectionDto,
    WARNING_LIST: WarningListSectionDto,
    CONTRACT_LIST: ContractListSectionDto,
    CONNECTION_STATUS: ConnectionSectionDto,
    INVOICE_CARD: NextInvoiceSectionDto,
    SHORTCUTS: ShortcutsSectionDto,
    BANNERS: BannersSectionDto,
    MENU: MenuSectionDto,
    POPUP_COUNT: PopupCountSectionDto,
    UNREAD_MESSAGES: UnreadMessagesSectionDto,
  })
  sections!: SectionDto[];
}
