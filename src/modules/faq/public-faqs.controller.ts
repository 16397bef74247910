import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { ConditionalGet } from '../../common/http/conditional-get.js';
import { FaqListDto, ListFaqsQuery } from './faq.dto.js';
import { FaqsService } from './faqs.service.js';

@ApiTags('FAQ')
@Controller('app/v1/faqs')
@Access('channel')
export class PublicFaqsController {
  constructor(private readonly faqs: FaqsService) {}

  /**
   * List frequently asked questions
   *
   * @remarks The most important first. The search finds words and their beginnings in question and answer, whatever their
   * case and accents.
   */
  @Get()
  @ConditionalGet({ maxAgeSeconds: 60 })
  listFaqs(@Query() query: ListFaqsQuery): Promise<FaqListDto> {
    return this.faqs.list(query);
  }
}
