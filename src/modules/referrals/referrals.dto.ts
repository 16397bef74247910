import { Transform } from 'class-transformer';
import { Equals, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsPhone } from '../../common/brazil/is-phone.validator.js';
import { PageDto } from '../../common/http/page.dto.js';

const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : value;

export class ReferFriendDto {
  /** @example Carlos Lima */
  @Transform(trimmed)
  @IsString()
  @Length(2, 80)
  name!: string;

  /**
   * With area code, in any common writing
   * @example (22) 98888-7777
   */
  @IsPhone()
  phone!: string;

  /**
   * Where the friend lives
   * @example 28640000
   */
  @IsOptional()
  @Matches(/^\d{5}-?\d{3}$/, { message: 'cep must be eight digits' })
  cep?: string;

  /** The friend agreed to be called; recorded */
  @Equals(true, { message: 'consent must be true' })
  consent!: boolean;
}

export class CouponDto {
  /**
   * Always the same for a customer
   * @example 7KQ4MZ2B
   */
  coupon!: string;

  /** @example https://www.example.com/indicacao?cupom=7KQ4MZ2B */
  share_url!: string;

  /** What a referral earns at present */
  reward_text!: string;
}

export class ReferralMadeDto extends CouponDto {
  id!: string;
}

export class ReferralDto {
  id!: string;

  /** First name only; null once the friend was forgotten */
  name!: string | null;

  /** @example (22) *****-7777 */
  phone_masked!: string | null;

  /** Whether the provider's sales have it */
  status!: 'RECEIVED' | 'REGISTERED' | 'REFUSED';

  created_at!: string;
}

export class ReferralListDto extends PageDto {
  items!: ReferralDto[];
}
