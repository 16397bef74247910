import { IsOptional, IsString, Length, Matches } from 'class-validator';

export class BitTrainersAuthorizationQueryDto {
  /**
   * The `subscriber_id` of the authentication
   * @example 81593
   */
  @IsString()
  @Length(1, 128)
  subscriberId!: string;

  /**
   * What the customer wants to use, as the partner names it
   * @example urn:tve:hbo
   */
  @IsString()
  @Length(1, 128)
  resourceId!: string;
}

export class NeoAuthorizationQueryDto extends BitTrainersAuthorizationQueryDto {
  /** @example BR */
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'countryCode must be two capital letters' })
  countryCode?: string;

  /** @example VIEW */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  actionId?: string;
}

export class PartnerAuthenticationDto {
  /** Whether the customer's login is right */
  access!: boolean;

  /**
   * How the partner knows the customer; null without access
   * @example 81593
   */
  subscriber_id!: string | null;
}

export class PartnerAuthorizationDto {
  /** Whether the customer may use the resource */
  access!: boolean;
}
