import { Transform, Type } from 'class-transformer';
import {
  Equals,
  IsEmail,
  IsInt,
  IsISO8601,
  IsLatitude,
  IsLongitude,
  IsNumberString,
  IsOptional,
  IsString,
  IsUppercase,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { HOUSE_NUMBER } from './house-number.js';

const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);
const bareDigits = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.replace(/[\s.-]/g, '') : value;

const NUMBER_MESSAGE = 'number must be a house number or S/N';

export class ListCondominiumsQueryDto {
  /**
   * Required without `addressId`
   * @example 36404199
   */
  @ValidateIf((query: ListCondominiumsQueryDto) => query.addressId === undefined || query.cep !== undefined)
  @Transform(bareDigits)
  @Matches(/^\d{8}$/, { message: 'cep must have 8 digits' })
  cep?: string;

  /**
   * Id of the street, once it is known
   * @example 587374
   */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 15)
  addressId?: string;

  /**
   * House number; `S/N` for a house without
   * @example 145
   */
  @Transform(trimmed)
  @Matches(HOUSE_NUMBER, { message: NUMBER_MESSAGE })
  number!: string;

  /**
   * The state chosen, where the postal code has streets in several
   * @example MG
   */
  @IsOptional()
  @IsUppercase()
  @Length(2, 2)
  state?: string;

  /** The city chosen */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 15)
  cityId?: string;

  /** The district chosen */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 15)
  districtId?: string;
}

export class CondominiumBlockDto {
  /** @example 2 */
  id!: string;

  /** @example BLOCO A */
  name!: string | null;
}

export class CondominiumDto {
  /** @example 3783 */
  id!: string;

  /** @example RESIDENCIAL ROCHEDO */
  name!: string | null;

  /** @example 145 */
  number!: string | null;

  /**
   * VERTICAL for flats, HORIZONTAL for houses
   * @example VERTICAL
   */
  type!: string | null;

  blocks!: CondominiumBlockDto[];
}

export const addressSteps = ['STATE', 'CITY', 'DISTRICT', 'ADDRESS'] as const;
export type AddressStep = (typeof addressSteps)[number];

export class AddressOptionDto {
  /** Sent back as `state`, `cityId`, `districtId` or `addressId`, by what is to be chosen */
  id!: string;

  /** @example RUA UBELART */
  name!: string;
}

export class CondominiumListDto {
  /** The postal code has several streets: one has to be chosen before condominiums can be listed */
  needs_choice!: boolean;

  /** What is to be chosen next; null once the street is known */
  choose!: AddressStep | null;

  /** What can be chosen */
  options!: AddressOptionDto[];

  /**
   * States that the postal code lies in, while a street is to be chosen
   * @example ["MG"]
   */
  states!: string[];

  /**
   * The street, once it is known
   * @example 587374
   */
  address_id!: string | null;

  items!: CondominiumDto[];
}

export class CoverageLeadDto {
  /** @example Ana Souza */
  @Transform(trimmed)
  @IsString()
  @Length(3, 120)
  name!: string;

  /**
   * Brazilian phone with area code
   * @example 32999990009
   */
  @IsString()
  @Length(10, 20)
  phone!: string;

  /**
   * The provider registers nobody without it
   * @example 1990-05-17
   */
  @IsISO8601({ strict: true })
  @Length(10, 10)
  birth_date!: string;

  /** @example ana@example.com */
  @IsOptional()
  @IsEmail()
  email?: string;

  /** Agreement to be called when the network arrives */
  @Equals(true)
  consent!: true;
}

export class HouseViabilityDto {
  /**
   * Required without `address_id`
   * @example 36402157
   */
  @ValidateIf((body: HouseViabilityDto) => body.address_id === undefined || body.cep !== undefined)
  @Transform(bareDigits)
  @Matches(/^\d{8}$/, { message: 'cep must have 8 digits' })
  cep?: string;

  /**
   * Id of the street, where the postal code has several
   * @example 645831
   */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 15)
  address_id?: string;

  /**
   * House number; `S/N` for a house without
   * @example 152
   */
  @Transform(trimmed)
  @Matches(HOUSE_NUMBER, { message: NUMBER_MESSAGE })
  number!: string;

  /**
   * Where the customer put the house on the map; together with `longitude`, or neither
   * @example -20.6560787
   */
  @ValidateIf((body: HouseViabilityDto) => body.latitude !== undefined || body.longitude !== undefined)
  @IsLatitude()
  latitude?: number;

  /** @example -43.7562966 */
  @ValidateIf((body: HouseViabilityDto) => body.latitude !== undefined || body.longitude !== undefined)
  @IsLongitude()
  longitude?: number;

  /** Whom to call when the network arrives; used only when it does not reach the address yet */
  @IsOptional()
  @ValidateNested()
  @Type(() => CoverageLeadDto)
  lead?: CoverageLeadDto;
}

export class CondominiumViabilityDto extends HouseViabilityDto {
  /**
   * One of the condominiums listed at the address
   * @example 3783
   */
  @IsNumberString({ no_symbols: true })
  @Length(1, 15)
  condominium_id!: string;

  /**
   * One of its blocks
   * @example 2
   */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 15)
  block_id?: string;

  /**
   * Floor of a flat; the ground floor is 0
   * @example 4
   */
  @IsOptional()
  @IsInt()
  @Min(-5)
  @Max(200)
  floor?: number;

  /**
   * Number of a house inside the condominium, in place of a floor
   * @example 12
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(99_999)
  house_number?: number;
}

export const viabilityResults = ['APPROVED', 'REFUSED', 'UNKNOWN'] as const;

export class ViabilityDto {
  viable!: boolean;

  /** @example APPROVED */
  result!: (typeof viabilityResults)[number];

  /**
   * To the nearest point of the network
   * @example 0.132
   */
  distance_km!: number | null;

  /** @example FIBRA */
  technology!: string | null;

  /** The lead that was taken in, when the network does not reach the address and somebody to call was named */
  lead_id!: string | null;
}
