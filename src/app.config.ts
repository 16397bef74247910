import { authConfig } from './common/auth/auth.config.js';
import type { ConfigDefinition } from './common/config/config.js';
import { httpConfig } from './common/http/http.config.js';
import { jobsConfig } from './common/jobs/jobs.config.js';
import { linksConfig } from './common/links/links.config.js';
import { persistenceConfig } from './common/persistence/persistence.config.js';
import { adminConfig } from './modules/admin/admin.config.js';
import { actsConfig } from './common/acts/acts.config.js';
import { sharedStoreConfig } from './common/shared-store/shared-store.config.js';
import { appContentConfig } from './modules/app-content/app-content.config.js';
import { cryptoConfig } from './modules/crypto/crypto.config.js';
import { appSettingsConfig } from './modules/app-settings/app-settings.config.js';
import { heapSnapshotConfig } from './modules/app-settings/heap-snapshot.config.js';
import { passwordsConfig } from './modules/auth/passwords.config.js';
import { equipmentConfig } from './modules/equipment/equipment.config.js';
import { devicesConfig } from './modules/devices/devices.config.js';
import { filesConfig } from './modules/files/files.config.js';
import { financeConfig } from './modules/finance/finance.config.js';
import { messagesConfig } from './modules/messages/messages.config.js';
import { oneTimeCodesConfig } from './modules/one-time-codes/one-time-codes.config.js';
import { paymentWebhookConfig } from './modules/finance/payment-webhook.config.js';
import { massiveWarningsConfig } from './modules/massive-warnings/massive-warnings.config.js';
import { popupsConfig } from './modules/popups/popups.config.js';
import { pushNotificationsConfig } from './modules/push-notifications/push-notifications.config.js';
import { remindersConfig } from './modules/reminders/reminders.config.js';
import { referralsConfig } from './modules/referrals/referrals.config.js';
import { screensConfig } from './modules/screens/screens.config.js';
import { serviceOrdersConfig } from './modules/service-orders/service-orders.config.js';
import { svasConfig } from './modules/svas/svas.config.js';
import { wifiConfig } from './modules/wifi/wifi.config.js';
import { fieldControlConfig } from './upstreams/field-control/field-control.config.js';
import { googleAnalyticsConfig } from './upstreams/google-analytics/google-analytics.config.js';
import { firebaseCloudMessagingConfig } from './upstreams/firebase-cloud-messaging/firebase-cloud-messaging.config.js';
import { messageGatewayConfig } from './upstreams/message-gateway/message-gateway.config.js';
import { mosiaConfig } from './upstreams/mosia/mosia.config.js';
import { paymentGatewayConfig } from './upstreams/payment-gateway/payment-gateway.config.js';
import { providersConfig } from './upstreams/providers.config.js';
import { vhsysConfig } from './upstreams/vhsys/vhsys.config.js';
import { serviceOrderActsConfig } from './upstreams/webservice-cliente/service-order-acts.config.js';
import { billingDisputesConfig } from './upstreams/webservice-cliente/billing-disputes.config.js';
import { billPaymentsConfig } from './upstreams/webservice-cliente/bill-payments.config.js';
import { contactSwitchConfig } from './upstreams/webservice-cliente/contact-switch.config.js';
import { customerRoundsConfig } from './modules/customers/customer-rounds.config.js';
import { contractsConfig } from './modules/contracts/contracts.config.js';
import { connectionConfig } from './modules/connection/connection.config.js';
import { erpRegistersConfig } from './upstreams/webservice-cliente/erp-registers.config.js';
import { playhubConfig } from './upstreams/webservice-cliente/playhub.config.js';
import { erpSalesConfig } from './upstreams/webservice-cliente/erp-sales.config.js';
import { webserviceClienteConfig } from './upstreams/webservice-cliente/webservice-cliente.config.js';

/** The configuration of every feature, in the order `.env.example` shows it. */
export const configDefinitions: readonly ConfigDefinition[] = [
  httpConfig,
  linksConfig,
  persistenceConfig,
  jobsConfig,
  sharedStoreConfig,
  actsConfig,
  authConfig,
  webserviceClienteConfig,
  erpSalesConfig,
  erpRegistersConfig,
  playhubConfig,
  billPaymentsConfig,
  billingDisputesConfig,
  serviceOrderActsConfig,
  contactSwitchConfig,
  vhsysConfig,
  mosiaConfig,
  fieldControlConfig,
  paymentGatewayConfig,
  providersConfig,
  messageGatewayConfig,
  firebaseCloudMessagingConfig,
  googleAnalyticsConfig,
  adminConfig,
  cryptoConfig,
  oneTimeCodesConfig,
  passwordsConfig,
  customerRoundsConfig,
  contractsConfig,
  connectionConfig,
  serviceOrdersConfig,
  equipmentConfig,
  wifiConfig,
  svasConfig,
  financeConfig,
  paymentWebhookConfig,
  appSettingsConfig,
  heapSnapshotConfig,
  appContentConfig,
  devicesConfig,
  massiveWarningsConfig,
  popupsConfig,
  screensConfig,
  messagesConfig,
  pushNotificationsConfig,
  filesConfig,
  referralsConfig,
  remindersConfig,
];
