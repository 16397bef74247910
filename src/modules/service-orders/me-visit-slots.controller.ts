import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { AnomalyCheckDto, AnomalyCheckQueryDto } from './anomaly-check.dto.js';
import { AnomalyCheck } from './anomaly-check.service.js';
import { AvailableDaysDto, AvailableDaysQueryDto } from './visit-slots.dto.js';
import { VisitSlots } from './visit-slots.service.js';

@ApiTags('Service orders')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/service-orders')
export class MeVisitSlotsController {
  constructor(
    private readonly slots: VisitSlots,
    private readonly anomalies: AnomalyCheck,
  ) {}

  /**
   * Looks for a known cause before a repair is opened.
   *
   * @remarks Answers from whatever systems answer: a check that failed is `unknown`, and the others stand.
   */
  @Get('check-anomaly')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  checkAnomaly(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: AnomalyCheckQueryDto,
  ): Promise<AnomalyCheckDto> {
    return this.anomalies.check(customer.customerId, query.contractId);
  }

  /**
   * Lists the days and shifts at which a technician can come.
   *
   * @remarks With `serviceOrderId` for moving that order's visit, otherwise for opening an order.
   */
  @Get('available-days')
  @Owns(
    { kind: 'contract', in: 'query', name: 'contractId', optional: true },
    { kind: 'service-order', in: 'query', name: 'serviceOrderId', optional: true },
  )
  @ApiProblems(400)
  listAvailableDays(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: AvailableDaysQueryDto,
  ): Promise<AvailableDaysDto> {
    return this.slots.available(customer.customerId, query);
  }

  /** Lists the days and shifts before an order's visit at which a technician can come. */
  @Get(':id/anticipate/available-days')
  @Owns({ kind: 'service-order', in: 'path', name: 'id' })
  listEarlierDays(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('service-order') order: OwnedResource,
  ): Promise<AvailableDaysDto> {
    return this.slots.earlier(customer.customerId, order.id);
  }
}
