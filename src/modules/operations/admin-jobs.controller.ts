import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { JobDto, JobsDto, SwitchJobDto } from './jobs.dto.js';
import { ScheduledJobsService } from './scheduled-jobs.service.js';

@ApiTags('Operations')
@Controller('app/v1/admin/jobs')
@Access('admin')
@RequiredRole('operations')
export class AdminJobsController {
  constructor(private readonly jobs: ScheduledJobsService) {}

  /**
   * List scheduled jobs
   *
   * @remarks For administrators with the role `operations`.
   */
  @Get()
  async listJobs(): Promise<JobsDto> {
    return { items: await this.jobs.list() };
  }

  /**
   * Run a scheduled job now
   *
   * @remarks For administrators with the role `operations`. The run goes on after the answer; 409 `JOB_RUNNING` while
   * one is in hand on any instance. A job that is switched off runs too, this once.
   */
  @Post(':jobId/run')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiProblems(404, 409)
  runJob(@CurrentAdmin() { adminId }: AdminPrincipal, @Param('jobId') jobId: string): Promise<JobDto> {
    return this.jobs.run(adminId, jobId);
  }

  /**
   * Switch a scheduled job on or off
   *
   * @remarks For administrators with the role `operations`. What comes while it is off is not made up for.
   */
  @Put(':jobId')
  @ApiProblems(404)
  switchJob(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('jobId') jobId: string,
    @Body() { enabled }: SwitchJobDto,
  ): Promise<JobDto> {
    return this.jobs.setEnabled(adminId, jobId, enabled);
  }
}
