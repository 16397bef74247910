import { Body, Controller, Get, HttpCode, Ip, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { RateLimits } from '../../common/http/rate-limits.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import {
  CondominiumListDto,
  CondominiumViabilityDto,
  HouseViabilityDto,
  ListCondominiumsQueryDto,
  ViabilityDto,
} from './coverage.dto.js';
import { CoverageService } from './coverage.service.js';

const LISTINGS = { name: 'condominiums-address', limit: 60, windowSeconds: 60 };
const CHECKS = { name: 'viability-address', limit: 20, windowSeconds: 60 };

@ApiTags('Coverage')
@Access('channel')
@ApiUpstreamProblems()
@Controller('app/v1/support')
export class PublicCoverageController {
  constructor(
    private readonly coverage: CoverageService,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Lists the condominiums at an address.
   * @remarks Some postal codes stand for a whole city: `needs_choice` then tells what to choose, and the request is made
   * again with the choice.
   */
  @Get('condominiums')
  @ApiProblems(422)
  async listCondominiums(@Query() query: ListCondominiumsQueryDto, @Ip() address: string): Promise<CondominiumListDto> {
    await this.limits.take(LISTINGS, address);
    return this.coverage.condominiums(query);
  }

  /**
   * Tells whether the network reaches a house.
   * @remarks Where it does not, somebody to call when it arrives can be named; they are handed to the provider's sales
   * once.
   */
  @Post('viability/house')
  @HttpCode(200)
  @ApiProblems(422)
  async checkHouseViability(@Body() body: HouseViabilityDto, @Ip() address: string): Promise<ViabilityDto> {
    await this.limits.take(CHECKS, address);
    return this.coverage.house(body);
  }

  /** Tells whether the network reaches a home in a condominium. */
  @Post('viability/condominium')
  @HttpCode(200)
  @ApiProblems(404, 422)
  async checkCondominiumViability(@Body() body: CondominiumViabilityDto, @Ip() address: string): Promise<ViabilityDto> {
    await this.limits.take(CHECKS, address);
    return this.coverage.condominium(body);
  }
}
