import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type InvalidField, Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { AppEventDto } from './app-events.dto.js';
import { AppEventEntity, type EventValue } from './app-event.entity.js';
import { AppEventForwarding } from './app-event-forwarding.js';
import { readEventParameters } from './event-parameters.js';

/** The name under which Firebase's own libraries report that the app died. */
const CRASH = 'app_exception';
const HEADER_TEXT = /^[0-9A-Za-z.+-]{1,60}$/;

/** Who reports events, as far as it is known. */
export interface EventReporter {
  readonly customerId: string | undefined;
  readonly platform: string | undefined;
  readonly appVersion: string | undefined;
  /** Firebase's id of the installation. */
  readonly appInstanceId: string | undefined;
}

/** An event as it was kept. */
export interface ReportedEvent {
  readonly customerId: string | null;
  readonly params: Readonly<Record<string, EventValue>>;
}

/** Takes part in the transaction that keeps the event. */
export type AppEventObserver = (manager: EntityManager, event: ReportedEvent) => Promise<void>;

/** What apps report of themselves. */
@Injectable()
export class AppEvents {
  private readonly observers = new Map<string, AppEventObserver>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly forwarding: AppEventForwarding,
  ) {}

  /** Tells a module of every event of a name; each name has one observer. */
  observe(name: string, observer: AppEventObserver): void {
    if (this.observers.has(name)) throw new Error(`events "${name}" are observed already`);
    this.observers.set(name, observer);
  }

  /**
   * Keeps all of them or none, and hands them on to whoever counts them when the customer agreed to that.
   *
   * @throws Problem VALIDATION_ERROR naming the parameters that were refused.
   */
  async record(reporter: EventReporter, events: readonly AppEventDto[]): Promise<void> {
    const faults: InvalidField[] = [];
    const rows = events.map(({ name, params, occurred_at }, place) => {
      const read = readEventParameters(params ?? {});
      if ('fault' in read) faults.push({ field: `events.${place}.params`, message: read.fault });
      const kept: Readonly<Record<string, EventValue>> = 'fault' in read ? {} : read.params;
      return {
        customerId: reporter.customerId ?? null,
        platform: headerText(reporter.platform),
        appVersion: headerText(reporter.appVersion),
        name,
        params: kept,
        occurredAt: new Date(occurred_at),
      };
    });
    if (faults.length > 0) throw new Problem(problems.validation, { invalidFields: faults });
    const forwarded = await this.forwarding.isWanted(reporter);
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(AppEventEntity, rows);
      if (forwarded) await this.forwarding.enqueue(manager, reporter, rows);
      for (const row of rows) await this.observers.get(row.name)?.(manager, row);
    });
  }

  /** When the app last reported that it died in this customer's hands; by our clock. */
  async lastCrashOf(customerId: string): Promise<Date | undefined> {
    const crash = await this.dataSource.getRepository(AppEventEntity).findOne({
      select: { id: true, receivedAt: true },
      where: { customerId, name: CRASH },
      order: { receivedAt: 'DESC' },
    });
    return crash?.receivedAt;
  }
}

const headerText = (text: string | undefined): string | null =>
  text !== undefined && HEADER_TEXT.test(text) ? text : null;
