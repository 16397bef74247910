import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import {
  AdminSupportTopicDto,
  AdminSupportTopicListDto,
  ListAdminSupportTopicsQuery,
  WriteSupportTopicDto,
} from './support-authoring.dto.js';
import { SupportTopicBook } from './support-topic-book.service.js';

@ApiTags('Support')
@Controller('app/v1/admin/support-topics')
@Access('admin')
@RequiredRole('support:write')
export class AdminSupportTopicsController {
  constructor(private readonly topics: SupportTopicBook) {}

  /**
   * List all topics of help
   *
   * @remarks For administrators with the role `support:write`.
   */
  @Get()
  listAllSupportTopics(@Query() query: ListAdminSupportTopicsQuery): Promise<AdminSupportTopicListDto> {
    return this.topics.page(query);
  }

  /**
   * Create a topic of help
   *
   * @remarks For administrators with the role `support:write`. No two have one code.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiProblems(409)
  createSupportTopic(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: WriteSupportTopicDto,
  ): Promise<AdminSupportTopicDto> {
    return this.topics.create(adminId, body);
  }

  /**
   * Read a topic of help
   *
   * @remarks For administrators with the role `support:write`.
   */
  @Get(':topicId')
  @ApiProblems(404)
  readSupportTopic(@Param('topicId', UuidParameterPipe) topicId: string): Promise<AdminSupportTopicDto> {
    return this.topics.get(topicId);
  }

  /**
   * Replace a topic of help
   *
   * @remarks For administrators with the role `support:write`.
   */
  @Put(':topicId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 409)
  replaceSupportTopic(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('topicId', UuidParameterPipe) topicId: string,
    @Body() body: WriteSupportTopicDto,
  ): Promise<AdminSupportTopicDto> {
    return this.topics.replace(adminId, topicId, body);
  }

  /**
   * Remove a topic of help
   *
   * @remarks For administrators with the role `support:write`.
   */
  @Delete(':topicId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  async removeSupportTopic(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('topicId', UuidParameterPipe) topicId: string,
  ): Promise<void> {
    await this.topics.remove(adminId, topicId);
  }
}
