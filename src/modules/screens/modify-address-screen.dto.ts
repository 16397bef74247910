import { IsOptional, Matches } from 'class-validator';
import { ScreenDto, ScreenQueryDto, SectionDto, SectionsOf } from './screen.dto.js';

export class ModifyAddressQueryDto extends ScreenQueryDto {
  /**
   * Postal code of the new address, to know its fee; the fee within the city when left out
   * @example 36404199
   */
  @IsOptional()
  @Matches(/^\d{8}$/, { message: 'cep must have 8 digits' })
  cep?: string;
}

export class PresentAddressDto {
  street!: string | null;
  number!: string | null;
  complement!: string | null;
  district!: string | null;
  city!: string | null;
  state!: string | null;
  /** As the provider keeps it; not always a valid CEP */
  postal_code!: string | null;
}

export class FormFieldDto {
  /**
   * Where its value stands in what is sent
   * @example address.cep
   */
  path!: string;

  /** @example CEP */
  label!: string;

  /** @example Somente números */
  hint!: string | null;

  keyboard!: 'TEXT' | 'DIGITS';

  required!: boolean;

  /**
   * Regular expression that a value matches, letters of either case
   * @example ^\d{8}$
   */
  pattern!: string;

  /** @example 8 */
  max_length!: number;

  /** What is shown for a value that is refused */
  error_text!: string;
}

export class AddressFormDataDto {
  /** @example 899059 */
  contract_id!: string;

  /** Null where the provider does not say */
  current_address!: PresentAddressDto | null;

  /** Whether a change can be asked for now */
  can_request!: boolean;

  /** Why not; null when it can */
  refusal_text!: string | null;

  /** @example 20000 */
  fee_cents!: number;

  /** @example R$ 200,00 */
  fee_formatted!: string;

  /** What the fee holds for; null for the customer's own city */
  fee_postal_code!: string | null;

  /** @example A mudança custa R$ 200,00, cobrados na próxima fatura. */
  fee_text!: string;

  /** What becomes of the loyalty term (fidelização) */
  loyalty_text!: string;

  /** What the customer fills in; SUBMIT sends it together with its own body */
  fields!: FormFieldDto[];
}

export class AddressFormSectionDto extends SectionDto {
  type!: 'ADDRESS_FORM';

  data!: AddressFormDataDto | null;
}

export class ModifyAddressScreenDto extends ScreenDto {
  @SectionsOf({ ADDRESS_FORM: AddressFormSectionDto })
  sections!: SectionDto[];
}
