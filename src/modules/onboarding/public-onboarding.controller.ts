import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Ip,
  Param,
  ParseUUIDPipe,
  Post,
  StreamableFile,
} from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { parseDocument } from '../../common/brazil/document.js';
import { RateLimits } from '../../common/http/rate-limits.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import {
  ConfirmPendingDto,
  GenerateSalesCodeDto,
  PendingSaleDto,
  SaleConfirmedDto,
  SalesCodeChallengeDto,
  SalesCodeVerifiedDto,
  VerifyPendingDto,
  VerifySalesCodeDto,
} from './onboarding.dto.js';
import { OnboardingService } from './onboarding.service.js';
import { SaleConfirmations } from './sale-confirmation.service.js';

const PER_ADDRESS = { name: 'sales-pending-address', limit: 10, windowSeconds: 60 };
const PER_DOCUMENT = { name: 'sales-pending-document', limit: 20, windowSeconds: 86_400 };

const pendingId = new ParseUUIDPipe({ exceptionFactory: () => new Problem(problems.notFound) });

@ApiTags('Sales onboarding')
@Access('channel')
@ApiUpstreamProblems()
@Controller('app/v1/sales-onboarding')
export class PublicOnboardingController {
  constructor(
    private readonly onboarding: OnboardingService,
    private readonly confirmations: SaleConfirmations,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Tells whether a sale waits for whoever has a document.
   * @remarks Contacts come masked, and nothing of the sale is told before a code sent to one of them is verified.
   */
  @Post('pending/verify')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async verifyPendingSale(@Body() body: VerifyPendingDto, @Ip() address: string): Promise<PendingSaleDto> {
    const document = parseDocument(body.document);
    if (document === undefined) throw new Problem(problems.validation);
    await this.limits.take(PER_ADDRESS, address);
    await this.limits.take(PER_DOCUMENT, document);
    return this.onboarding.findPending(document);
  }

  /** Sends a one-time code for a pending sale to a registered contact of its buyer. */
  @Post('token')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiHeader({ name: 'x-device-id', required: false, description: 'The app’s own id of this installation' })
  @ApiProblems(404, 501)
  generateSalesCode(
    @Body() body: GenerateSalesCodeDto,
    @Ip() address: string,
    @Headers('x-device-id') deviceId: string | undefined,
  ): Promise<SalesCodeChallengeDto> {
    return this.onboarding.sendCode(body.pending_id, body.channel, { address, deviceId });
  }

  /** Exchanges a code for a verification of its sale, and tells what was sold. */
  @Post('token/verify')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiProblems(410, 422)
  verifySalesCode(@Body() body: VerifySalesCodeDto): Promise<SalesCodeVerifiedDto> {
    return this.onboarding.verifyCode(body.challenge_id, body.code);
  }

  /** Reads the contract of a sale whose buyer was verified. */
  @Get('pending/:id/term')
  @Header('cache-control', 'no-store')
  @ApiHeader({ name: 'X-Verification-Token', required: true })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  @ApiProblems(404, 422)
  async readSaleTerm(
    @Param('id', pendingId) id: string,
    @Headers('x-verification-token') token: string | undefined,
  ): Promise<StreamableFile> {
    const term = await this.onboarding.term(id, token ?? '');
    return new StreamableFile(term, { type: 'application/pdf', disposition: 'inline; filename="contrato.pdf"' });
  }

  /**
   * Confirms a sale: its terms are accepted at the provider, once.
   * @remarks A repetition with the same verification, or with a new one, gets the first answer. While the outcome is not
   * known the answer is `OUTCOME_UNCERTAIN`; asking again reads what became of it.
   */
  @Post('pending/:id/confirm')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Idempotent()
  @ApiProblems(404)
  confirmPendingSale(
    @Param('id', pendingId) id: string,
    @Body() body: ConfirmPendingDto,
    @Ip() address: string,
    @Headers('user-agent') userAgent: string | undefined,
  ): Promise<SaleConfirmedDto> {
    return this.confirmations.confirm(id, body, { address, userAgent });
  }
}
