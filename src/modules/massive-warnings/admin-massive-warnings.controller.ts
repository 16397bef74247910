import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { MassiveWarningAuthoring } from './massive-warning-authoring.service.js';
import {
  AdminMassiveWarningDto,
  AdminMassiveWarningListDto,
  ListAdminMassiveWarningsQuery,
  MoveMassiveWarningDto,
  WriteMassiveWarningDto,
} from './massive-warnings.dto.js';

@ApiTags('Connection')
@Controller('app/v1/admin/massive-warnings')
@Access('admin')
@RequiredRole('warnings:write')
export class AdminMassiveWarningsController {
  constructor(private readonly warnings: MassiveWarningAuthoring) {}

  /**
   * List warnings of all states
   *
   * @remarks For administrators with the role `warnings:write`.
   */
  @Get()
  listAdminMassiveWarnings(@Query() query: ListAdminMassiveWarningsQuery): Promise<AdminMassiveWarningListDto> {
    return this.warnings.list(query);
  }

  /**
   * Create a warning
   *
   * @remarks For administrators with the role `warnings:write`. It is `acknowledged` and shown to customers at once; with
   * `notify` those who are known to be touched find it in their inboxes.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  createMassiveWarning(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: WriteMassiveWarningDto,
  ): Promise<AdminMassiveWarningDto> {
    return this.warnings.create(adminId, body);
  }

  /**
   * Read a warning
   *
   * @remarks For administrators with the role `warnings:write`.
   */
  @Get(':warningId')
  @ApiProblems(404)
  readMassiveWarning(@Param('warningId', UuidParameterPipe) warningId: string): Promise<AdminMassiveWarningDto> {
    return this.warnings.get(warningId);
  }

  /**
   * Replace what a warning says
   *
   * @remarks For administrators with the role `warnings:write`. Its state stays. With a wider area, those are told who
   * were not told before; `notify: false` stops the telling.
   */
  @Put(':warningId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 409)
  replaceMassiveWarning(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('warningId', UuidParameterPipe) warningId: string,
    @Body() body: WriteMassiveWarningDto,
  ): Promise<AdminMassiveWarningDto> {
    return this.warnings.replace(adminId, warningId, body);
  }

  /**
   * Move a warning to another state
   *
   * @remarks For administrators with the role `warnings:write`. The states of TMF656: `acknowledged`, `inProgress`,
   * `resolved` and `closed`. To the state it is in already changes nothing.
   */
  @Put(':warningId/state')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 409)
  moveMassiveWarning(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('warningId', UuidParameterPipe) warningId: string,
    @Body() { state }: MoveMassiveWarningDto,
  ): Promise<AdminMassiveWarningDto> {
    return this.warnings.move(adminId, warningId, state);
  }

  /**
   * Remove a warning
   *
   * @remarks For administrators with the role `warnings:write`. One that was real is better closed: it stays readable.
   */
  @Delete(':warningId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  async removeMassiveWarning(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('warningId', UuidParameterPipe) warningId: string,
  ): Promise<void> {
    await this.warnings.remove(adminId, warningId);
  }
}
