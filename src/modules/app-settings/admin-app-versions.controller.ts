import { Body, Controller, Get, HttpCode, HttpStatus, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import {
  AppVersionPolicyDto,
  AppVersionPolicyListDto,
  ListAppVersionsQuery,
  UpdateAppVersionDto,
} from './app-version.dto.js';
import { AppVersionPolicies } from './app-version-policies.service.js';

@ApiTags('App settings')
@Controller('app/v1')
@Access('admin')
@RequiredRole('app-settings:write')
export class AdminAppVersionsController {
  constructor(private readonly policies: AppVersionPolicies) {}

  /**
   * Set which versions of the app may be used
   *
   * @remarks For administrators with the role `app-settings:write`. Holds on every instance within a minute; with
   * `effective_at` in the future, from then on. A policy that was still to come gives way to this one. 422 unless the
   * minimum is at most the recommended version, and that at most the latest.
   */
  @Put('app-settings/version')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(422)
  updateAppVersion(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: UpdateAppVersionDto,
  ): Promise<AppVersionPolicyDto> {
    return this.policies.set(adminId, body);
  }

  /**
   * List the policies of app versions
   *
   * @remarks For administrators with the role `app-settings:write`. What holds, what held and what is to come, the latest
   * first.
   */
  @Get('admin/app-versions')
  listAppVersions(@Query() query: ListAppVersionsQuery): Promise<AppVersionPolicyListDto> {
    return this.policies.list(query);
  }
}
