import { HttpService } from '@nestjs/axios';
import { Global, Module, type Provider, type Type } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type AuthConfig, authConfig } from '../common/auth/auth.config.js';
import { SharedStore } from '../common/shared-store/shared-store.js';
import { AppAnalyticsPort } from '../modules/devices/app-analytics.port.js';
import { ContactNoticesPort } from '../modules/customers/contact-notices.port.js';
import { OneTimeCodeDeliveryPort } from '../modules/one-time-codes/one-time-code-delivery.port.js';
import { PaymentGatewayPort } from '../modules/finance/payment-gateway.port.js';
import { PushSenderPort } from '../modules/push-notifications/push-sender.port.js';
import { UpstreamStatusPort } from '../modules/operations/upstream-status.port.js';
import { UpstreamStatusAdapter } from './core/adapters/upstream-status.adapter.js';
import { LeanHttpService } from './core/lean-http.service.js';
import { UpstreamPipelines } from './core/pipelines.js';
import { SharedAnswers } from './core/shared-answers.js';
import { UpstreamMetrics } from './core/upstream-metrics.js';
import { FieldControlCustomers } from './field-control/field-control-customers.js';
import { FieldControlEmployeeEntity } from './field-control/field-control-employee.entity.js';
import { FieldControlOrderEntity } from './field-control/field-control-order.entity.js';
import { FieldControlState } from './field-control/field-control-state.js';
import { FieldControlTaskEntity } from './field-control/field-control-task.entity.js';
import { FieldControlVisitChangeEntity } from './field-control/field-control-visit-change.entity.js';
import { FieldControlClient } from './field-control/field-control.client.js';
import { UpstreamRateLimitWaiterEntity } from './field-control/upstream-rate-limit-waiter.entity.js';
import { UpstreamRateLimitEntity } from './field-control/upstream-rate-limit.entity.js';
import { AppAnalyticsAdapter } from './google-analytics/adapters/app-analytics.adapter.js';
import { PushSenderAdapter } from './firebase-cloud-messaging/adapters/push-sender.adapter.js';
import { FirebaseCloudMessagingClient } from './firebase-cloud-messaging/firebase-cloud-messaging.client.js';
import { GoogleAnalyticsClient } from './google-analytics/google-analytics.client.js';
import { ContactNoticesAdapter } from './message-gateway/adapters/contact-notices.adapter.js';
import { OneTimeCodeDeliveryAdapter } from './message-gateway/adapters/one-time-code-delivery.adapter.js';
import { MessageGatewayClient } from './message-gateway/message-gateway.client.js';
import { MosiaClient } from './mosia/mosia.client.js';
import { PaymentGatewayAdapter } from './payment-gateway/adapters/payment-gateway.adapter.js';
import { PaymentGatewayClient } from './payment-gateway/payment-gateway.client.js';
import { portRegistry, type RegisteredPort } from './port-registry.js';
import { type ProvidersConfig, providersConfig } from './providers.config.js';
import { VhsysClient } from './vhsys/vhsys.client.js';
import { WebserviceClienteClient } from './webservice-cliente/webservice-cliente.client.js';

const adaptersOf = ({ adapters }: RegisteredPort): [system: string, adapter: Type][] => Object.entries(adapters);

/** The port's one adapter, or the one that configuration chooses. */
function portProvider(registered: RegisteredPort): Provider {
  const choices = adaptersOf(registered);
  return {
    provide: registered.port,
    inject: [providersConfig.token, ...choices.map(([, adapter]) => adapter)],
    useFactory: (config: ProvidersConfig, ...instances: unknown[]) => {
      const chosen: unknown = Reflect.get(config, registered.name);
      const index = choices.length === 1 ? 0 : choices.findIndex(([system]) => system === chosen);
      const instance = instances[index];
      if (instance === undefined) throw new TypeError(`no adapter is configured for the port ${registered.name}`);
      return instance;
    },
  };
}

/** Gives every port of the domains its adapter; the domains know the ports only. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([
      FieldControlOrderEntity,
      FieldControlTaskEntity,
      FieldControlVisitChangeEntity,
      FieldControlEmployeeEntity,
      UpstreamRateLimitEntity,
      UpstreamRateLimitWaiterEntity,
    ]),
  ],
  providers: [
    // By factory: the inherited constructor would ask for a stock axios.
    { provide: LeanHttpService, useFactory: () => new LeanHttpService() },
    { provide: HttpService, useExisting: LeanHttpService },
    UpstreamMetrics,
    {
      provide: UpstreamPipelines,
      inject: [LeanHttpService, UpstreamMetrics, SharedStore, authConfig.token],
      useFactory: (http: LeanHttpService, metrics: UpstreamMetrics, store: SharedStore, auth: AuthConfig) =>
        // An instance that is alone has its own cache already.
        new UpstreamPipelines(
          http,
          metrics,
          store.status.medium === 'process' ? undefined : new SharedAnswers(store, auth),
        ),
    },
    WebserviceClienteClient,
    FieldControlClient,
    FieldControlCustomers,
    FieldControlState,
    VhsysClient,
    MosiaClient,
    PaymentGatewayClient,
    ...portRegistry.flatMap((registered) => adaptersOf(registered).map(([, adapter]) => adapter)),
    ...portRegistry.map(portProvider),
    { provide: UpstreamStatusPort, useClass: UpstreamStatusAdapter },
    { provide: PaymentGatewayPort, useClass: PaymentGatewayAdapter },
    MessageGatewayClient,
    GoogleAnalyticsClient,
    { provide: AppAnalyticsPort, useClass: AppAnalyticsAdapter },
    FirebaseCloudMessagingClient,
    { provide: PushSenderPort, useClass: PushSenderAdapter },
    { provide: OneTimeCodeDeliveryPort, useClass: OneTimeCodeDeliveryAdapter },
    { provide: ContactNoticesPort, useClass: ContactNoticesAdapter },
  ],
  exports: [
    ...portRegistry.map(({ port }) => port),
    UpstreamStatusPort,
    PaymentGatewayPort,
    PushSenderPort,
    OneTimeCodeDeliveryPort,
    ContactNoticesPort,
    AppAnalyticsPort,
  ],
})
export class UpstreamsModule {}
