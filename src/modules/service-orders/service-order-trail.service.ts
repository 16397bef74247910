import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { doubling, WorkQueue } from '../../common/jobs/work-queue.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { ServiceOrdersPort } from './service-orders.port.js';

const TOPIC = 'service-orders.log';

/** Leaves what customers do with their orders in the provider's log, where its staff reads it; nobody waits for that. */
@Injectable()
export class ServiceOrderTrail implements OnModuleInit {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: ServiceOrdersPort,
    private readonly queue: WorkQueue,
  ) {}

  onModuleInit(): void {
    this.queue.start({
      topic: TOPIC,
      payload: z.object({ customerId: z.string(), orderId: z.string(), text: z.string() }),
      concurrency: 2,
      timeoutMs: 20_000,
      maxAttempts: 12,
      backoffMs: doubling(5_000, 1_800_000),
      run: async ({ customerId, orderId, text }) => this.port.log(await this.accounts.get(customerId), orderId, text),
    });
  }

  /** @param manager joins a transaction */
  async leave(customerId: string, orderId: string, text: string, manager?: EntityManager): Promise<void> {
    if (!this.port.keepsLog) return;
    await this.queue.enqueue(TOPIC, { customerId, orderId, text }, manager === undefined ? {} : { manager });
  }
}
