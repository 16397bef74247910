import { IsBoolean, IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { PageDto } from '../../../common/http/page.dto.js';
import { PARAGRAPHS, PARAGRAPHS_MESSAGE } from '../../../common/http/text-patterns.js';
import {
  AdminIllustratedContentDto,
  ContentActionDto,
  ContractChoiceQuery,
  ListContentQuery,
  WriteIllustratedContentDto,
} from '../content.dto.js';
import { type BannerKind, bannerKinds } from './banner.entity.js';
import {
  type WarningBannerKind,
  warningBannerSeverities,
  type WarningBannerSeverity,
} from './warning-banner-sources.service.js';

const PLACEMENT = /^[A-Z][A-Z0-9_]{0,39}$/;
const PLACEMENT_MESSAGE = { message: 'placement must be a name such as HOME' };

export class ListBannersQuery extends ContractChoiceQuery {
  /**
   * Place in the app that is about to be shown
   * @example HOME
   */
  @Matches(PLACEMENT, PLACEMENT_MESSAGE)
  placement!: string;
}

export class BannerDto {
  /** @example 2b7c2a4e-8f0e-4a57-9d0b-3f6f4d1c7a10 */
  id!: string;

  /** @example "Indique e ganhe" */
  title!: string;

  body!: string | null;

  image_url!: string | null;

  /** What a tap opens; null when nothing */
  action!: ContentActionDto | null;

  /** Whether the customer may put it away */
  dismissible!: boolean;
}

export class BannersDto {
  /** Those to show now, the first to be shown first */
  items!: BannerDto[];
}

export class WarningBannerActionDto {
  /**
   * Text of the button; null where the whole banner is one
   * @example "Ver faturas"
   */
  label!: string | null;

  /** `NAVIGATE`: the path of a screen of this API. `DEEPLINK`: a screen of the app. `OPEN_URL`: an https address */
  type!: 'NAVIGATE' | 'DEEPLINK' | 'OPEN_URL';

  value!: string;
}

export class WarningBannerDto {
  /** Unique among warnings of the same kind */
  id!: string;

  /** `BLOCKING`: the service is or will be blocked. `MASSIVE`: many customers are touched. `NOTICE`: any other */
  kind!: WarningBannerKind;

  severity!: WarningBannerSeverity;

  title!: string;

  body!: string | null;

  image_url!: string | null;

  actions!: WarningBannerActionDto[];

  /** Whether the customer may put it away */
  dismissible!: boolean;

  /** ISO-8601 with offset; null when it is not known */
  starts_at!: string | null;

  /** ISO-8601 with offset; null when it is not known */
  ends_at!: string | null;
}

export class WarningBannersDto {
  /** The gravest first */
  items!: WarningBannerDto[];

  /** Whether some warnings could not be read now */
  partial!: boolean;
}

export class WriteBannerDto extends WriteIllustratedContentDto {
  /** `CONTENT` stands at a placement, `WARNING` wherever the app shows warnings */
  @IsIn(bannerKinds)
  kind!: BannerKind;

  /**
   * Where it is shown; of `CONTENT` only
   * @example HOME
   */
  @IsOptional()
  @Matches(PLACEMENT, PLACEMENT_MESSAGE)
  placement?: string | null;

  /** How grave it is; of `WARNING` only */
  @IsOptional()
  @IsIn(warningBannerSeverities)
  severity?: WarningBannerSeverity | null;

  /**
   * Text, without markup
   * @example "Ganhe desconto na próxima fatura a cada amigo que instalar."
   */
  @IsOptional()
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(500)
  body?: string | null;

  /** Whether the customer may put it away; so when left out */
  @IsOptional()
  @IsBoolean()
  dismissible?: boolean;
}

export class ListAdminBannersQuery extends ListContentQuery {
  @IsOptional()
  @IsIn(bannerKinds)
  kind?: BannerKind;

  /** @example HOME */
  @IsOptional()
  @Matches(PLACEMENT, PLACEMENT_MESSAGE)
  placement?: string;
}

export class AdminBannerDto extends AdminIllustratedContentDto {
  kind!: BannerKind;
  placement!: string | null;
  severity!: WarningBannerSeverity | null;
  body!: string | null;
  dismissible!: boolean;
}

export class AdminBannerListDto extends PageDto {
  items!: AdminBannerDto[];
}
