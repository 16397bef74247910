import { ScreenActionDto, ScreenDto, SectionDto, SectionsOf } from './screen.dto.js';

export class CurrentPaymentMethodDataDto {
  method!: 'AUTO_DEBIT' | 'BOLETO';

  /** @example Débito automático */
  title!: string;

  /** @example BANCO SANTANDER, conta com final 456 */
  description!: string;
}

export class CurrentPaymentMethodSectionDto extends SectionDto {
  type!: 'CURRENT_PAYMENT_METHOD';

  data!: CurrentPaymentMethodDataDto | null;
}

export class PaymentMethodItemDto {
  method!: 'PIX' | 'PIX_AUTOMATICO' | 'CARD' | 'AUTO_DEBIT' | 'BOLETO';

  /** @example Pix */
  title!: string;

  description!: string;

  /** Whether the customer can use it */
  available!: boolean;

  /**
   * Brands of cards; of the card only
   * @example ["ELO", "MASTERCARD", "VISA"]
   */
  brands!: string[];

  actions!: ScreenActionDto[];
}

export class PaymentMethodsDataDto {
  /** The quickest first; those that are not available too */
  items!: PaymentMethodItemDto[];
}

export class PaymentMethodsSectionDto extends SectionDto {
  type!: 'PAYMENT_METHODS';

  data!: PaymentMethodsDataDto | null;
}

export class DigitalBillDataDto {
  /** PASSWORD_NEEDED: only a session that was opened with the password can tell */
  standing!: 'CAN_SWITCH' | 'DIGITAL_OR_REFUSED' | 'PASSWORD_NEEDED';

  /** @example Sua fatura pode ser digital */
  title!: string;

  text!: string;
}

export class DigitalBillSectionDto extends SectionDto {
  type!: 'DIGITAL_BILL';

  data!: DigitalBillDataDto | null;
}

export class PaymentMethodsScreenDto extends ScreenDto {
  @SectionsOf({
    CURRENT_PAYMENT_METHOD: CurrentPaymentMethodSectionDto,
    PAYMENT_METHODS: PaymentMethodsSectionDto,
    DIGITAL_BILL: DigitalBillSectionDto,
  })
  sections!: SectionDto[];
}
