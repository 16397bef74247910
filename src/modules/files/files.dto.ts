import { IsBoolean, IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PageDto } from '../../common/http/page.dto.js';
import type { CustomerFileKind } from './customer-file-kinds.js';
import type { BlockReason } from './file-upload-blocks.service.js';

export class ContractQueryDto {
  /** @example 899059 */
  @Matches(/^\d{1,19}$/, { message: 'contractId must be 1 to 19 digits' })
  contractId!: string;
}

export class UploadAllowanceDto {
  blocked!: boolean;

  /** Why; null while files may be sent */
  reason!: BlockReason | null;

  /** ISO-8601 with offset; null while files may be sent, and when nobody knows */
  blocked_until!: string | null;

  /**
   * Uploads that may still be sent in these 24 hours
   * @example 10
   */
  remaining_uploads!: number;
}

export class FilesReceivedDto {
  /** How many the provider took over */
  received!: number;

  type!: CustomerFileKind;
}

export class NextActionDto {
  /** The contract is suspended, and can be asked to work on trust until the payment shows */
  action!: 'TRUST_UNLOCK';

  /** @example /app/v1/finances/trust/check */
  href!: string;
}

export class PaymentProofReceivedDto extends FilesReceivedDto {
  /** Nothing more may be sent for the contract before */
  blocked_until!: string | null;

  /** The proof settles nothing by itself: it is looked at by the provider's people */
  next_actions!: NextActionDto[];
}

export class SetUploadBlockDto {
  @IsBoolean()
  blocked!: boolean;

  /** Until when; open-ended when left out */
  @IsOptional()
  @IsISO8601({ strict: true })
  blocked_until?: string;

  /** For the provider's people; nothing personal */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  note?: string;
}

export class UploadBlockDto {
  contract_id!: string;

  reason!: BlockReason;

  blocked_until!: string | null;

  note!: string | null;

  /** An administrator blocked it */
  set_by_admin!: boolean;

  created_at!: string;
}

export class UploadBlockListDto extends PageDto {
  items!: UploadBlockDto[];
}
