import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import {
  CreateParameterDto,
  ListParametersQuery,
  ParameterDto,
  ParameterListDto,
  ReplaceParameterDto,
} from './parameters.dto.js';
import { Parameters } from './parameters.service.js';

@ApiTags('App settings')
@Controller('app/v1/admin/parameters')
@Access('admin')
@RequiredRole('app-settings:write')
export class AdminParametersController {
  constructor(private readonly parameters: Parameters) {}

  /**
   * List the parameters
   *
   * @remarks For administrators with the role `app-settings:write`.
   */
  @Get()
  listParameters(@Query() query: ListParametersQuery): Promise<ParameterListDto> {
    return this.parameters.list(query);
  }

  /**
   * Create a parameter
   *
   * @remarks For administrators with the role `app-settings:write`. 409 `PARAMETER_EXISTS` when the key is taken; 422 for
   * the keys that have a route of their own.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiProblems(409, 422)
  createParameter(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: CreateParameterDto,
  ): Promise<ParameterDto> {
    return this.parameters.create(adminId, body);
  }

  /**
   * Read a parameter
   *
   * @remarks For administrators with the role `app-settings:write`.
   */
  @Get(':key')
  @ApiProblems(404)
  readParameter(@Param('key') key: string): Promise<ParameterDto> {
    return this.parameters.get(key);
  }

  /**
   * Replace a parameter
   *
   * @remarks For administrators with the role `app-settings:write`. 422 for the keys that have a route of their own.
   */
  @Put(':key')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 422)
  replaceParameter(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('key') key: string,
    @Body() body: ReplaceParameterDto,
  ): Promise<ParameterDto> {
    return this.parameters.replace(adminId, key, body);
  }

  /**
   * Remove a parameter
   *
   * @remarks For administrators with the role `app-settings:write`. 422 for the keys that have a route of their own.
   */
  @Delete(':key')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404, 422)
  async removeParameter(@CurrentAdmin() { adminId }: AdminPrincipal, @Param('key') key: string): Promise<void> {
    await this.parameters.remove(adminId, key);
  }
}
