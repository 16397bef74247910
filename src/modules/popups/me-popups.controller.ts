import { Body, Controller, Get, Headers, HttpCode, HttpStatus, Param, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { PopupReadDto, PopupsDto, ReadPopupDto, ShowPopupsQuery } from './popup.dto.js';
import { toPopupDto } from './popup-answers.js';
import { PopupShowingService } from './popup-showing.service.js';

@ApiTags('Popups')
@Controller('app/v1/popups')
@Access('customer')
export class MePopupsController {
  constructor(private readonly popups: PopupShowingService) {}

  /**
   * List the popups to show to the customer on a screen
   *
   * @remarks Asking counts as no showing: the app says with `VIEWED` that a popup was shown.
   */
  @Get()
  @HttpCode(HttpStatus.OK)
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  @ApiHeader({ name: 'x-app-platform', required: false, description: '`ios` or `android`' })
  @ApiHeader({ name: 'x-app-version', required: false, description: 'Version of the app' })
  async showPopups(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { screen, contractId }: ShowPopupsQuery,
    @Headers('x-app-platform') platform: string | undefined,
    @Headers('x-app-version') version: string | undefined,
  ): Promise<PopupsDto> {
    const selected = await this.popups.select(customerId, { screen, contractId, device: { platform, version } });
    return { items: selected.map(toPopupDto) };
  }

  /**
   * Record what the customer did with a popup
   *
   * @remarks Each `VIEWED` is one showing; `CLICKED` and `DISMISSED` may be repeated without effect.
   */
  @Put(':popupId/read')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404)
  async readPopup(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Param('popupId') popupId: string,
    @Body() { action }: ReadPopupDto,
  ): Promise<PopupReadDto> {
    const times = await this.popups.record(customerId, popupId, action);
    return { popup_id: popupId.toLowerCase(), action, times_today: times };
  }
}
