import { Controller, Get, Header, HttpCode, Query, Redirect } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { SvaActivationLinks } from './sva-activation-links.service.js';
import { SvaTicketQueryDto } from './svas.dto.js';

@ApiTags('Value-added services')
@Access('none')
@Controller('app/v1/svas/activation')
export class PublicSvaActivationController {
  constructor(private readonly links: SvaActivationLinks) {}

  /**
   * Leads to the activation page of a service, once.
   * @remarks What activation links point at: opened in a browser, which has neither key nor token.
   */
  @Get()
  @Redirect()
  @HttpCode(302)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  @ApiResponse({ status: 302, description: 'To the page of the service’s provider' })
  @ApiProblems(404, 410)
  async openSvaActivation(@Query() { ticket }: SvaTicketQueryDto): Promise<{ url: string; statusCode: 302 }> {
    return { url: await this.links.open(ticket), statusCode: 302 };
  }
}
