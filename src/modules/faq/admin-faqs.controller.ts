import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { PageQueryDto } from '../../common/http/page.dto.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import {
  AdminFaqDto,
  AdminFaqListDto,
  FaqCommentListDto,
  ListAdminFaqsQuery,
  UnhelpfulFaqListDto,
  WriteFaqDto,
} from './faq.dto.js';
import { FaqAuthoring } from './faq-authoring.service.js';

@ApiTags('FAQ')
@Controller('app/v1/admin/faqs')
@Access('admin')
@RequiredRole('faqs:write')
export class AdminFaqsController {
  constructor(private readonly faqs: FaqAuthoring) {}

  /**
   * List all questions
   *
   * @remarks For administrators with the role `faqs:write`. Also those that customers do not see.
   */
  @Get()
  listAdminFaqs(@Query() query: ListAdminFaqsQuery): Promise<AdminFaqListDto> {
    return this.faqs.list(query);
  }

  /**
   * List the questions that help least
   *
   * @remarks For administrators with the role `faqs:write`. Votes on the present version only, most often refused first.
   */
  @Get('most-unhelpful')
  listUnhelpfulFaqs(@Query() query: PageQueryDto): Promise<UnhelpfulFaqListDto> {
    return this.faqs.mostUnhelpful(query);
  }

  /**
   * Create a question
   *
   * @remarks For administrators with the role `faqs:write`.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  createFaq(@CurrentAdmin() { adminId }: AdminPrincipal, @Body() body: WriteFaqDto): Promise<AdminFaqDto> {
    return this.faqs.create(adminId, body);
  }

  /**
   * Read a question
   *
   * @remarks For administrators with the role `faqs:write`.
   */
  @Get(':faqId')
  @ApiProblems(404)
  readFaq(@Param('faqId', UuidParameterPipe) faqId: string): Promise<AdminFaqDto> {
    return this.faqs.get(faqId);
  }

  /**
   * Replace a question
   *
   * @remarks For administrators with the role `faqs:write`. Another question or answer is another version, whose votes
   * begin at zero.
   */
  @Put(':faqId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404)
  replaceFaq(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('faqId', UuidParameterPipe) faqId: string,
    @Body() body: WriteFaqDto,
  ): Promise<AdminFaqDto> {
    return this.faqs.replace(adminId, faqId, body);
  }

  /**
   * Remove a question with its votes
   *
   * @remarks For administrators with the role `faqs:write`.
   */
  @Delete(':faqId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  async removeFaq(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('faqId', UuidParameterPipe) faqId: string,
  ): Promise<void> {
    await this.faqs.remove(adminId, faqId);
  }

  /**
   * List what customers wrote about a question
   *
   * @remarks For administrators with the role `faqs:write`. Without the customers, and without what looks like personal
   * data.
   */
  @Get(':faqId/comments')
  @ApiProblems(404)
  listFaqComments(
    @Param('faqId', UuidParameterPipe) faqId: string,
    @Query() query: PageQueryDto,
  ): Promise<FaqCommentListDto> {
    return this.faqs.comments(faqId, query);
  }
}
