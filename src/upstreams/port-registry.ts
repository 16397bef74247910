import type { Type } from '@nestjs/common';
import { AppVersionFallbackPort } from '../modules/app-settings/app-version.port.js';
import { CustomerCredentialsPort } from '../modules/auth/customer-credentials.port.js';
import { CustomerPasswordsPort } from '../modules/auth/customer-passwords.port.js';
import { LastConnectionsPort } from '../modules/connection/last-connections.port.js';
import { DueDatesPort } from '../modules/contracts/due-dates.port.js';
import { TemporarySuspensionPort } from '../modules/contracts/temporary-suspension.port.js';
import { ContractTermPort } from '../modules/contracts/contract-term.port.js';
import { ContractPlanPort } from '../modules/contracts/contract-plan.port.js';
import { ContractUsagePort } from '../modules/contracts/contract-usage.port.js';
import { PhoneLinePort } from '../modules/contracts/phone-line.port.js';
import { AddressRegisterPort } from '../modules/coverage/address-register.port.js';
import { LeadRegistrationPort } from '../modules/coverage/lead-registration.port.js';
import { ViabilityPort } from '../modules/coverage/viability.port.js';
import { PendingSalesPort } from '../modules/onboarding/pending-sales.port.js';
import { PartnerAccessPort } from '../modules/partners/partner-access.port.js';
import { AddOnCataloguePort } from '../modules/products/add-on-catalogue.port.js';
import { RegisterRefreshPort } from '../modules/products/register-refresh.port.js';
import { PlanCataloguePort } from '../modules/products/plan-catalogue.port.js';
import { PlanPromotionsPort } from '../modules/products/plan-promotions.port.js';
import { TaxNotesPort } from '../modules/tax-notes/tax-notes.port.js';
import { AddressChangePort } from '../modules/address-change/address-change.port.js';
import { ContractsPort } from '../modules/contracts/contracts.port.js';
import { CustomerContactsPort } from '../modules/customers/customer-contacts.port.js';
import { EquipmentPort } from '../modules/equipment/equipment.port.js';
import { CustomerFilesPort } from '../modules/files/customer-files.port.js';
import { CustomerBillsPort } from '../modules/finance/customer-bills.port.js';
import { AnnualClearancePort } from '../modules/finance/annual-clearance.port.js';
import { PhoneCallsPort } from '../modules/finance/phone-calls.port.js';
import { BillingDisputesPort } from '../modules/finance/billing-disputes.port.js';
import { BillPaymentsPort } from '../modules/finance/bill-payments.port.js';
import { NegotiationPort } from '../modules/finance/negotiation.port.js';
import { PaymentMethodsPort } from '../modules/finance/payment-methods.port.js';
import { TrustUnlockPort } from '../modules/finance/trust-unlock.port.js';
import { ContactSwitchPort } from '../modules/messages/contact-switch.port.js';
import { ProviderNoticesPort } from '../modules/messages/provider-notices.port.js';
import { RegisteredContactsPort } from '../modules/one-time-codes/registered-contacts.port.js';
import { FieldVisitsPort } from '../modules/service-orders/field-visits.port.js';
import { LineStatusPort } from '../modules/service-orders/line-status.port.js';
import { ReferralProspectsPort } from '../modules/referrals/referral-prospects.port.js';
import { ServiceOrdersPort } from '../modules/service-orders/service-orders.port.js';
import { VisitCapacityPort } from '../modules/service-orders/visit-capacity.port.js';
import { AttendanceProtocolsPort } from '../modules/support/attendance-protocols.port.js';
import { ProtocolsPort } from '../modules/support/protocols.port.js';
import { PlayhubCustomersPort } from '../modules/svas/playhub-customers.port.js';
import { SvaChargesPort } from '../modules/svas/sva-charges.port.js';
import { FieldControlDeliveriesPort } from '../modules/webhooks/field-control-deliveries.port.js';
import { WifiNetworksPort } from '../modules/wifi/wifi-networks.port.js';
import { FieldControlCustomerContactsAdapter } from './field-control/adapters/customer-contacts.adapter.js';
import { FieldControlDeliveriesAdapter } from './field-control/adapters/field-control-deliveries.adapter.js';
import { FieldVisitsAdapter } from './field-control/adapters/field-visits.adapter.js';
import { FieldControlServiceOrdersAdapter } from './field-control/adapters/service-orders.adapter.js';
import { MosiaProtocolsAdapter } from './mosia/adapters/protocols.adapter.js';
import { VhsysServiceOrdersAdapter } from './vhsys/adapters/service-orders.adapter.js';
import { AddressRegisterAdapter } from './webservice-cliente/adapters/address-register.adapter.js';
import { AppVersionFallbackAdapter } from './webservice-cliente/adapters/app-version-fallback.adapter.js';
import { LastConnectionsAdapter } from './webservice-cliente/adapters/last-connections.adapter.js';
import { DueDatesAdapter } from './webservice-cliente/adapters/due-dates.adapter.js';
import { LeadRegistrationAdapter } from './webservice-cliente/adapters/lead-registration.adapter.js';
import { PartnerAccessAdapter } from './webservice-cliente/adapters/partner-access.adapter.js';
import { PendingSalesAdapter } from './webservice-cliente/adapters/pending-sales.adapter.js';
import { RegisterRefreshAdapter } from './webservice-cliente/adapters/register-refresh.adapter.js';
import { PlanCatalogueAdapter } from './webservice-cliente/adapters/plan-catalogue.adapter.js';
import { TemporarySuspensionAdapter } from './webservice-cliente/adapters/temporary-suspension.adapter.js';
import { ContractTermAdapter } from './webservice-cliente/adapters/contract-term.adapter.js';
import { ContractPlanAdapter } from './webservice-cliente/adapters/contract-plan.adapter.js';
import { ContractUsageAdapter } from './webservice-cliente/adapters/contract-usage.adapter.js';
import { PhoneLineAdapter } from './webservice-cliente/adapters/phone-line.adapter.js';
import { TaxNotesAdapter } from './webservice-cliente/adapters/tax-notes.adapter.js';
import { AddOnCatalogueAdapter } from './webservice-cliente/adapters/add-on-catalogue.adapter.js';
import { AddressChangeAdapter } from './webservice-cliente/adapters/address-change.adapter.js';
import { AttendanceProtocolsAdapter } from './webservice-cliente/adapters/attendance-protocols.adapter.js';
import { ContractsAdapter } from './webservice-cliente/adapters/contracts.adapter.js';
import { ContactSwitchAdapter } from './webservice-cliente/adapters/contact-switch.adapter.js';
import { CustomerBillsAdapter } from './webservice-cliente/adapters/customer-bills.adapter.js';
import { AnnualClearanceAdapter } from './webservice-cliente/adapters/annual-clearance.adapter.js';
import { PaymentMethodsAdapter } from './webservice-cliente/adapters/payment-methods.adapter.js';
import { PhoneCallsAdapter } from './webservice-cliente/adapters/phone-calls.adapter.js';
import { BillingDisputesAdapter } from './webservice-cliente/adapters/billing-disputes.adapter.js';
import { BillPaymentsAdapter } from './webservice-cliente/adapters/bill-payments.adapter.js';
import { NegotiationAdapter } from './webservice-cliente/adapters/negotiation.adapter.js';
import { TrustUnlockAdapter } from './webservice-cliente/adapters/trust-unlock.adapter.js';
import { WebserviceClienteCustomerContactsAdapter } from './webservice-cliente/adapters/customer-contacts.adapter.js';
import { CustomerFilesAdapter } from './webservice-cliente/adapters/customer-files.adapter.js';
import { CustomerCredentialsAdapter } from './webservice-cliente/adapters/customer-credentials.adapter.js';
import { CustomerPasswordsAdapter } from './webservice-cliente/adapters/customer-passwords.adapter.js';
import { EquipmentAdapter } from './webservice-cliente/adapters/equipment.adapter.js';
import { PlanPromotionsAdapter } from './webservice-cliente/adapters/plan-promotions.adapter.js';
import { PlayhubCustomersAdapter } from './webservice-cliente/adapters/playhub-customers.adapter.js';
import { SvaChargesAdapter } from './webservice-cliente/adapters/sva-charges.adapter.js';
import { ViabilityAdapter } from './webservice-cliente/adapters/viability.adapter.js';
import { WifiNetworksAdapter } from './webservice-cliente/adapters/wifi-networks.adapter.js';
import { ProviderNoticesAdapter } from './webservice-cliente/adapters/provider-notices.adapter.js';
import { WebserviceClienteProtocolsAdapter } from './webservice-cliente/adapters/protocols.adapter.js';
import { ReferralProspectsAdapter } from './webservice-cliente/adapters/referral-prospects.adapter.js';
import { RegisteredContactsAdapter } from './webservice-cliente/adapters/registered-contacts.adapter.js';
import { LineStatusAdapter } from './webservice-cliente/adapters/line-status.adapter.js';
import { ServiceOrdersAdapter } from './webservice-cliente/adapters/service-orders.adapter.js';
import { VisitCapacityAdapter } from './webservice-cliente/adapters/visit-capacity.adapter.js';

