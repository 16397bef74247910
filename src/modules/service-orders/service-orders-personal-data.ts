import { Injectable, type OnModuleInit } from '@nestjs/common';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { ProviderPersonalData } from '../privacy/provider-personal-data.service.js';
import { ServiceOrdersService } from './service-orders.service.js';

const CARE =
  'Registros de atendimento são guardados pelo provedor enquanto podem ser discutidos e pelo prazo das normas de atendimento (Lei 13.709/2018, art. 16, I, e art. 7º, VI; Lei 8.078/1990, art. 27; Decreto 11.034/2022).';

/** The service orders that the provider keeps, for the export of a customer's data. */
@Injectable()
export class ServiceOrdersPersonalData implements OnModuleInit {
  constructor(
    private readonly provider: ProviderPersonalData,
    private readonly orders: ServiceOrdersService,
  ) {}

  onModuleInit(): void {
    this.provider.register({
      name: 'provider.service-orders',
      title: 'Ordens de serviço no sistema do provedor',
      kind: 'service-order',
      reason: CARE,
      export: async (customerId) => {
        const { value } = await this.orders.ordersOf(customerId, undefined);
        return value.map((order) => ({
          id: order.id,
          protocol: order.protocol,
          contract_id: order.contractId,
          type: order.type,
          status: order.status,
          description: order.description,
          opened_at: order.openedAt === null ? null : toSaoPauloInstant(order.openedAt),
          visit_date: order.visit?.date ?? null,
          conclusion_reason: order.conclusionReason,
        }));
      },
    });
  }
}
