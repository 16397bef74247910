import { Body, Controller, Delete, Get, Header, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import {
  CreateOauthClientDto,
  ListOauthClientsQuery,
  OauthClientDto,
  OauthClientListDto,
  OauthClientSecretDto,
  ReplaceOauthClientDto,
  RotateOauthSecretDto,
} from './oauth-clients.dto.js';
import { OauthClients } from './oauth-clients.service.js';

@ApiTags('Admin')
@Access('admin')
@RequiredRole('oauth-clients:write')
@Controller('app/v1/admin/oauth-clients')
export class AdminOauthClientsController {
  constructor(private readonly clients: OauthClients) {}

  /**
   * List the clients of the service audience
   *
   * @remarks For administrators with the role `oauth-clients:write`.
   */
  @Get()
  listOauthClients(@Query() query: ListOauthClientsQuery): Promise<OauthClientListDto> {
    return this.clients.list(query);
  }

  /**
   * Create a client
   *
   * @remarks For administrators with the role `oauth-clients:write`. The answer has the secret, which is kept nowhere in
   * clear. 409 `DUPLICATE` when the id is taken.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Header('cache-control', 'no-store')
  @ApiProblems(409)
  createOauthClient(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: CreateOauthClientDto,
  ): Promise<OauthClientSecretDto> {
    return this.clients.create(adminId, body);
  }

  /**
   * Read a client
   *
   * @remarks For administrators with the role `oauth-clients:write`.
   */
  @Get(':clientId')
  @ApiProblems(404)
  readOauthClient(@Param('clientId') clientId: string): Promise<OauthClientDto> {
    return this.clients.get(clientId);
  }

  /**
   * Replace a client
   *
   * @remarks For administrators with the role `oauth-clients:write`. Other scopes, or being disabled, end its tokens at
   * once.
   */
  @Put(':clientId')
  @ApiProblems(404)
  replaceOauthClient(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('clientId') clientId: string,
    @Body() body: ReplaceOauthClientDto,
  ): Promise<OauthClientDto> {
    return this.clients.replace(adminId, clientId, body);
  }

  /**
   * Give a client another secret
   *
   * @remarks For administrators with the role `oauth-clients:write`. The secret before stays good for `grace_hours`; a
   * second rotation within that time ends the first of the three.
   */
  @Post(':clientId/secret')
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  @ApiProblems(404)
  rotateOauthClientSecret(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('clientId') clientId: string,
    @Body() { grace_hours }: RotateOauthSecretDto,
  ): Promise<OauthClientSecretDto> {
    return this.clients.rotateSecret(adminId, clientId, grace_hours ?? undefined);
  }

  /**
   * Remove a client
   *
   * @remarks For administrators with the role `oauth-clients:write`. Ends its tokens at once.
   */
  @Delete(':clientId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  removeOauthClient(@CurrentAdmin() { adminId }: AdminPrincipal, @Param('clientId') clientId: string): Promise<void> {
    return this.clients.remove(adminId, clientId);
  }
}
