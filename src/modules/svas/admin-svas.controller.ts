import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { AdminSvaDto, AdminSvaListDto, CreateSvaDto, ListAdminSvasQuery, WriteSvaDto } from './sva-catalogue.dto.js';
import { SvaCatalogue } from './sva-catalogue.service.js';
import { SvaIdParameterPipe } from './sva-id-parameter.pipe.js';

@ApiTags('Value-added services')
@Controller('app/v1/admin/svas')
@Access('admin')
@RequiredRole('svas:write')
export class AdminSvasController {
  constructor(private readonly svas: SvaCatalogue) {}

  /**
   * List all value-added services
   *
   * @remarks For administrators with the role `svas:write`.
   */
  @Get()
  listAllSvas(@Query() query: ListAdminSvasQuery): Promise<AdminSvaListDto> {
    return this.svas.page(query);
  }

  /**
   * Create a value-added service
   *
   * @remarks For administrators with the role `svas:write`. A price of 0 makes it part of every plan.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiProblems(409)
  createSva(@CurrentAdmin() { adminId }: AdminPrincipal, @Body() body: CreateSvaDto): Promise<AdminSvaDto> {
    return this.svas.create(adminId, body);
  }

  /**
   * Read a value-added service
   *
   * @remarks For administrators with the role `svas:write`.
   */
  @Get(':svaId')
  @ApiProblems(404)
  readSva(@Param('svaId', SvaIdParameterPipe) svaId: string): Promise<AdminSvaDto> {
    return this.svas.get(svaId);
  }

  /**
   * Replace a value-added service
   *
   * @remarks For administrators with the role `svas:write`. One that is not active is no longer offered; customers keep
   * what they have.
   */
  @Put(':svaId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 409)
  replaceSva(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('svaId', SvaIdParameterPipe) svaId: string,
    @Body() body: WriteSvaDto,
  ): Promise<AdminSvaDto> {
    return this.svas.replace(adminId, svaId, { ...body, id: svaId });
  }

  /**
   * Remove a value-added service
   *
   * @remarks For administrators with the role `svas:write`. 409 `SVA_IN_USE` once a customer activated it: deactivate it
   * instead.
   */
  @Delete(':svaId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404, 409)
  async removeSva(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('svaId', SvaIdParameterPipe) svaId: string,
  ): Promise<void> {
    await this.svas.remove(adminId, svaId);
  }
}
