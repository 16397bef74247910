import { Body, Controller, Get, HttpCode, HttpStatus, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { ApiAppHeaders, type AppCaller, CurrentApp } from '../audience/app-caller.js';
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
  @ApiAppHeaders()
  async showPopups(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { screen, contractId }: ShowPopupsQuery,
    @CurrentApp() app: AppCaller,
  ): Promise<PopupsDto> {
    const selected = await this.popups.select(customerId, { screen, contractId, app });
    return { items: selected.map(toPopupDto) };
  }

  /**
   * Record what the customer did with a popup
   *
   * @remarks Each `VIEWED` is one showing, until the caps of the popup are reached; `CLICKED` and `DISMISSED` count once a
   * day. One that does not count any more is answered all the same, with `counted: false`.
   */
  @Put(':popupId/read')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404)
  async readPopup(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Param('popupId') popupId: string,
    @Body() { action }: ReadPopupDto,
  ): Promise<PopupReadDto> {
    const { timesToday, counted } = await this.popups.record(customerId, popupId, action);
    return { popup_id: popupId.toLowerCase(), action, times_today: timesToday, counted };
  }
}
