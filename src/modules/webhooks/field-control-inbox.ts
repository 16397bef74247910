import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { doubling, type Work, WorkQueue } from '../../common/jobs/work-queue.js';
import { FieldControlDeliveriesPort, type FieldControlDelivery } from './field-control-deliveries.port.js';

const TOPIC = 'field-control-delivery';
const payload = z.object({ event: z.string(), body: z.unknown() });

/** What became of a delivery: `malformed` cannot be what its event says. */
export type Reception = 'accepted' | 'duplicate' | 'ignored' | 'malformed';

/** Deliveries are stored before they are answered, and carried out from here with retries until they are done or dead. */
@Injectable()
export class FieldControlInbox implements OnModuleInit, Work<FieldControlDelivery> {
  readonly topic = TOPIC;
  readonly payload = payload;
  /** Field Control answers one request a second: more at once would only wait. */
  readonly concurrency = 2;
  readonly timeoutMs = 60_000;
  readonly maxAttempts = 12;
  readonly backoffMs = doubling(2_000, 900_000);

  constructor(
    private readonly queue: WorkQueue,
    private readonly deliveries: FieldControlDeliveriesPort,
  ) {}

  onModuleInit(): void {
    this.queue.start(this);
  }

  /** Whether the sender proved to be Field Control. */
  authenticates(authorization: string | undefined): boolean {
    return this.deliveries.authenticates(authorization);
  }

  /** Stores a delivery before it is answered; each delivery once. */
  async receive(deliveryId: string, delivery: FieldControlDelivery): Promise<Reception> {
    // An event of tomorrow is nobody's mistake: refusing it would only have it sent again.
    if (!this.deliveries.knows(delivery.event)) return 'ignored';
    if (!this.deliveries.fits(delivery)) return 'malformed';
    return (await this.queue.enqueue(TOPIC, delivery, { dedupeKey: deliveryId })) ? 'accepted' : 'duplicate';
  }

  async run(delivery: FieldControlDelivery): Promise<void> {
    await this.deliveries.apply(delivery);
  }
}
