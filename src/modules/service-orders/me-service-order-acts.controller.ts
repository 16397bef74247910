import { Body, Controller, HttpCode, HttpStatus, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import {
  CancelledServiceOrderDto,
  CancelServiceOrderDto,
  ConfirmVisitDto,
  MoveVisitDto,
  OpenedServiceOrderDto,
  OpenServiceOrderDto,
  RateVisitDto,
  VisitConfirmationDto,
  VisitRatingDto,
} from './service-order-acts.dto.js';
import { ServiceOrderCancellation } from './service-order-cancellation.service.js';
import { ServiceOrderOpening } from './service-order-opening.service.js';
import { ServiceOrderDto } from './service-orders.dto.js';
import { VisitConfirmation } from './visit-confirmation.service.js';
import { VisitMoves } from './visit-moves.service.js';
import { VisitRatings } from './visit-rating.service.js';

@ApiTags('Service orders')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/service-orders')
export class MeServiceOrderActsController {
  constructor(
    private readonly opening: ServiceOrderOpening,
    private readonly moves: VisitMoves,
    private readonly cancellation: ServiceOrderCancellation,
    private readonly confirmation: VisitConfirmation,
    private readonly ratings: VisitRatings,
  ) {}

  /**
   * Opens a service order and books its visit.
   *
   * @remarks When the slot is lost meanwhile the order stands all the same, with `slot_confirmed: false`.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Idempotent()
  @Owns({ kind: 'contract', in: 'body', name: 'contract_id' })
  @ApiProblems(400, 409, 410, 422, 428)
  openServiceOrder(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Body() body: OpenServiceOrderDto,
  ): Promise<OpenedServiceOrderDto> {
    return this.opening.open(customer, body);
  }

  /** Moves an order's visit to another slot. */
  @Put(':id/reschedule')
  @Owns({ kind: 'service-order', in: 'path', name: 'id' })
  @ApiProblems(400, 409, 410, 422)
  rescheduleVisit(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('service-order') order: OwnedResource,
    @Body() body: MoveVisitDto,
  ): Promise<ServiceOrderDto> {
    return this.moves.reschedule(customer.customerId, order.id, body);
  }

  /** Moves an order's visit to an earlier slot. */
  @Post(':id/anticipate')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  @Owns({ kind: 'service-order', in: 'path', name: 'id' })
  @ApiProblems(400, 409, 410, 422)
  anticipateVisit(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('service-order') order: OwnedResource,
    @Body() body: MoveVisitDto,
  ): Promise<ServiceOrderDto> {
    return this.moves.anticipate(customer.customerId, order.id, body);
  }

  /**
   * Cancels an order.
   *
   * @remarks Repeating it changes nothing. `attendance_closed` is false while the provider is still to close it.
   */
  @Put(':id/cancel')
  @Owns({ kind: 'service-order', in: 'path', name: 'id' })
  @ApiProblems(400, 409)
  cancelServiceOrder(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('service-order') order: OwnedResource,
    @Body() body: CancelServiceOrderDto,
  ): Promise<CancelledServiceOrderDto> {
    return this.cancellation.cancel(customer.customerId, order.id, body.reason);
  }

  /** Says whether somebody will be there for an order's visit. */
  @Put(':id/confirmation')
  @Owns({ kind: 'service-order', in: 'path', name: 'id' })
  @ApiProblems(400, 409)
  confirmVisit(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('service-order') order: OwnedResource,
    @Body() body: ConfirmVisitDto,
  ): Promise<VisitConfirmationDto> {
    return this.confirmation.confirm(customer.customerId, order.id, body);
  }

  /** Rates a visit that was made; once. */
  @Post(':id/rating')
  @HttpCode(HttpStatus.CREATED)
  @Owns({ kind: 'service-order', in: 'path', name: 'id' })
  @ApiProblems(400, 409)
  rateVisit(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('service-order') order: OwnedResource,
    @Body() body: RateVisitDto,
  ): Promise<VisitRatingDto> {
    return this.ratings.rate(customer.customerId, order.id, body);
  }
}
