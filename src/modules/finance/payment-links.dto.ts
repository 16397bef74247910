import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsNumberString, Length } from 'class-validator';
import { type PaymentMethod, paymentMethods } from './payment-gateway.port.js';

export class CreatePaymentLinkDto {
  /**
   * Invoices to pay together
   * @example ["8768701"]
   */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(24)
  @ArrayUnique()
  @IsNumberString({ no_symbols: true }, { each: true })
  @Length(1, 19, { each: true })
  invoice_ids!: string[];

  @IsIn(paymentMethods)
  method!: PaymentMethod;
}

export class PaymentLinkDto {
  /** @example 0b4e2f4e-5f0c-4b7e-9d53-0d6f6d0a4c11 */
  id!: string;

  /** Where the customer pays; null for a Pix that is paid by its code alone */
  url!: string | null;

  /** Pix "copia e cola" */
  pix_copy_paste!: string | null;

  /** The code as a picture, PNG in base64 */
  qr_png!: string | null;

  /** ISO-8601 */
  expires_at!: string;

  /**
   * With fine and interest of today
   * @example 10228
   */
  amount_cents!: number;

  /** @example R$ 102,28 */
  amount_formatted!: string;
}
