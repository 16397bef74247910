import { IsHash, IsOptional } from 'class-validator';

export class AcceptTermDto {
  /**
   * SHA-256 of the document that the customer read, as `x-document-sha256` gave it; refused when it is another now
   * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
   */
  @IsOptional()
  @IsHash('sha256')
  document_sha256?: string;
}

export class TermAcceptanceDto {
  /** @example 899059 */
  contract_id!: string;

  /**
   * `BEING_CONFIRMED` when the acceptance is recorded and the provider's answer was lost: it is not to be repeated
   * @example ACCEPTED
   */
  status!: 'ACCEPTED' | 'BEING_CONFIRMED';

  /** @example 1 */
  term_version!: string;

  /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  document_sha256!: string;

  /** @example 2026-11-21T17:30:00-03:00 */
  accepted_at!: string;
}
