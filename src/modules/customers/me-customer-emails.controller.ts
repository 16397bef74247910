import { Body, Controller, Delete, Get, Header, Headers, HttpCode, Ip, Post, Put } from '@nestjs/common';
import { ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { toChallengeDto, toEmailDto } from './customer-contact-answers.js';
import { CustomerContactVerification } from './customer-contact-verification.service.js';
import {
  AddEmailDto,
  ConfirmContactDto,
  ContactChallengeDto,
  EmailDto,
  EmailListDto,
  UpdateEmailDto,
} from './customer-contacts.dto.js';
import { CustomerContactsService } from './customer-contacts.service.js';

@ApiTags('Customer contacts')
@Access('customer')
@Controller('app/v1/customers/emails')
export class MeCustomerEmailsController {
  constructor(
    private readonly contacts: CustomerContactsService,
    private readonly verification: CustomerContactVerification,
  ) {}

  /** Lists the customer's e-mail addresses, the primary first; what the provider has is among them. */
  @Get()
  @Header('cache-control', 'no-store')
  async listEmails(@CurrentCustomer() { customerId }: CustomerPrincipal): Promise<EmailListDto> {
    const { contacts, partial } = await this.contacts.list(customerId, 'EMAIL');
    return { items: contacts.map(toEmailDto), partial };
  }

  /**
   * Adds an e-mail address, not verified yet.
   * @remarks Making it the primary asks for a `verification_token`; the customer's first one is the primary. Five at most.
   */
  @Post()
  @HttpCode(201)
  @ApiProblems(403, 409, 422)
  async addEmail(@CurrentCustomer() { customerId }: CustomerPrincipal, @Body() body: AddEmailDto): Promise<EmailDto> {
    const contact = await this.contacts.add(customerId, {
      kind: 'EMAIL',
      value: body.address,
      type: body.type ?? 'PERSONAL',
      primary: body.primary ?? false,
      verificationToken: body.verification_token,
    });
    return toEmailDto(contact);
  }

  /**
   * Changes an e-mail address.
   * @remarks A new address is unverified until a code is confirmed, and the old one is told. Another primary, and another
   * address of the primary, ask for a `verification_token`.
   */
  @Put(':emailId')
  @ApiParam({ name: 'emailId', type: String, format: 'uuid' })
  @Owns({ kind: 'email', in: 'path', name: 'emailId' })
  @ApiProblems(403, 409, 422)
  async updateEmail(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('email') { id }: OwnedResource,
    @Body() body: UpdateEmailDto,
  ): Promise<EmailDto> {
    const contact = await this.contacts.update(customerId, 'EMAIL', id, {
      value: body.address,
      type: body.type,
      primary: body.primary,
      verificationToken: body.verification_token,
    });
    return toEmailDto(contact);
  }

  /** Removes an e-mail address that is neither the primary nor the last. */
  @Delete(':emailId')
  @HttpCode(204)
  @ApiParam({ name: 'emailId', type: String, format: 'uuid' })
  @Owns({ kind: 'email', in: 'path', name: 'emailId' })
  @ApiProblems(409)
  async deleteEmail(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('email') { id }: OwnedResource,
  ): Promise<void> {
    await this.contacts.remove(customerId, 'EMAIL', id);
  }

  /** Sends a code to an e-mail address, to prove that the customer holds it. */
  @Post(':emailId/verification')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiHeader({ name: 'x-device-id', required: false, description: 'The app’s own id of this installation' })
  @ApiParam({ name: 'emailId', type: String, format: 'uuid' })
  @Owns({ kind: 'email', in: 'path', name: 'emailId' })
  @ApiProblems(422, 501)
  async sendEmailVerification(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('email') { id: contactId }: OwnedResource,
    @Ip() address: string,
    @Headers('x-device-id') deviceId: string | undefined,
  ): Promise<ContactChallengeDto> {
    const caller = { address, deviceId };
    return toChallengeDto(
      await this.verification.send({ customerId, kind: 'EMAIL', contactId, channel: 'EMAIL', ...caller }),
    );
  }

  /** Confirms the code that was sent to an e-mail address. */
  @Put(':emailId/verification')
  @ApiParam({ name: 'emailId', type: String, format: 'uuid' })
  @Owns({ kind: 'email', in: 'path', name: 'emailId' })
  @ApiProblems(410, 422)
  async confirmEmailVerification(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('email') { id }: OwnedResource,
    @Body() { challenge_id: challengeId, code }: ConfirmContactDto,
  ): Promise<EmailDto> {
    return toEmailDto(await this.verification.confirm(customerId, 'EMAIL', id, { challengeId, code }));
  }
}
