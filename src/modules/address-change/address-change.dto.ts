import { Type } from 'class-transformer';
import {
  IsInt,
  IsNotEmpty,
  IsNumberString,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { newAddressRules } from './new-address-rules.js';

export class NewAddressDto {
  /**
   * Eight digits
   * @example 36404199
   */
  @Matches(newAddressRules.cep.pattern)
  cep!: string;

  /**
   * Number of the house, or S/N
   * @example 145
   */
  @Matches(newAddressRules.number.pattern)
  number!: string;

  /** @example APTO 302 */
  @IsOptional()
  @IsString()
  @MaxLength(newAddressRules.complement.maxLength)
  complement?: string;

  /** @example Próximo à praça */
  @IsOptional()
  @IsString()
  @MaxLength(newAddressRules.reference.maxLength)
  reference?: string;

  /**
   * The street, where the postal code has several
   * @example 587374
   */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 15)
  address_id?: string;

  /**
   * The condominium, when the house is in one
   * @example 3783
   */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 15)
  condominium?: string;
}

export class RequestAddressChangeDto {
  /** @example 899059 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contract_id!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => NewAddressDto)
  address!: NewAddressDto;

  /** One of the slots that were offered for a change of address of this contract */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  slot_id?: string;

  /**
   * The fee that the customer accepts, in centavos
   * @example 20000
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  accept_fee_cents?: number;
}

export class RequestedAddressChangeDto {
  /** @example 20261121173000001 */
  protocol!: string | null;

  /** Null until the provider's list shows the order */
  service_order_id!: string | null;

  viable!: boolean;

  /** @example 20000 */
  fee_cents!: number;

  /** @example R$ 200,00 */
  fee_formatted!: string;

  /** Whether a technician's visit is booked already */
  slot_confirmed!: boolean;
}
