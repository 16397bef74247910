import { Body, Controller, Header, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { parseDocument } from '../../common/brazil/document.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { LoggedInDto, LogInDto, RefreshDto, TokenPairDto } from './auth.dto.js';
import { AuthService } from './auth.service.js';

@ApiTags('Customer authentication')
@Access('channel')
@AnyAppVersion()
@Controller('app/v1/customers/auth')
export class PublicAuthController {
  constructor(private readonly auth: AuthService) {}

  /** Logs a customer in with CPF or CNPJ and password. */
  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiProblems(423)
  @ApiUpstreamProblems()
  logCustomerIn(@Body() body: LogInDto, @Ip() address: string): Promise<LoggedInDto> {
    const document = parseDocument(body.document);
    if (document === undefined) throw new Problem(problems.validation);
    const device = { platform: body.device?.platform, deviceId: body.device?.device_id, address };
    return this.auth.logIn({ document, password: body.password, device });
  }

  /** Exchanges a refresh token for a new pair; a token that comes back a second time ends its session. */
  @Post('refresh')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  refreshCustomerTokens(@Body() body: RefreshDto, @Ip() address: string): Promise<TokenPairDto> {
    return this.auth.refresh(body.refresh_token, address);
  }
}
