import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../../common/auth/principal.js';
import { RequiredRole } from '../../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../../common/problem/api-problems.decorator.js';
import { ListContentQuery } from '../content.dto.js';
import { AdminShortcutCardDto, AdminShortcutCardListDto, WriteShortcutCardDto } from './navigation.dto.js';
import { ShortcutCardBook } from './shortcut-card-book.service.js';

@ApiTags('App content')
@Controller('app/v1/admin/shortcut-cards')
@Access('admin')
@RequiredRole('content:write')
export class AdminShortcutCardsController {
  constructor(private readonly cards: ShortcutCardBook) {}

  /**
   * List all shortcuts
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get()
  listAllShortcutCards(@Query() query: ListContentQuery): Promise<AdminShortcutCardListDto> {
    return this.cards.page(query);
  }

  /**
   * Create a shortcut
   *
   * @remarks For administrators with the role `content:write`. No two have one code.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiProblems(409)
  createShortcutCard(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: WriteShortcutCardDto,
  ): Promise<AdminShortcutCardDto> {
    return this.cards.create(adminId, body);
  }

  /**
   * Read a shortcut
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get(':shortcutCardId')
  @ApiProblems(404)
  readShortcutCard(@Param('shortcutCardId', UuidParameterPipe) shortcutCardId: string): Promise<AdminShortcutCardDto> {
    return this.cards.get(shortcutCardId);
  }

  /**
   * Replace a shortcut
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Put(':shortcutCardId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 409)
  replaceShortcutCard(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('shortcutCardId', UuidParameterPipe) shortcutCardId: string,
    @Body() body: WriteShortcutCardDto,
  ): Promise<AdminShortcutCardDto> {
    return this.cards.replace(adminId, shortcutCardId, body);
  }

  /**
   * Remove a shortcut
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Delete(':shortcutCardId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  async removeShortcutCard(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('shortcutCardId', UuidParameterPipe) shortcutCardId: string,
  ): Promise<void> {
    await this.cards.remove(adminId, shortcutCardId);
  }
}
