import { Body, Controller, Headers, HttpCode, HttpStatus, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomerIfAny, type CustomerPrincipal } from '../../common/auth/principal.js';
import { RateLimits } from '../../common/http/rate-limits.js';
import { DeviceSessionDto, OpenDeviceSessionDto, ReportedEventsDto, ReportEventsDto } from './app-events.dto.js';
import { AppEvents } from './app-events.service.js';
import { DeviceSessions } from './device-sessions.service.js';

// Many customers share one address behind their operator's translation of addresses.
const EVENTS = { name: 'app-events', limit: 600, windowSeconds: 60 };
const SESSIONS = { name: 'device-sessions', limit: 300, windowSeconds: 60 };

@ApiTags('Events')
@Controller('app/v1/events/firebase')
@Access('channel-or-customer')
export class PublicAppEventsController {
  constructor(
    private readonly events: AppEvents,
    private readonly devices: DeviceSessions,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Report what happened in the app
   *
   * @remarks At most 25 events, all of them taken or none. Parameters about a person are refused, and texts are kept
   * without what looks like personal data. With `app_instance_id`, events of a customer who agreed to `USAGE_ANALYTICS`
   * are handed on to Google Analytics.
   */
  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  async reportEvents(
    @CurrentCustomerIfAny() customer: CustomerPrincipal | undefined,
    @Body() { events, app_instance_id: appInstanceId }: ReportEventsDto,
    @Headers('x-app-platform') platform: string | undefined,
    @Headers('x-app-version') appVersion: string | undefined,
    @Ip() address: string,
  ): Promise<ReportedEventsDto> {
    await this.limits.take(EVENTS, address);
    await this.events.record({ customerId: customer?.customerId, platform, appVersion, appInstanceId }, events);
    return { accepted: events.length };
  }

  /**
   * Open or refresh the session of a device
   *
   * @remarks At every start of the app, after log-in and when the push token changes. With a customer token the device
   * gets that customer’s pushes from now on; log-out ends that.
   */
  @Post('session')
  @HttpCode(HttpStatus.OK)
  async openDeviceSession(
    @CurrentCustomerIfAny() customer: CustomerPrincipal | undefined,
    @Body() body: OpenDeviceSessionDto,
    @Ip() address: string,
  ): Promise<DeviceSessionDto> {
    await this.limits.take(SESSIONS, address);
    const { app_instance_id: appInstanceId, platform, app_version: appVersion, push_token: pushToken } = body;
    return { session_id: await this.devices.open({ appInstanceId, platform, appVersion, pushToken }, customer) };
  }
}
