import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { ContactWithdrawal } from './contact-withdrawal.service.js';
import {
  ContactChannelsDto,
  MessageDto,
  MessageListDto,
  MessagesQueryDto,
  WithdrawContactDto,
} from './messages.dto.js';
import { MessagesService } from './messages.service.js';

@ApiTags('Messages')
@Access('customer')
@Controller('app/v1/messages')
export class MeMessagesController {
  constructor(
    private readonly messages: MessagesService,
    private readonly withdrawal: ContactWithdrawal,
  ) {}

  /**
   * Lists the inbox, newest first.
   * @remarks While the provider does not answer, the list holds what is kept: `stale`, and since when.
   */
  @Get()
  @Header('cache-control', 'no-store')
  @ApiProblems(400)
  listMessages(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: MessagesQueryDto,
  ): Promise<MessageListDto> {
    return this.messages.list(customer, query);
  }

  /** Marks a message as read; doing it again changes nothing. */
  @Put(':messageId/read')
  @Header('cache-control', 'no-store')
  @ApiProblems(404)
  readMessage(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Param('messageId', UuidParameterPipe) messageId: string,
  ): Promise<MessageDto> {
    return this.messages.read(customer, messageId);
  }

  /**
   * Deletes a message, also one that is deleted already.
   * @remarks A regulated one is only hidden: the provider may have to prove that it was given.
   */
  @Delete(':messageId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  deleteMessage(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Param('messageId', UuidParameterPipe) messageId: string,
  ): Promise<void> {
    return this.messages.remove(customerId, messageId);
  }

  /**
   * Withdraws contact for marketing, by channel.
   * @remarks Effective at once. What concerns the contract and the service goes on. SMS and WhatsApp are withdrawn
   * together. The way back is a new consent.
   */
  @Post('contact-withdrawal')
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  @AnyAppVersion()
  @ApiHeader({ name: 'x-app-platform', required: false, enum: ['ios', 'android'] })
  @ApiProblems(400, 429)
  withdrawContact(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Headers('x-app-platform') platform: string | undefined,
    @Body() { channels }: WithdrawContactDto,
  ): Promise<ContactChannelsDto> {
    return this.withdrawal.withdraw(customerId, platform, channels);
  }
}
