import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { CreatedPopupDto, CreatePopupDto } from './popup.dto.js';
import { toCreatedPopupDto } from './popup-answers.js';
import { PopupAuthoringService } from './popup-authoring.service.js';

@ApiTags('Popups')
@Controller('app/v1/popups')
@Access('admin')
@RequiredRole('popups:write')
export class AdminPopupsController {
  constructor(private readonly popups: PopupAuthoringService) {}

  /**
   * Create a popup
   *
   * @remarks For administrators with the role `popups:write`.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  async createPopup(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: CreatePopupDto,
  ): Promise<CreatedPopupDto> {
    return toCreatedPopupDto(await this.popups.create(adminId, body));
  }
}
