import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { ConditionalGet } from '../../common/http/conditional-get.js';
import { ForcePasswordUpdateDto } from './force-password-update.dto.js';
import { ForcePasswordUpdateSwitch } from './force-password-update.service.js';

@ApiTags('App settings')
@Controller('app/v1/app-settings/force-password-update')
@Access('channel')
export class PublicForcePasswordUpdateController {
  constructor(private readonly order: ForcePasswordUpdateSwitch) {}

  /**
   * Read whether every customer is to change the password
   *
   * @remarks The same as the public parameter `force-password-update`.
   */
  @Get()
  @ConditionalGet({ maxAgeSeconds: 60 })
  readForcePasswordUpdate(): Promise<ForcePasswordUpdateDto> {
    return this.order.read();
  }
}
