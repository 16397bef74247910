import type { Clock } from '../../src/common/brazil/dates.js';
import { WEBSERVICE_CLIENTE } from '../../src/upstreams/webservice-cliente/webservice-cliente.operation.js';
import { webserviceClienteOperations } from '../../src/upstreams/webservice-cliente/webservice-cliente.operations.js';
import { startSimulator, type Simulator } from '../core/simulator.js';
import { WebserviceClienteAuthentication } from './authentication.js';
import { seedWebserviceClienteState } from './initial-state.js';
import { authenticationHandlers } from './operations/authentication.js';
import { applicationUserHandlers } from './operations/application-users.js';
import { appNoticeHandlers } from './operations/app-notices.js';
import { contractBillingHandlers } from './operations/contract-billing.js';
import { contractChangeHandlers } from './operations/contract-changes.js';
import { contractDocumentHandlers } from './operations/contract-documents.js';
import { contractNetworkHandlers } from './operations/contract-network.js';
import { contractRegistrationHandlers } from './operations/contract-registration.js';
import { contractSalesHandlers } from './operations/contract-sales.js';
import { contractUsageHandlers } from './operations/contract-usage.js';
import { playhubHandlers } from './operations/playhub.js';
import { contractHandlers } from './operations/contracts.js';
import { customerBillHandlers } from './operations/customer-bills.js';
import { serviceOrderHandlers } from './operations/service-orders.js';
import { addressHandlers } from './operations/addresses.js';
import { customerRecordHandlers } from './operations/customer-records.js';
import { customerRegisterHandlers } from './operations/customer-registers.js';
import { customerHandlers } from './operations/customers.js';
import { prospectFileHandlers } from './operations/prospect-files.js';
import { prospectRegistrationHandlers } from './operations/prospect-registration.js';
import { prospectViabilityHandlers } from './operations/prospect-viability.js';
import { prospectHandlers } from './operations/prospects.js';
import { salesCatalogueHandlers } from './operations/sales-catalogue.js';
import { appVersionHandlers } from './operations/app-versions.js';
import { billDocumentHandlers } from './operations/bill-documents.js';
import { billPaymentHandlers } from './operations/bill-payments.js';
import { financeRegisterHandlers } from './operations/finance-registers.js';
import { infobipHandlers } from './operations/infobip.js';
import { networkHandlers } from './operations/network.js';
import { omnichannelHandlers } from './operations/omnichannel.js';
import { partnerHandlers } from './operations/partners.js';
import { serviceOrderActHandlers } from './operations/service-order-acts.js';
import { taxNoteHandlers } from './operations/tax-notes.js';
import { technicalAgendaHandlers } from './operations/technical-agenda.js';
import { telephonyHandlers } from './operations/telephony.js';
import type { WebserviceClienteState } from './state.js';

export interface WebserviceClienteOptions {
  /** What Basic authentication asks for. */
  readonly user: string;
  readonly password: string;
  /** Any free one when absent. */
  readonly port?: number;
  readonly clock?: Clock;
}

/** Starts the ERP as the document "Documentação WebService Cliente" describes it. */
export type WebserviceClienteSimulator = Simulator<WebserviceClienteState>;

export function startWebserviceCliente(options: WebserviceClienteOptions): Promise<WebserviceClienteSimulator> {
  const { user, password, ...rest } = options;
  const authentication = new WebserviceClienteAuthentication(user, password);
  return startSimulator({
    ...rest,
    system: WEBSERVICE_CLIENTE,
    operations: webserviceClienteOperations,
    handlers: {
      ...authenticationHandlers(authentication),
      ...contractHandlers,
      ...applicationUserHandlers,
      ...appNoticeHandlers,
      ...contractBillingHandlers,
      ...contractChangeHandlers,
      ...contractDocumentHandlers,
      ...contractNetworkHandlers,
      ...contractRegistrationHandlers,
      ...contractSalesHandlers,
      ...contractUsageHandlers,
      ...playhubHandlers,
      ...customerBillHandlers,
      ...serviceOrderHandlers,
      ...telephonyHandlers,
      ...technicalAgendaHandlers,
      ...taxNoteHandlers,
      ...serviceOrderActHandlers,
      ...partnerHandlers,
      ...omnichannelHandlers,
      ...networkHandlers,
      ...infobipHandlers,
      ...financeRegisterHandlers,
      ...billPaymentHandlers,
      ...billDocumentHandlers,
      ...appVersionHandlers,
      ...addressHandlers,
      ...customerRecordHandlers,
      ...customerRegisterHandlers,
      ...customerHandlers,
      ...prospectFileHandlers,
      ...prospectRegistrationHandlers,
      ...prospectViabilityHandlers,
      ...prospectHandlers,
      ...salesCatalogueHandlers,
    },
    authenticate: authentication.refusalOf,
    createState: seedWebserviceClienteState,
  });
}
