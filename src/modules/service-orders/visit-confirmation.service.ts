import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import { formatSlashedDayFirst, type PlainDate, toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CurrentServiceOrders } from './current-service-orders.service.js';
import { orderSubject, RESCHEDULE } from './service-order-act-places.js';
import type { ConfirmVisitDto, VisitConfirmationDto } from './service-order-acts.dto.js';
import { ServiceOrderConfirmationEntity } from './service-order-confirmation.entity.js';
import { isOpen, rescheduleRefusal } from './service-order-rules.js';
import { ServiceOrderTrail } from './service-order-trail.service.js';
import { type ServiceOrdersConfig, serviceOrdersConfig } from './service-orders.config.js';

/** Keeps a customer's word that somebody will be there; the provider has no place for it but its log. */
@Injectable()
export class VisitConfirmation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly orders: CurrentServiceOrders,
    private readonly acts: IrreversibleActs,
    private readonly trail: ServiceOrderTrail,
    @Inject(serviceOrdersConfig.token) private readonly config: ServiceOrdersConfig,
  ) {}

  /** Whether the customer has said, for this day, that somebody will be there or that nobody will. */
  hasWord(customerId: string, orderId: string, visitDate: PlainDate): Promise<boolean> {
    return this.dataSource
      .getRepository(ServiceOrderConfirmationEntity)
      .existsBy({ serviceOrderId: orderId, customerId, visitDate });
  }

  /**
   * The same word for the same day changes nothing: the first one's time and origin stay.
   * @throws Problem NOT_CONFIRMABLE when no visit is scheduled, or a technician began.
   */
  async confirm(customerId: string, orderId: string, word: ConfirmVisitDto): Promise<VisitConfirmationDto> {
    const order = await this.orders.get(customerId, orderId);
    const { visit } = order;
    if (visit === null || !isOpen(order) || order.status === 'ST_OS_EM_EXECUCAO') {
      throw new Problem(problems.notConfirmable);
    }
    const kept = await this.dataSource.transaction(async (manager) => {
      const confirmations = manager.getRepository(ServiceOrderConfirmationEntity);
      const { confirmed, origin } = word;
      const given = { serviceOrderId: orderId, customerId, confirmed, origin, visitDate: visit.date };
      await confirmations
        .createQueryBuilder()
        .insert()
        .values({ ...given, confirmedAt: new Date(0) })
        .orIgnore()
        .execute();
      const row = await confirmations.findOneOrFail({
        where: { serviceOrderId: orderId },
        lock: { mode: 'pessimistic_write' },
      });
      const isNew = row.confirmedAt.getTime() === 0;
      if (!isNew && row.confirmed === confirmed && row.visitDate === visit.date) return row;
      Object.assign(row, given, { confirmedAt: new Date() });
      await confirmations.save(row);
      const said = confirmed ? 'CONFIRMADA' : 'NÃO CONFIRMADA';
      const text = `VISITA DE ${formatSlashedDayFirst(visit.date)} ${said} PELO CLIENTE (${origin}).`;
      await this.trail.leave(customerId, orderId, text, manager);
      return row;
    });
    const refusal = rescheduleRefusal(
      order,
      await this.acts.countDone({ name: RESCHEDULE }, orderSubject(orderId)),
      this.config,
      Date.now(),
    );
    return {
      service_order_id: orderId,
      confirmed: kept.confirmed,
      visit_date: kept.visitDate,
      date_confirmation: toSaoPauloInstant(kept.confirmedAt),
      origin_confirmation: kept.origin,
      offer_reschedule: !kept.confirmed && refusal === undefined,
    };
  }
}
