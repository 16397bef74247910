import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { UpstreamStatusService } from './upstream-status.service.js';
import { UpstreamsDto } from './upstreams.dto.js';

@ApiTags('Operations')
@Controller('app/v1/admin/upstreams')
@Access('admin')
@RequiredRole('operations')
export class AdminUpstreamsController {
  constructor(private readonly upstreams: UpstreamStatusService) {}

  /**
   * State of the upstream systems
   *
   * @remarks For administrators with the role `operations`. Counted by the instance that answers, since its start.
   */
  @Get()
  listUpstreams(): UpstreamsDto {
    return this.upstreams.read();
  }
}
