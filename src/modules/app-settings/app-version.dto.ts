import { IsIn, IsOptional, IsUrl, Matches, MaxLength } from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { INSTANT_MESSAGE, INSTANT_PATTERN, PARAGRAPHS, PARAGRAPHS_MESSAGE } from '../../common/http/text-patterns.js';
import { APP_VERSION_PATTERN } from './app-version-number.js';

const VERSION_MESSAGE = { message: '$property must be one to four numbers separated by dots' };

export class CheckAppVersionQuery {
  /**
   * System the app runs on
   * @example android
   */
  @IsIn(['ios', 'android'])
  platform!: 'ios' | 'android';

  /**
   * Version of the app: one to four numbers, with an optional pre-release (`-rc.1`) and build (`+45`)
   * @example 3.4.1+287
   */
  @Matches(APP_VERSION_PATTERN, { message: 'version must be one to four numbers separated by dots' })
  version!: string;
}

export class AppVersionCheckDto {
  /** System the answer is for */
  platform!: 'ios' | 'android';

  /**
   * Version that was asked about
   * @example 3.4.1+287
   */
  current!: string;

  /**
   * Latest version in the store; null when unknown
   * @example 3.6.0
   */
  latest!: string | null;

  /**
   * Oldest version that may still be used; null when there is no policy
   * @example 3.0.0
   */
  minimum_supported!: string | null;

  /**
   * Oldest version that is not asked to be updated; null when there is no policy
   * @example 3.5.0
   */
  recommended!: string | null;

  /** `REQUIRED` blocks the app, `RECOMMENDED` may be dismissed */
  update!: 'NONE' | 'RECOMMENDED' | 'REQUIRED';

  /**
   * Where the app is updated; null when there is no policy
   * @example https://play.google.com/store/apps/details?id=com.example.provider
   */
  store_url!: string | null;

  /**
   * What is new, as the customer reads it
   * @example "Segunda via do boleto com Pix."
   */
  release_notes!: string | null;

  /**
   * Seconds after which the app asks again
   * @example 21600
   */
  recheck_after_s!: number;
}

export class UpdateAppVersionDto {
  /** System the policy is for */
  @IsIn(['ios', 'android'])
  platform!: 'ios' | 'android';

  /**
   * Latest version in the store
   * @example 3.6.0
   */
  @Matches(APP_VERSION_PATTERN, VERSION_MESSAGE)
  latest!: string;

  /**
   * Oldest version that may still be used
   * @example 3.0.0
   */
  @Matches(APP_VERSION_PATTERN, VERSION_MESSAGE)
  minimum_supported!: string;

  /**
   * Oldest version that is not asked to be updated
   * @example 3.5.0
   */
  @Matches(APP_VERSION_PATTERN, VERSION_MESSAGE)
  recommended!: string;

  /**
   * Where the app is updated
   * @example https://play.google.com/store/apps/details?id=com.example.provider
   */
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(500)
  store_url!: string;

  /**
   * What is new, as the customer reads it
   * @example "Segunda via do boleto com Pix."
   */
  @IsOptional()
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(4000)
  release_notes?: string | null;

  /**
   * When the policy begins to hold; at once when left out or past
   * @example 2027-01-15T08:00:00-03:00
   */
  @IsOptional()
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  effective_at?: string | null;
}

export class ListAppVersionsQuery extends PageQueryDto {
  /** Only policies of this system */
  @IsOptional()
  @IsIn(['ios', 'android'])
  platform?: 'ios' | 'android';
}

export class AppVersionPolicyDto {
  /** @example 12 */
  id!: string;

  /** System the policy is for */
  platform!: 'ios' | 'android';

  /** @example 3.6.0 */
  latest!: string;

  /** @example 3.0.0 */
  minimum_supported!: string;

  /** @example 3.5.0 */
  recommended!: string;

  /** @example https://play.google.com/store/apps/details?id=com.example.provider */
  store_url!: string;

  /** What is new, as the customer reads it */
  release_notes!: string | null;

  /** When the policy began to hold, or will */
  effective_at!: string;

  /** The administrator who set it; null for what came with the installation */
  created_by!: string | null;

  created_at!: string;
}

export class AppVersionPolicyListDto extends PageDto {
  items!: AppVersionPolicyDto[];
}
