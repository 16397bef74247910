import { Body, Controller, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { FaqVoteDto, RefuseFaqDto, VoteFaqDto } from './faq.dto.js';
import { FaqsService } from './faqs.service.js';

@ApiTags('FAQ')
@Controller('app/v1/faqs/:faqId/feedback')
@Access('customer')
@ApiProblems(404)
export class MeFaqsController {
  constructor(private readonly faqs: FaqsService) {}

  /**
   * Say whether an answer helped
   *
   * @remarks One vote of a customer on each version of the text: 201 for the first, 200 for another in its place.
   */
  @Post()
  @ApiCreatedResponse({ type: FaqVoteDto, description: 'The first vote on this version' })
  @ApiOkResponse({ type: FaqVoteDto, description: 'The vote took the place of an earlier one' })
  async voteFaq(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Param('faqId', UuidParameterPipe) faqId: string,
    @Body() { helpful }: VoteFaqDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FaqVoteDto> {
    const { vote, first } = await this.faqs.vote(customerId, faqId, { helpful });
    reply.status(first ? HttpStatus.CREATED : HttpStatus.OK);
    return vote;
  }

  /**
   * Say why an answer did not help
   *
   * @remarks Makes the customer’s vote on this version a no, with the reason.
   */
  @Post('negative')
  @HttpCode(HttpStatus.CREATED)
  async refuseFaq(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Param('faqId', UuidParameterPipe) faqId: string,
    @Body() { reason, comment }: RefuseFaqDto,
  ): Promise<FaqVoteDto> {
    const { vote } = await this.faqs.vote(customerId, faqId, {
      helpful: false,
      reason,
      comment: comment ?? undefined,
    });
    return vote;
  }
}
