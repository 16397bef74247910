import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { AnomalyCheck } from './anomaly-check.service.js';
import { CurrentServiceOrders } from './current-service-orders.service.js';
import { MeServiceOrderActsController } from './me-service-order-acts.controller.js';
import { MeServiceOrdersController } from './me-service-orders.controller.js';
import { MeVisitSlotsController } from './me-visit-slots.controller.js';
import { NoOutageNotices } from './no-outage-notices.js';
import { OutageNotices } from './outage-notices.port.js';
import { PublicBookingsController } from './public-bookings.controller.js';
import { ServiceOrderActEntity } from './service-order-act.entity.js';
import { ServiceOrderActs } from './service-order-acts.service.js';
import { ServiceOrderCancellation } from './service-order-cancellation.service.js';
import { ServiceOrderConfirmationEntity } from './service-order-confirmation.entity.js';
import { ServiceOrderOpening } from './service-order-opening.service.js';
import { ServiceOrderRatingEntity } from './service-order-rating.entity.js';
import { ServiceOrdersService } from './service-orders.service.js';
import { ServiceOrderTrail } from './service-order-trail.service.js';
import { ServiceTerritories } from './service-territories.service.js';
import { ServiceTerritoryEntity } from './service-territory.entity.js';
import { VisitConfirmation } from './visit-confirmation.service.js';
import { VisitMoves } from './visit-moves.service.js';
import { VisitRatings } from './visit-rating.service.js';
import { VisitSlots } from './visit-slots.service.js';

@Module({
  imports: [
    CustomersModule,
    ContractsModule,
    TypeOrmModule.forFeature([
      ServiceTerritoryEntity,
      ServiceOrderConfirmationEntity,
      ServiceOrderActEntity,
      ServiceOrderRatingEntity,
    ]),
  ],
  controllers: [
    MeServiceOrdersController,
    MeVisitSlotsController,
    MeServiceOrderActsController,
    PublicBookingsController,
  ],
  providers: [
    ServiceOrdersService,
    ServiceTerritories,
    CurrentServiceOrders,
    VisitSlots,
    AnomalyCheck,
    ServiceOrderActs,
    ServiceOrderOpening,
    VisitMoves,
    ServiceOrderCancellation,
    VisitConfirmation,
    VisitRatings,
    ServiceOrderTrail,
    { provide: OutageNotices, useClass: NoOutageNotices },
  ],
  exports: [ServiceOrderOpening, VisitSlots],
})
export class ServiceOrdersModule {}
