import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { doubling, WorkQueue } from '../../common/jobs/work-queue.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { CurrentServiceOrders } from './current-service-orders.service.js';
import type { RateVisitDto, VisitRatingDto } from './service-order-acts.dto.js';
import { ServiceOrderRatingEntity } from './service-order-rating.entity.js';
import { ServiceOrdersPort } from './service-orders.port.js';

const insertedRows = z.array(z.unknown());
const TOPIC = 'service-orders.rate';

/** Takes a customer's marks for a visit, once, and hands them to the provider. */
@Injectable()
export class VisitRatings implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: CustomerAccounts,
    private readonly orders: CurrentServiceOrders,
    private readonly port: ServiceOrdersPort,
    private readonly queue: WorkQueue,
  ) {}

  onModuleInit(): void {
    this.queue.start({
      topic: TOPIC,
      payload: z.object({
        customerId: z.string(),
        orderId: z.string(),
        technician: z.number(),
        resolution: z.number(),
      }),
      concurrency: 2,
      timeoutMs: 20_000,
      maxAttempts: 20,
      backoffMs: doubling(5_000, 1_800_000),
      run: async ({ customerId, orderId, ...rating }) =>
        this.port.rate(await this.accounts.get(customerId), orderId, rating),
    });
  }

  /** @throws Problem NOT_RATEABLE before the visit was made, ALREADY_RATED here or anywhere else. */
  async rate(customerId: string, orderId: string, { technician, resolution }: RateVisitDto): Promise<VisitRatingDto> {
    const order = await this.orders.get(customerId, orderId);
    if (order.status !== 'ST_OS_CONCLUIDA' && order.status !== 'ST_OS_SEM_SOLUCAO') {
      throw new Problem(problems.notRateable);
    }
    const ratings = this.dataSource.getRepository(ServiceOrderRatingEntity);
    const known =
      (await ratings.existsBy({ serviceOrderId: orderId })) ||
      (await this.port.ratingOf(await this.accounts.get(customerId), orderId)) !== undefined;
    if (known) throw new Problem(problems.alreadyRated);
    const ratedAt = new Date();
    await this.dataSource.transaction(async (manager) => {
      const inserted = await manager
        .createQueryBuilder()
        .insert()
        .into(ServiceOrderRatingEntity)
        .values({
          serviceOrderId: orderId,
          customerId,
          technician: technician.toFixed(2),
          resolution: resolution.toFixed(2),
          ratedAt,
        })
        .orIgnore()
        .returning('service_order_id')
        .execute();
      if (insertedRows.parse(inserted.raw).length === 0) throw new Problem(problems.alreadyRated);
      await this.queue.enqueue(TOPIC, { customerId, orderId, technician, resolution }, { dedupeKey: orderId, manager });
    });
    return { service_order_id: orderId, technician, resolution, rated_at: toSaoPauloInstant(ratedAt) };
  }
}
