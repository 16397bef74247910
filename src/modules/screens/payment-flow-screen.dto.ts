import { IsNumberString, Length } from 'class-validator';
import { ScreenActionDto, ScreenDto, SectionDto, SectionsOf } from './screen.dto.js';

export class PaymentFlowQueryDto {
  /** @example 8768701 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  invoiceId!: string;
}

export class PaymentPayloadDto {
  /**
   * Pix "copia e cola", or the digitable line
   * @example 03399000030000000000000087687018616250000009990
   */
  code!: string;

  /** As it is shown to the customer */
  code_formatted!: string;

  /** 44 digits; of a boleto only */
  barcode!: string | null;

  /** The code as a picture, PNG in base64 */
  qr_png!: string | null;

  /**
   * When the code ends, ISO-8601; null when it does not
   * @example 2026-11-21T18:30:00-03:00
   */
  expires_at!: string | null;

  /** What is paid with it, in centavos */
  amount_cents!: number;

  /** @example R$ 102,28 */
  amount_formatted!: string;
}

export class PaymentOptionDto {
  method!: 'PIX' | 'BOLETO' | 'CARD';

  /** @example Pix */
  title!: string;

  /** What the customer should know before paying so */
  description!: string;

  /** Ready to pay with; null where it is made when the customer asks for it */
  payload!: PaymentPayloadDto | null;

  actions!: ScreenActionDto[];
}

export class PaymentOptionsDataDto {
  /** @example 8768701 */
  invoice_id!: string;

  /** @example 2026-11-09 */
  due_date!: string;

  /** What is owed today, in centavos */
  updated_amount_cents!: number;

  /** @example R$ 102,28 */
  updated_amount_formatted!: string;

  /** The best first */
  methods!: PaymentOptionDto[];
}

export class PaymentOptionsSectionDto extends SectionDto {
  type!: 'PAYMENT_OPTIONS';

  data!: PaymentOptionsDataDto | null;
}

export class PaymentProgressDataDto {
  state!: 'OPEN' | 'CONFIRMING' | 'PAID';

  /** @example 2026-11-21 */
  paid_on!: string | null;

  /**
   * Path that tells whether it is paid
   * @example /app/v1/customers/invoices/8768701/payment-status
   */
  poll_path!: string;

  /** Seconds until asking is worth while; null once it is paid */
  poll_after_s!: number | null;
}

export class PaymentProgressSectionDto extends SectionDto {
  type!: 'PAYMENT_STATUS';

  data!: PaymentProgressDataDto | null;
}

export class PaymentFlowScreenDto extends ScreenDto {
  @SectionsOf({ PAYMENT_STATUS: PaymentProgressSectionDto, PAYMENT_OPTIONS: PaymentOptionsSectionDto })
  sections!: SectionDto[];
}
