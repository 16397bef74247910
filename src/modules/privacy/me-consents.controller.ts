import { Body, Controller, Get, Header, Headers, Put } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { Consents } from './consents.service.js';
import { ConsentListDto, SetConsentsDto } from './privacy.dto.js';

@ApiTags('Privacy')
@Access('customer')
@AnyAppVersion()
@Controller('app/v1/customers/consents')
export class MeConsentsController {
  constructor(private readonly consents: Consents) {}

  /** Lists what the customer can consent to, and what they decided. */
  @Get()
  @Header('cache-control', 'no-store')
  listConsents(@CurrentCustomer() { customerId }: CustomerPrincipal): Promise<ConsentListDto> {
    return this.consents.list(customerId);
  }

  /** Records what the customer decided; each decision is kept with the text's version. */
  @Put()
  @Header('cache-control', 'no-store')
  @ApiHeader({ name: 'x-app-platform', required: false, enum: ['ios', 'android'] })
  @ApiProblems(409)
  setConsents(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Headers('x-app-platform') platform: string | undefined,
    @Body() { consents }: SetConsentsDto,
  ): Promise<ConsentListDto> {
    return this.consents.decide(customerId, platform, consents);
  }
}
