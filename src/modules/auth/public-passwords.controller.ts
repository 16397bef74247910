import { Body, Controller, Header, Headers, HttpCode, Ip, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiExtraModels, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../../common/auth/access.decorator.js';
import { type Document, parseDocument } from '../../common/brazil/document.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { PasswordRecovery } from './password-recovery.service.js';
import {
  CreateLoginDto,
  NextStepDto,
  PasswordSetDto,
  RecoverPasswordDto,
  RecoveryRequestedDto,
  VerifyUserDto,
} from './passwords.dto.js';
import { Passwords } from './passwords.service.js';
import { UserVerification } from './user-verification.service.js';

@ApiTags('Customer authentication')
@Access('channel')
@ApiUpstreamProblems()
@AnyAppVersion()
@Controller('app/v1/customers')
export class PublicPasswordsController {
  constructor(
    private readonly passwords: Passwords,
    private readonly recovery: PasswordRecovery,
    private readonly users: UserVerification,
  ) {}

  /** Tells how to go on with a document: log in, create the first access, or become a customer. */
  @Post('verify')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async verifyUser(@Body() body: VerifyUserDto, @Ip() address: string): Promise<NextStepDto> {
    return { next_step: await this.users.nextStep(documentOf(body), address) };
  }

  /**
   * Creates a customer's first access with a password of their own.
   * @remarks After a 504 `OUTCOME_UNCERTAIN` the same request is sent again, with the same verification.
   */
  @Post('login')
  @Header('cache-control', 'no-store')
  @ApiProblems(409, 422)
  async createCustomerLogin(@Body() body: CreateLoginDto): Promise<PasswordSetDto> {
    const proven = {
      document: documentOf(body),
      purpose: 'FIRST_ACCESS',
      verificationToken: body.verification_token,
    } as const;
    await this.passwords.setProven(proven, body.new_password);
    return { next_step: 'PASSWORD' };
  }

  /**
   * Sets a new password with a verification; begins the recovery without one.
   * @remarks Without a verification the answer is the same for every document. After a 504 `OUTCOME_UNCERTAIN` the same
   * request is sent again, with the same verification.
   */
  @Post('password/recovery')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiHeader({ name: 'x-device-id', required: false, description: 'The app’s own id of this installation' })
  @ApiExtraModels(PasswordSetDto, RecoveryRequestedDto)
  @ApiOkResponse({ description: 'The password is set', type: PasswordSetDto })
  @ApiAcceptedResponse({ description: 'The recovery has begun, if there is a customer', type: RecoveryRequestedDto })
  @ApiProblems(409, 422, 501)
  async recoverCustomerPassword(
    @Body() body: RecoverPasswordDto,
    @Ip() address: string,
    @Headers('x-device-id') deviceId: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PasswordSetDto | RecoveryRequestedDto> {
    const document = documentOf(body);
    const { verification_token: verificationToken, new_password: next } = body;
    if (verificationToken !== undefined && next !== undefined) {
      await this.passwords.setProven({ document, purpose: 'PASSWORD_RECOVERY', verificationToken }, next);
      return { next_step: 'PASSWORD' };
    }
    const challenge = await this.recovery.begin(document, { address, deviceId });
    void reply.status(202);
    return {
      status: 'REQUESTED',
      challenge_id: challenge?.challengeId ?? null,
      destination_masked: challenge?.destinationMasked ?? null,
      expires_in: challenge?.expiresInSeconds ?? null,
      resend_after: challenge?.resendAfterSeconds ?? null,
    };
  }
}

function documentOf(body: VerifyUserDto): Document {
  const document = parseDocument(body.document);
  if (document === undefined) throw new Problem(problems.validation);
  return document;
}
