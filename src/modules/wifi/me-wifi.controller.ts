import { Body, Controller, Get, Header, Headers, HttpCode, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import {
  UpdateWifiDto,
  WifiConfigurationDto,
  WifiConfigurationQueryDto,
  WifiDevicesDto,
  WifiQueryDto,
  WifiStatusDto,
  WifiUpdateStartedDto,
} from './wifi.dto.js';
import { WifiService } from './wifi.service.js';

@ApiTags('Wi-Fi')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/wifi')
export class MeWifiController {
  constructor(private readonly wifi: WifiService) {}

  /** Says whether the customer can manage the Wi-Fi of a contract here, and otherwise why not. */
  @Get('status')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  readWifiStatus(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Query() _query: WifiQueryDto,
  ): Promise<WifiStatusDto> {
    return this.wifi.status(customerId, contract.id);
  }

  /** Lists the devices that are connected to the Wi-Fi of a contract, where the provider can tell. */
  @Get('devices')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  listWifiDevices(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Query() _query: WifiQueryDto,
  ): Promise<WifiDevicesDto> {
    return this.wifi.devices(customerId, contract.id);
  }

  /**
   * Reads the name and security of a contract's Wi-Fi, and on demand its password.
   * @remarks With `reveal=true` the header `x-verification-token` must hold a verification for
   * `REVEAL_WIFI_PASSWORD`, good once.
   */
  @Get('configuration')
  @Header('cache-control', 'no-store')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  @ApiHeader({ name: 'x-verification-token', required: false, description: 'Needed to see the password' })
  @ApiProblems(403, 422)
  readWifiConfiguration(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Query() { reveal }: WifiConfigurationQueryDto,
    @Headers('x-verification-token') verificationToken: string | undefined,
  ): Promise<WifiConfigurationDto> {
    return this.wifi.configuration(customerId, contract.id, reveal === 'true' ? { verificationToken } : undefined);
  }

  /**
   * Gives the Wi-Fi of a contract a new name and password.
   * @remarks Every device drops and must join again. Refused (409, with `reason`) where the status says that the Wi-Fi
   * cannot be managed.
   */
  @Put('configuration')
  @HttpCode(202)
  @Owns({ kind: 'contract', in: 'body', name: 'contract_id' })
  @ApiProblems(409, 422)
  updateWifiConfiguration(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Body() body: UpdateWifiDto,
  ): Promise<WifiUpdateStartedDto> {
    return this.wifi.update(customerId, contract.id, body);
  }
}
