import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { BasicResetDto, BasicResetStartedDto, EquipmentListDto, EquipmentQueryDto } from './equipment.dto.js';
import { EquipmentService } from './equipment.service.js';
import { EquipmentReboots } from './equipment-reboots.service.js';
import { QrCodeDto, QrCodeRequestDto } from './qr-code.dto.js';
import { QrCodes } from './qr-codes.service.js';

@ApiTags('Resources')
@Access('customer')
@Controller('app/v1/resources')
export class MeResourcesController {
  constructor(
    private readonly equipment: EquipmentService,
    private readonly reboots: EquipmentReboots,
    private readonly qrCodes: QrCodes,
  ) {}

  /**
   * Restarts the equipment of a contract.
   * @remarks The connection drops for some minutes; the app follows it at the connection status. Refused (409) where it
   * would change nothing: a contract without service, an outage. At most one in ten minutes and three a day (429, with
   * `reason` and `retry_after`).
   */
  @Post('basic-reset')
  @HttpCode(202)
  @Idempotent()
  @Owns({ kind: 'contract', in: 'body', name: 'contract_id' })
  @ApiUpstreamProblems()
  basicReset(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Body() _body: BasicResetDto,
  ): Promise<BasicResetStartedDto> {
    return this.reboots.reboot(customerId, contract.id);
  }

  /** Lists the equipment of a contract and whether it is connected. */
  @Get('equipments')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  @ApiUpstreamProblems()
  listEquipments(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Query() _query: EquipmentQueryDto,
  ): Promise<EquipmentListDto> {
    return this.equipment.list(customerId, contract.id);
  }

  /**
   * Draws the QR code of a Pix payment, of a Wi-Fi network or of a page of the provider.
   * @remarks Nothing of it is kept.
   */
  @Post('qr-code')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiProblems(422)
  generateQrCode(@Body() body: QrCodeRequestDto): Promise<QrCodeDto> {
    return this.qrCodes.draw(body);
  }
}
