import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { MassiveWarningsModule } from '../massive-warnings/massive-warnings.module.js';
import { AnomalyCheck } from './anomaly-check.service.js';
import { CurrentServiceOrders } from './current-service-orders.service.js';
import { FieldVisitsSync } from './field-visits-sync.job.js';
import { MeServiceOrderActsController } from './me-service-order-acts.controller.js';
import { MeServiceOrdersController } from './me-service-orders.controller.js';
import { MeVisitSlotsController } from './me-visit-slots.controller.js';
import { PublicBookingsController } from './public-bookings.controller.js';
import { ServiceOrderCancellation } from './service-order-cancellation.service.js';
import { ServiceOrderConfirmationEntity } from './service-order-confirmation.entity.js';
import { ServiceOrderOpening } from './service-order-opening.service.js';
import { ServiceOrderRatingEntity } from './service-order-rating.entity.js';
import { ServiceOrdersPersonalData } from './service-orders-personal-data.js';
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
    MassiveWarningsModule,
    TypeOrmModule.forFeature([ServiceTerritoryEntity, ServiceOrderConfirmationEntity, ServiceOrderRatingEntity]),
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
    ServiceOrderOpening,
    VisitMoves,
    ServiceOrderCancellation,
    VisitConfirmation,
    VisitRatings,
    ServiceOrderTrail,
    ServiceOrdersPersonalData,
    FieldVisitsSync,
  ],
  exports: [ServiceOrderOpening, VisitSlots, CurrentServiceOrders, VisitConfirmation],
})
export class ServiceOrdersModule {}
