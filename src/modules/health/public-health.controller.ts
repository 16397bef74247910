import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../../common/auth/access.decorator.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { HealthDto } from './health.dto.js';
import { HealthService } from './health.service.js';

@ApiTags('Health')
@AnyAppVersion()
@Controller('app/v1/healthcheck')
export class PublicHealthController {
  constructor(private readonly health: HealthService) {}

  /**
   * Check whether this instance can serve requests
   *
   * @remarks For load balancers: asks the database, never the provider's systems.
   */
  @Get()
  @Access('none')
  @Header('cache-control', 'no-store')
  @ApiResponse({ status: HttpStatus.OK, type: HealthDto, description: 'The instance can serve requests' })
  @ApiResponse({
    status: HttpStatus.SERVICE_UNAVAILABLE,
    type: HealthDto,
    description: 'The database does not answer within a second',
  })
  async checkHealth(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    const { healthy, version, uptimeSeconds, sharedStore } = await this.health.check();
    reply.status(healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    const state = healthy ? 'ok' : 'down';
    const shared = sharedStore === undefined ? {} : { shared_store: sharedStore ? ('ok' as const) : ('down' as const) };
    return { status: state, version, uptime_s: uptimeSeconds, checks: { db: state, ...shared } };
  }
}
