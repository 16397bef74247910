import type { Operation } from '../core/operation.js';
import * as authentication from './operations/authentication.js';
import * as applicationUsers from './operations/application-users.js';
import * as appNotices from './operations/app-notices.js';
import * as contractBilling from './operations/contract-billing.js';
import * as contractChanges from './operations/contract-changes.js';
import * as contractDocuments from './operations/contract-documents.js';
import * as contractExtras from './operations/contract-extras.js';
import * as contractNetwork from './operations/contract-network.js';
import * as contractRegistration from './operations/contract-registration.js';
import * as contractSales from './operations/contract-sales.js';
import * as contractUsage from './operations/contract-usage.js';
import * as playhub from './operations/playhub.js';
import * as contracts from './operations/contracts.js';
import * as customerBills from './operations/customer-bills.js';
import * as serviceOrders from './operations/service-orders.js';
import * as addresses from './operations/addresses.js';
import * as creditConsultations from './operations/credit-consultations.js';
import * as customerRecords from './operations/customer-records.js';
import * as customerRegisters from './operations/customer-registers.js';
import * as customers from './operations/customers.js';
import * as prospectFiles from './operations/prospect-files.js';
import * as prospectRegistration from './operations/prospect-registration.js';
import * as prospectViability from './operations/prospect-viability.js';
import * as prospects from './operations/prospects.js';
import * as salesCatalogue from './operations/sales-catalogue.js';
import * as appVersions from './operations/app-versions.js';
import * as billDocuments from './operations/bill-documents.js';
import * as billPayments from './operations/bill-payments.js';
import * as financeRegisters from './operations/finance-registers.js';
import * as infobip from './operations/infobip.js';
import * as network from './operations/network.js';
import * as omnichannel from './operations/omnichannel.js';
import * as partners from './operations/partners.js';
import * as serviceOrderActs from './operations/service-order-acts.js';
import * as taxNotes from './operations/tax-notes.js';
import * as technicalAgenda from './operations/technical-agenda.js';
import * as telephony from './operations/telephony.js';

/** What a file of the catalogue exports beside operations (words, inputs) is not one. */
const isOperation = (candidate: unknown): candidate is Operation =>
  typeof candidate === 'object' && candidate !== null && 'envelope' in candidate && 'answer' in candidate;

/** Every catalogued operation of the ERP. */
export const webserviceClienteOperations: readonly Operation[] = [
  authentication,
  applicationUsers,
  appNotices,
  contractBilling,
  contractChanges,
  contractDocuments,
  contractExtras,
  contractNetwork,
  contractRegistration,
  contractSales,
  contractUsage,
  playhub,
  contracts,
  customerBills,
  serviceOrders,
  addresses,
  creditConsultations,
  customerRecords,
  customerRegisters,
  customers,
  prospectFiles,
  prospectRegistration,
  prospectViability,
  prospects,
  salesCatalogue,
  appVersions,
  billDocuments,
  billPayments,
  financeRegisters,
  infobip,
  network,
  omnichannel,
  partners,
  serviceOrderActs,
  taxNotes,
  technicalAgenda,
  telephony,
].flatMap((file) => Object.values(file).filter(isOperation));
