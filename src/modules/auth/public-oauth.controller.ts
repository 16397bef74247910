import { Body, Controller, Header, Headers, HttpCode, Ip, Post, UseFilters } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { RateLimits } from '../../common/http/rate-limits.js';
import { ProblemDto } from '../../common/problem/problem.dto.js';
import { OauthErrorFilter } from './oauth-error.js';
import { OauthErrorDto, ServiceTokenDto, ServiceTokenRequestDto } from './oauth.dto.js';
import { OauthTokens } from './oauth-tokens.service.js';

const PER_ADDRESS = { name: 'oauth-token', limit: 20, windowSeconds: 60 };

/** What the token route answers in OAuth's shape; the channel key is refused, and the body's syntax, as a problem. */
const refusal = (status: number, description: string) =>
  ApiResponse({
    status,
    description,
    content: {
      'application/json': { schema: { $ref: getSchemaPath(OauthErrorDto) } },
      'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } },
    },
  });

@ApiTags('App settings')
@Access('channel')
@UseFilters(OauthErrorFilter)
@Controller('app/v1/app-settings/oauth')
export class PublicOauthController {
  constructor(
    private readonly tokens: OauthTokens,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Gives a program a service token for its client credentials.
   * @remarks Takes a form or JSON; the credentials may come by HTTP Basic instead.
   */
  @Post('token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Header('pragma', 'no-cache')
  @RouteConfig({ acceptsForm: true })
  @ApiConsumes('application/x-www-form-urlencoded', 'application/json')
  @ApiBody({ type: ServiceTokenRequestDto })
  @ApiExtraModels(OauthErrorDto)
  @refusal(400, 'A malformed request, another grant or a scope that the client may not have')
  @refusal(401, 'A client that is unknown, disabled or wrong; or the channel key')
  async generateServiceToken(
    @Body() body: unknown,
    @Headers('authorization') authorization: string | undefined,
    @Ip() address: string,
  ): Promise<ServiceTokenDto> {
    await this.limits.take(PER_ADDRESS, address);
    const token = await this.tokens.issue(body, authorization);
    return {
      access_token: token.accessToken,
      token_type: 'Bearer',
      expires_in: token.expiresInSeconds,
      scope: token.scope,
    };
  }
}
