import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { ListWorkItemsQueryDto, WorkItemDto, WorkItemsDto } from './work-items.dto.js';
import { WorkItemsService } from './work-items.service.js';

@ApiTags('Operations')
@Controller('app/v1/admin/work-items')
@Access('admin')
@RequiredRole('operations')
export class AdminWorkItemsController {
  constructor(private readonly workItems: WorkItemsService) {}

  /**
   * List the work in the queue
   *
   * @remarks For administrators with the role `operations`. Newest first, without what the work is about.
   */
  @Get()
  listWorkItems(@Query() query: ListWorkItemsQueryDto): Promise<WorkItemsDto> {
    return this.workItems.list(query);
  }

  /**
   * Retry a dead work item
   *
   * @remarks For administrators with the role `operations`. It gets all its attempts again; 409 `WORK_ITEM_NOT_DEAD` for
   * any other than a dead one.
   */
  @Post(':workItemId/retry')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 409)
  retryWorkItem(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('workItemId') workItemId: string,
  ): Promise<WorkItemDto> {
    return this.workItems.retry(adminId, workItemId);
  }
}
