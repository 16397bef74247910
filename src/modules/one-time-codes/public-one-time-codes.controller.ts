import { Body, Controller, Header, Headers, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { parseDocument } from '../../common/brazil/document.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import {
  CodeChallengeDto,
  CodeVerifiedDto,
  customerPurposes,
  GenerateCodeDto,
  RecoveryCodeDto,
  VerifyCodeDto,
} from './one-time-codes.dto.js';
import { OneTimeCodes } from './one-time-codes.service.js';

interface Caller {
  readonly address: string;
  readonly deviceId: string | undefined;
}

@ApiTags('Customer authentication')
@Access('channel')
@AnyAppVersion()
@Controller('app/v1/customers')
export class PublicOneTimeCodesController {
  constructor(private readonly codes: OneTimeCodes) {}

  /**
   * Sends a one-time code to a registered contact of a customer.
   * @remarks The answer is the same, and as quick, for a document that is no customer's. At most one code a minute and
   * five an hour for one document, destination or device.
   */
  @Post('auth/token/generate')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiHeader({ name: 'x-device-id', required: false, description: 'The app’s own id of this installation' })
  @ApiProblems(501)
  generateCustomerCode(
    @Body() body: GenerateCodeDto,
    @Ip() address: string,
    @Headers('x-device-id') deviceId: string | undefined,
  ): Promise<CodeChallengeDto> {
    return this.send(body, body.purpose, { address, deviceId });
  }

  /** Exchanges a code for a verification; five tries, then another code has to be asked for. */
  @Post('auth/token/verify')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiProblems(410, 422)
  async verifyCustomerCode(@Body() body: VerifyCodeDto): Promise<CodeVerifiedDto> {
    const { token, expiresInSeconds } = await this.codes.verify(body.challenge_id, body.code, customerPurposes);
    return { verified: true, verification_token: token, expires_in: expiresInSeconds };
  }

  /**
   * Sends a one-time code for a new password.
   * @remarks As asking for any code with the purpose `PASSWORD_RECOVERY`.
   */
  @Post('password/recovery/token')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiHeader({ name: 'x-device-id', required: false, description: 'The app’s own id of this installation' })
  @ApiProblems(501)
  generateRecoveryCode(
    @Body() body: RecoveryCodeDto,
    @Ip() address: string,
    @Headers('x-device-id') deviceId: string | undefined,
  ): Promise<CodeChallengeDto> {
    return this.send(body, 'PASSWORD_RECOVERY', { address, deviceId });
  }

  private async send(
    body: RecoveryCodeDto,
    purpose: GenerateCodeDto['purpose'],
    caller: Caller,
  ): Promise<CodeChallengeDto> {
    const document = parseDocument(body.document);
    if (document === undefined) throw new Problem(problems.validation);
    const channel = body.channel ?? 'SMS';
    const issued = await this.codes.request({
      purpose,
      subject: document,
      recipient: { document },
      channel,
      ...caller,
    });
    return {
      challenge_id: issued.challengeId,
      destination_masked: issued.destinationMasked,
      expires_in: issued.expiresInSeconds,
      resend_after: issued.resendAfterSeconds,
    };
  }
}
