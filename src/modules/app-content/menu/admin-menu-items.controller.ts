import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../../common/auth/principal.js';
import { RequiredRole } from '../../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../../common/problem/api-problems.decorator.js';
import { AdminMenuItemDto, AdminMenuItemListDto, ListMenuItemsQuery, WriteMenuItemDto } from './navigation.dto.js';
import { MenuItemBook } from './menu-item-book.service.js';

@ApiTags('App content')
@Controller('app/v1/admin/menu-items')
@Access('admin')
@RequiredRole('content:write')
export class AdminMenuItemsController {
  constructor(private readonly items: MenuItemBook) {}

  /**
   * List all entries of the menu
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get()
  listAllMenuItems(@Query() query: ListMenuItemsQuery): Promise<AdminMenuItemListDto> {
    return this.items.page(query);
  }

  /**
   * Create an entry of the menu
   *
   * @remarks For administrators with the role `content:write`. No two have one code.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiProblems(409)
  createMenuItem(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: WriteMenuItemDto,
  ): Promise<AdminMenuItemDto> {
    return this.items.create(adminId, body);
  }

  /**
   * Read an entry of the menu
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get(':menuItemId')
  @ApiProblems(404)
  readMenuItem(@Param('menuItemId', UuidParameterPipe) menuItemId: string): Promise<AdminMenuItemDto> {
    return this.items.get(menuItemId);
  }

  /**
   * Replace an entry of the menu
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Put(':menuItemId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 409)
  replaceMenuItem(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('menuItemId', UuidParameterPipe) menuItemId: string,
    @Body() body: WriteMenuItemDto,
  ): Promise<AdminMenuItemDto> {
    return this.items.replace(adminId, menuItemId, body);
  }

  /**
   * Remove an entry of the menu
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Delete(':menuItemId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  async removeMenuItem(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('menuItemId', UuidParameterPipe) menuItemId: string,
  ): Promise<void> {
    await this.items.remove(adminId, menuItemId);
  }
}
