import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { doubling, WorkQueue } from '../../common/jobs/work-queue.js';
import { Consents } from '../privacy/consents.service.js';
import { AppAnalyticsPort } from './app-analytics.port.js';
import type { EventValue } from './app-event.entity.js';

const FORWARDING_TOPIC = 'app-events.forward';

const payload = z.object({
  platform: z.enum(['ios', 'android']),
  app_instance_id: z.string(),
  events: z.array(
    z.object({
      name: z.string(),
      occurred_at: z.coerce.date(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
});

/** Whose installation of the app reports. */
export interface ReportingInstallation {
  readonly customerId: string | undefined;
  readonly platform: string | undefined;
  readonly appInstanceId: string | undefined;
}

interface KeptEvent {
  readonly name: string;
  readonly occurredAt: Date;
  readonly params: Readonly<Record<string, EventValue>>;
}

/** Hands events of customers who agreed to it on to whoever counts them; of nobody else (Lei 13.709/2018, art. 7, I). */
@Injectable()
export class AppEventForwarding implements OnModuleInit {
  constructor(
    private readonly queue: WorkQueue,
    private readonly analytics: AppAnalyticsPort,
    private readonly consents: Consents,
  ) {}

  onModuleInit(): void {
    this.queue.start({
      topic: FORWARDING_TOPIC,
      payload,
      concurrency: 2,
      timeoutMs: 15_000,
      maxAttempts: 8,
      backoffMs: doubling(5_000, 3_600_000),
      run: ({ platform, app_instance_id: appInstanceId, events }) =>
        this.analytics.collect({
          platform,
          appInstanceId,
          events: events.map(({ occurred_at: occurredAt, ...event }) => ({ ...event, occurredAt })),
        }),
    });
  }

  /** Whether these events may be handed on. */
  async isWanted({ customerId, platform, appInstanceId }: ReportingInstallation): Promise<boolean> {
    if (customerId === undefined || platform === undefined || appInstanceId === undefined) return false;
    return (
      this.analytics.takes(platform.toLowerCase(), appInstanceId) &&
      (await this.consents.isGranted(customerId, 'USAGE_ANALYTICS'))
    );
  }

  /** In the transaction that keeps the events. */
  async enqueue(
    manager: EntityManager,
    { platform, appInstanceId }: ReportingInstallation,
    events: readonly KeptEvent[],
  ): Promise<void> {
    const batch = {
      platform: platform?.toLowerCase(),
      app_instance_id: appInstanceId,
      events: events.map(({ occurredAt, name, params }) => ({ name, params, occurred_at: occurredAt })),
    };
    await this.queue.enqueue(FORWARDING_TOPIC, batch, { manager });
  }
}