export type SystemId = 'webservice-cliente' | 'field-control' | 'vhsys' | 'mosia';

/** A port of a domain and the systems that can stand behind it. */
export interface RegisteredPort {
  /** Also the adapter's file: `<system>/adapters/<name>.adapter.ts`. */
  readonly name: string;
  /** The abstract class that is the injection token. */
  readonly port: abstract new (...args: never[]) => unknown;
  readonly adapters: Partial<Readonly<Record<SystemId, Type>>>;
}

/**
 * Every port with its adapters. Where there is more than one, configuration chooses (`providers.config.ts`); a domain
 * knows the port only.
 */
export const portRegistry: readonly RegisteredPort[] = [
  { name: 'equipment', port: EquipmentPort, adapters: { 'webservice-cliente': EquipmentAdapter } },
  { name: 'wifi-networks', port: WifiNetworksPort, adapters: { 'webservice-cliente': WifiNetworksAdapter } },
  {
    name: 'playhub-customers',
    port: PlayhubCustomersPort,
    adapters: { 'webservice-cliente': PlayhubCustomersAdapter },
  },
  { name: 'sva-charges', port: SvaChargesPort, adapters: { 'webservice-cliente': SvaChargesAdapter } },
  {
    name: 'app-version-fallback',
    port: AppVersionFallbackPort,
    adapters: { 'webservice-cliente': AppVersionFallbackAdapter },
  },
  { name: 'last-connections', port: LastConnectionsPort, adapters: { 'webservice-cliente': LastConnectionsAdapter } },
  { name: 'due-dates', port: DueDatesPort, adapters: { 'webservice-cliente': DueDatesAdapter } },
  {
    name: 'temporary-suspension',
    port: TemporarySuspensionPort,
    adapters: { 'webservice-cliente': TemporarySuspensionAdapter },
  },
  { name: 'contract-term', port: ContractTermPort, adapters: { 'webservice-cliente': ContractTermAdapter } },
  { name: 'contract-plan', port: ContractPlanPort, adapters: { 'webservice-cliente': ContractPlanAdapter } },
  { name: 'contract-usage', port: ContractUsagePort, adapters: { 'webservice-cliente': ContractUsageAdapter } },
  { name: 'phone-line', port: PhoneLinePort, adapters: { 'webservice-cliente': PhoneLineAdapter } },
  { name: 'tax-notes', port: TaxNotesPort, adapters: { 'webservice-cliente': TaxNotesAdapter } },
  { name: 'address-change', port: AddressChangePort, adapters: { 'webservice-cliente': AddressChangeAdapter } },
  {
    name: 'attendance-protocols',
    port: AttendanceProtocolsPort,
    adapters: { 'webservice-cliente': AttendanceProtocolsAdapter },
  },
  { name: 'customer-files', port: CustomerFilesPort, adapters: { 'webservice-cliente': CustomerFilesAdapter } },
  {
    name: 'referral-prospects',
    port: ReferralProspectsPort,
    adapters: { 'webservice-cliente': ReferralProspectsAdapter },
  },
  { name: 'contracts', port: ContractsPort, adapters: { 'webservice-cliente': ContractsAdapter } },
  { name: 'customer-bills', port: CustomerBillsPort, adapters: { 'webservice-cliente': CustomerBillsAdapter } },
  {
    name: 'customer-contacts',
    port: CustomerContactsPort,
    adapters: {
      'webservice-cliente': WebserviceClienteCustomerContactsAdapter,
      'field-control': FieldControlCustomerContactsAdapter,
    },
  },
  {
    name: 'customer-credentials',
    port: CustomerCredentialsPort,
    adapters: { 'webservice-cliente': CustomerCredentialsAdapter },
  },
  {
    name: 'customer-passwords',
    port: CustomerPasswordsPort,
    adapters: { 'webservice-cliente': CustomerPasswordsAdapter },
  },
  {
    name: 'field-control-deliveries',
    port: FieldControlDeliveriesPort,
    adapters: { 'field-control': FieldControlDeliveriesAdapter },
  },
  {
    name: 'protocols',
    port: ProtocolsPort,
    adapters: { 'webservice-cliente': WebserviceClienteProtocolsAdapter, mosia: MosiaProtocolsAdapter },
  },
  {
    name: 'registered-contacts',
    port: RegisteredContactsPort,
    adapters: { 'webservice-cliente': RegisteredContactsAdapter },
  },
  { name: 'field-visits', port: FieldVisitsPort, adapters: { 'field-control': FieldVisitsAdapter } },
  { name: 'line-status', port: LineStatusPort, adapters: { 'webservice-cliente': LineStatusAdapter } },
  { name: 'visit-capacity', port: VisitCapacityPort, adapters: { 'webservice-cliente': VisitCapacityAdapter } },
  {
    name: 'service-orders',
    port: ServiceOrdersPort,
    adapters: {
      'webservice-cliente': ServiceOrdersAdapter,
      'field-control': FieldControlServiceOrdersAdapter,
      vhsys: VhsysServiceOrdersAdapter,
    },
  },
  { name: 'provider-notices', port: ProviderNoticesPort, adapters: { 'webservice-cliente': ProviderNoticesAdapter } },
  { name: 'contact-switch', port: ContactSwitchPort, adapters: { 'webservice-cliente': ContactSwitchAdapter } },
  { name: 'trust-unlock', port: TrustUnlockPort, adapters: { 'webservice-cliente': TrustUnlockAdapter } },
  { name: 'negotiation', port: NegotiationPort, adapters: { 'webservice-cliente': NegotiationAdapter } },
  { name: 'payment-methods', port: PaymentMethodsPort, adapters: { 'webservice-cliente': PaymentMethodsAdapter } },
  { name: 'bill-payments', port: BillPaymentsPort, adapters: { 'webservice-cliente': BillPaymentsAdapter } },
  { name: 'billing-disputes', port: BillingDisputesPort, adapters: { 'webservice-cliente': BillingDisputesAdapter } },
  { name: 'phone-calls', port: PhoneCallsPort, adapters: { 'webservice-cliente': PhoneCallsAdapter } },
  { name: 'annual-clearance', port: AnnualClearancePort, adapters: { 'webservice-cliente': AnnualClearanceAdapter } },
  { name: 'address-register', port: AddressRegisterPort, adapters: { 'webservice-cliente': AddressRegisterAdapter } },
  {
    name: 'lead-registration',
    port: LeadRegistrationPort,
    adapters: { 'webservice-cliente': LeadRegistrationAdapter },
  },
  { name: 'partner-access', port: PartnerAccessPort, adapters: { 'webservice-cliente': PartnerAccessAdapter } },
  { name: 'pending-sales', port: PendingSalesPort, adapters: { 'webservice-cliente': PendingSalesAdapter } },
  { name: 'add-on-catalogue', port: AddOnCataloguePort, adapters: { 'webservice-cliente': AddOnCatalogueAdapter } },
  { name: 'register-refresh', port: RegisterRefreshPort, adapters: { 'webservice-cliente': RegisterRefreshAdapter } },
  { name: 'plan-promotions', port: PlanPromotionsPort, adapters: { 'webservice-cliente': PlanPromotionsAdapter } },
  { name: 'plan-catalogue', port: PlanCataloguePort, adapters: { 'webservice-cliente': PlanCatalogueAdapter } },
  { name: 'viability', port: ViabilityPort, adapters: { 'webservice-cliente': ViabilityAdapter } },
];
