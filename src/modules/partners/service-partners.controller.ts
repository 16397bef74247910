import { isIP } from 'node:net';
import { Controller, Get, Header, Headers, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import {
  BitTrainersAuthorizationQueryDto,
  NeoAuthorizationQueryDto,
  PartnerAuthenticationDto,
  PartnerAuthorizationDto,
} from './partners.dto.js';
import { PartnersService } from './partners.service.js';
import { SUBSCRIBER_HEADER } from './subscriber-login.js';

const SubscriberHeader = (): MethodDecorator =>
  ApiHeader({
    name: 'X-Subscriber-Authorization',
    required: true,
    description: '`Basic` with the customer’s own user and password. Never in the address, which ends up in logs',
  });

@ApiTags('Partners')
@Access('service')
@RequiredRole('partners:read')
@ApiUpstreamProblems()
@Controller('app/v1/partners')
export class ServicePartnersController {
  constructor(private readonly partners: PartnersService) {}

  /** Tells Gateway NEO whether a customer's login is right, and how NEO knows them. */
  @Get('neo/authentication')
  @Header('cache-control', 'no-store')
  @SubscriberHeader()
  authenticateNeoSubscriber(@Headers(SUBSCRIBER_HEADER) login: string | undefined): Promise<PartnerAuthenticationDto> {
    return this.partners.authenticate('NEO', login);
  }

  /** Tells Gateway NEO whether a customer may use a resource. */
  @Get('neo/authorization')
  @Header('cache-control', 'no-store')
  @ApiHeader({ name: 'X-Subscriber-Address', required: false, description: 'Network address of the customer' })
  authorizeNeoSubscriber(
    @Query() { subscriberId, resourceId, countryCode, actionId }: NeoAuthorizationQueryDto,
    @Headers('x-subscriber-address') address: string | undefined,
  ): Promise<PartnerAuthorizationDto> {
    const ipAddress = address !== undefined && isIP(address) !== 0 ? address : undefined;
    return this.partners.authorise('NEO', { subscriberId, resourceId, countryCode, actionId, ipAddress });
  }

  /** Tells BIT TRAINERS whether a customer's login is right, and how BIT TRAINERS knows them. */
  @Get('bittrainers/authentication')
  @Header('cache-control', 'no-store')
  @SubscriberHeader()
  authenticateBitTrainersSubscriber(
    @Headers(SUBSCRIBER_HEADER) login: string | undefined,
  ): Promise<PartnerAuthenticationDto> {
    return this.partners.authenticate('BIT_TRAINERS', login);
  }

  /** Tells BIT TRAINERS whether a customer may use a resource. */
  @Get('bittrainers/authorization')
  @Header('cache-control', 'no-store')
  authorizeBitTrainersSubscriber(
    @Query() { subscriberId, resourceId }: BitTrainersAuthorizationQueryDto,
  ): Promise<PartnerAuthorizationDto> {
    return this.partners.authorise('BIT_TRAINERS', { subscriberId, resourceId });
  }
}
