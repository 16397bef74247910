import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { contractStatuses, type ContractStatus } from '../contracts/contracts.port.js';
import { IsDocument } from '../../common/brazil/is-document.validator.js';

/** The device a customer logs in on. */
export class DeviceDto {
  /** @example android */
  @IsOptional()
  @IsIn(['ios', 'android'])
  platform?: 'ios' | 'android';

  /** The app's own id of this installation */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  device_id?: string;
}

export class LogInDto {
  /**
   * CPF or CNPJ, with or without punctuation
   * @example 11144477735
   */
  @IsDocument()
  document!: string;

  /** @example demo-1234 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  password!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => DeviceDto)
  device?: DeviceDto;
}

export class RefreshDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  refresh_token!: string;
}

export class TokenPairDto {
  access_token!: string;

  /** Good for one refresh; the answer brings its successor */
  refresh_token!: string;

  /** @example Bearer */
  token_type!: string;

  /**
   * Seconds the access token lives
   * @example 600
   */
  expires_in!: number;
}

export class LoggedInCustomerDto {
  /** @example Danielle */
  first_name!: string;

  /** @example ***.444.777-** */
  document_masked!: string;
}

export class LoggedInContractDto {
  /** @example 899059 */
  id!: string;

  plan!: string | null;

  @IsIn(contractStatuses)
  status!: ContractStatus;
}

export class LoggedInDto extends TokenPairDto {
  /** The password is the one the provider handed out, so the app must ask for another */
  must_update_password!: boolean;

  customer!: LoggedInCustomerDto;

  contracts!: LoggedInContractDto[];
}

export class VerifiedTokenDto {
  /** @example true */
  active!: boolean;

  /** Id of the customer's account */
  sub!: string;

  /** Epoch seconds at which the access token ends */
  exp!: number;

  session_id!: string;

  scopes!: string[];
}

export class SigningKeyDto {
  kty!: string;
  kid!: string;
  use!: string;
  alg!: string;
  n!: string;
  e!: string;
}

export class SigningKeySetDto {
  keys!: SigningKeyDto[];
}
