import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { FilesModule } from '../files/files.module.js';
import { AnnualClearanceService } from './annual-clearance.service.js';
import { BillingDisputeEntity } from './billing-dispute.entity.js';
import { BillsPersonalData } from './bills-personal-data.js';
import { BillingDisputesService } from './billing-disputes.service.js';
import { CustomerBillsService } from './customer-bills.service.js';
import { DebtStandingService } from './debt-standing.service.js';
import { DisputeAttachments } from './dispute-attachments.service.js';
import { MeBillingDisputesController } from './me-billing-disputes.controller.js';
import { MeInvoicesController } from './me-invoices.controller.js';
import { MeNegotiationsController } from './me-negotiations.controller.js';
import { MePaymentLinksController } from './me-payment-links.controller.js';
import { MeStatementsController } from './me-statements.controller.js';
import { MeTrustController } from './me-trust.controller.js';
import { NegotiationCommitService } from './negotiation-commit.service.js';
import { NegotiationsService } from './negotiation.service.js';
import { NegotiationStore } from './negotiation.store.js';
import { PaymentCodesService } from './payment-codes.service.js';
import { PaymentLinkEntity } from './payment-link.entity.js';
import { PaymentLinksService } from './payment-links.service.js';
import { PaymentMethodsService } from './payment-methods.service.js';
import { PaymentSettlementEntity } from './payment-settlement.entity.js';
import { PaymentSettlementService } from './payment-settlement.service.js';
import { PaymentStatusService } from './payment-status.service.js';
import { PhoneCallsService } from './phone-calls.service.js';
import { PublicPaymentWebhookController } from './public-payment-webhook.controller.js';
import { PublicQuickInvoiceController } from './public-quick-invoice.controller.js';
import { StatementHistoryService } from './statement-history.service.js';
import { TrustUnlockEntity } from './trust-unlock.entity.js';
import { TrustUnlocksService } from './trust-unlock.service.js';
import { TrustUnlockStore } from './trust-unlock.store.js';

@Module({
  imports: [
    CustomersModule,
    ContractsModule,
    FilesModule,
    TypeOrmModule.forFeature([TrustUnlockEntity, BillingDisputeEntity, PaymentLinkEntity, PaymentSettlementEntity]),
  ],
  controllers: [
    MeInvoicesController,
    PublicQuickInvoiceController,
    MeTrustController,
    MeNegotiationsController,
    MePaymentLinksController,
    PublicPaymentWebhookController,
    MeBillingDisputesController,
    MeStatementsController,
  ],
  providers: [
    CustomerBillsService,
    PaymentCodesService,
    TrustUnlockStore,
    TrustUnlocksService,
    NegotiationStore,
    NegotiationsService,
    NegotiationCommitService,
    PaymentLinksService,
    PaymentSettlementService,
    PaymentStatusService,
    PaymentMethodsService,
    DebtStandingService,
    BillingDisputesService,
    DisputeAttachments,
    PhoneCallsService,
    StatementHistoryService,
    AnnualClearanceService,
    BillsPersonalData,
  ],
  exports: [
    CustomerBillsService,
    PaymentCodesService,
    PaymentStatusService,
    PaymentMethodsService,
    PaymentLinksService,
    NegotiationsService,
    TrustUnlocksService,
    DebtStandingService,
  ],
})
export class FinanceModule {}
