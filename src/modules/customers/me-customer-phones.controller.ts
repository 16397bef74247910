import { Body, Controller, Delete, Get, Header, Headers, HttpCode, Ip, Post, Put } from '@nestjs/common';
import { ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { e164Of, phoneTypeOf, toChallengeDto, toPhoneDto } from './customer-contact-answers.js';
import { CustomerContactVerification } from './customer-contact-verification.service.js';
import {
  AddPhoneDto,
  ConfirmContactDto,
  ContactChallengeDto,
  PhoneDto,
  PhoneListDto,
  SendPhoneCodeDto,
  UpdatePhoneDto,
} from './customer-contacts.dto.js';
import { CustomerContactsService } from './customer-contacts.service.js';

@ApiTags('Customer contacts')
@Access('customer')
@Controller('app/v1/customers/phones')
export class MeCustomerPhonesController {
  constructor(
    private readonly contacts: CustomerContactsService,
    private readonly verification: CustomerContactVerification,
  ) {}

  /** Lists the customer's telephones, the primary first; what the provider has is among them. */
  @Get()
  @Header('cache-control', 'no-store')
  async listPhones(@CurrentCustomer() { customerId }: CustomerPrincipal): Promise<PhoneListDto> {
    const { contacts, partial } = await this.contacts.list(customerId, 'PHONE');
    return { items: contacts.map(toPhoneDto), partial };
  }

  /**
   * Adds a telephone, not verified yet.
   * @remarks Making it the primary asks for a `verification_token`; the customer's first one is the primary. Five at most.
   */
  @Post()
  @HttpCode(201)
  @ApiProblems(403, 409, 422)
  async addPhone(@CurrentCustomer() { customerId }: CustomerPrincipal, @Body() body: AddPhoneDto): Promise<PhoneDto> {
    const contact = await this.contacts.add(customerId, {
      kind: 'PHONE',
      value: e164Of(body.number),
      type: body.type ?? phoneTypeOf(body.number),
      primary: body.primary ?? false,
      verificationToken: body.verification_token,
    });
    return toPhoneDto(contact);
  }

  /**
   * Changes a telephone.
   * @remarks A new number is unverified until a code is confirmed, and the old one is told. Another number and another
   * primary ask for a `verification_token`: whoever has the phone gets the codes.
   */
  @Put(':phoneId')
  @ApiParam({ name: 'phoneId', type: String, format: 'uuid' })
  @Owns({ kind: 'phone', in: 'path', name: 'phoneId' })
  @ApiProblems(403, 409, 422)
  async updatePhone(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('phone') { id }: OwnedResource,
    @Body() body: UpdatePhoneDto,
  ): Promise<PhoneDto> {
    const contact = await this.contacts.update(customerId, 'PHONE', id, {
      value: body.number === undefined ? undefined : e164Of(body.number),
      type: body.type,
      primary: body.primary,
      verificationToken: body.verification_token,
    });
    return toPhoneDto(contact);
  }

  /** Removes a telephone that is neither the primary nor the last. */
  @Delete(':phoneId')
  @HttpCode(204)
  @ApiParam({ name: 'phoneId', type: String, format: 'uuid' })
  @Owns({ kind: 'phone', in: 'path', name: 'phoneId' })
  @ApiProblems(409)
  async deletePhone(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('phone') { id }: OwnedResource,
  ): Promise<void> {
    await this.contacts.remove(customerId, 'PHONE', id);
  }

  /** Sends a code to a mobile, to prove that the customer holds it. */
  @Post(':phoneId/verification')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiHeader({ name: 'x-device-id', required: false, description: 'The app’s own id of this installation' })
  @ApiParam({ name: 'phoneId', type: String, format: 'uuid' })
  @Owns({ kind: 'phone', in: 'path', name: 'phoneId' })
  @ApiProblems(422, 501)
  async sendPhoneVerification(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('phone') { id: contactId }: OwnedResource,
    @Body() body: SendPhoneCodeDto,
    @Ip() address: string,
    @Headers('x-device-id') deviceId: string | undefined,
  ): Promise<ContactChallengeDto> {
    const caller = { address, deviceId };
    return toChallengeDto(
      await this.verification.send({ customerId, kind: 'PHONE', contactId, channel: body.channel ?? 'SMS', ...caller }),
    );
  }

  /** Confirms the code that was sent to a mobile. */
  @Put(':phoneId/verification')
  @ApiParam({ name: 'phoneId', type: String, format: 'uuid' })
  @Owns({ kind: 'phone', in: 'path', name: 'phoneId' })
  @ApiProblems(410, 422)
  async confirmPhoneVerification(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('phone') { id }: OwnedResource,
    @Body() { challenge_id: challengeId, code }: ConfirmContactDto,
  ): Promise<PhoneDto> {
    return toPhoneDto(await this.verification.confirm(customerId, 'PHONE', id, { challengeId, code }));
  }
}
