import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { type InvalidField, Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { AppEventDto } from './app-events.dto.js';
import { AppEventEntity, type EventValue } from './app-event.entity.js';
import { readEventParameters } from './event-parameters.js';

/** The name under which Firebase's own libraries report that the app died. */
const CRASH = 'app_exception';
const HEADER_TEXT = /^[0-9A-Za-z.+-]{1,60}$/;

/** Who reports events, as far as it is known. */
export interface EventReporter {
  readonly customerId: string | undefined;
  readonly platform: string | undefined;
  readonly appVersion: string | undefined;
}

/** What apps report of themselves. */
@Injectable()
export class AppEvents {
  constructor(@InjectRepository(AppEventEntity) private readonly events: Repository<AppEventEntity>) {}

  /**
   * Keeps all of them or none.
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
    await this.events.insert(rows);
  }

  /** When the app last reported that it died in this customer's hands; by our clock. */
  async lastCrashOf(customerId: string): Promise<Date | undefined> {
    const crash = await this.events.findOne({
      select: { id: true, receivedAt: true },
      where: { customerId, name: CRASH },
      order: { receivedAt: 'DESC' },
    });
    return crash?.receivedAt;
  }
}

const headerText = (text: string | undefined): string | null =>
  text !== undefined && HEADER_TEXT.test(text) ? text : null;
