import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { FeedbackEnabledDto } from './feedback-prompt.dto.js';
import { FeedbackPrompt } from './feedback-prompt.service.js';

@ApiTags('App settings')
@Controller('app/v1/app-settings/feedback/enabled')
@Access('customer')
export class MeFeedbackController {
  constructor(private readonly feedback: FeedbackPrompt) {}

  /**
   * Check whether the app may ask for a review now
   *
   * @remarks Once in 90 days, and not of a customer with an open service order, a suspended contract, an overdue invoice
   * or a crash in the last seven days. A yes is counted as the asking and is repeated for a day; ask only where the
   * review would be shown.
   */
  @Get()
  @Header('cache-control', 'no-store')
  checkFeedbackEnabled(@CurrentCustomer() { customerId }: CustomerPrincipal): Promise<FeedbackEnabledDto> {
    return this.feedback.check(customerId);
  }
}
