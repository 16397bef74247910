import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { PageDto } from '../../../common/http/page.dto.js';
import { StalenessDto } from '../../../common/http/staleness.dto.js';
import { LINE, LINE_MESSAGE } from '../../../common/http/text-patterns.js';
import { contractCapabilities, type ContractCapability } from '../../contracts/contract-capabilities.js';
import { AdminContentDto, ContentActionDto, ListContentQuery, WriteContentDto } from '../content.dto.js';

const NAME = /^[A-Z][A-Z0-9_]{0,39}$/;
const NAME_MESSAGE = { message: '$property must be a name such as MY_WIFI' };
const ICON = /^[a-z][a-z0-9-]{0,39}$/;
const ICON_MESSAGE = { message: 'icon must be a name such as wifi-settings' };

/** A way to something in the app, as customers see it. */
export class NavigationDto {
  /** @example MY_WIFI */
  code!: string;

  /** @example "Meu Wi-Fi" */
  title!: string;

  /** @example "Nome e senha da rede" */
  description!: string | null;

  /**
   * Name of an icon of the app
   * @example wifi
   */
  icon!: string;

  action!: ContentActionDto;
}

export class MenuItemDto extends NavigationDto {
  /**
   * The part of the menu it stands in
   * @example CONNECTION
   */
  section!: string;
}

export class MenuDto extends StalenessDto {
  /** Those to show now, the first to be shown first */
  items!: MenuItemDto[];
}

export class ShortcutCardDto extends NavigationDto {
  image_url!: string | null;
}

export class ShortcutCardsDto extends StalenessDto {
  /** Those to show now, the first to be shown first */
  items!: ShortcutCardDto[];
}

export class WriteNavigationDto extends WriteContentDto {
  /**
   * What the app knows it by
   * @example MY_WIFI
   */
  @Matches(NAME, NAME_MESSAGE)
  code!: string;

  /** @example "Nome e senha da rede" */
  @IsOptional()
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(120)
  description?: string | null;

  /**
   * Name of an icon of the app
   * @example wifi
   */
  @Matches(ICON, ICON_MESSAGE)
  icon!: string;

  /** What a tap opens */
  @IsObject()
  @ValidateNested()
  @Type(() => ContentActionDto)
  action!: ContentActionDto;

  /** What one of the customer’s contracts must allow; nothing when left out */
  @IsOptional()
  @IsIn(contractCapabilities)
  required_capability?: ContractCapability | null;
}

export class WriteMenuItemDto extends WriteNavigationDto {
  /**
   * The part of the menu it stands in
   * @example CONNECTION
   */
  @Matches(NAME, NAME_MESSAGE)
  section!: string;
}

export class WriteShortcutCardDto extends WriteNavigationDto {
  /**
   * An https address on an allowed host
   * @example https://images.example.com/wifi.png
   */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  image_url?: string | null;
}

export class ListMenuItemsQuery extends ListContentQuery {
  /** @example CONNECTION */
  @IsOptional()
  @Matches(NAME, NAME_MESSAGE)
  section?: string;
}

export class AdminNavigationDto extends AdminContentDto {
  code!: string;
  description!: string | null;
  icon!: string;
  action!: ContentActionDto;
  required_capability!: ContractCapability | null;
}

export class AdminMenuItemDto extends AdminNavigationDto {
  section!: string;
}

export class AdminMenuItemListDto extends PageDto {
  items!: AdminMenuItemDto[];
}

export class AdminShortcutCardDto extends AdminNavigationDto {
  image_url!: string | null;
}

export class AdminShortcutCardListDto extends PageDto {
  items!: AdminShortcutCardDto[];
}
