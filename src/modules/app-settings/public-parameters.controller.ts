import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { ConditionalGet } from '../../common/http/conditional-get.js';
import { PublicParametersDto, ReadParametersQuery } from './parameters.dto.js';
import { Parameters } from './parameters.service.js';

@ApiTags('App settings')
@Controller('app/v1/parameters')
@Access('channel')
export class PublicParametersController {
  constructor(private readonly parameters: Parameters) {}

  /**
   * Read the parameters of the app
   *
   * @remarks Public ones only; a key that is unknown or not public is left out of the answer.
   */
  @Get()
  @ConditionalGet({ maxAgeSeconds: 60 })
  async readParameters(@Query() query: ReadParametersQuery): Promise<PublicParametersDto> {
    return { items: await this.parameters.readPublic(query.keys) };
  }
}
