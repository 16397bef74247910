import type { EventValue } from './app-event.entity.js';

/** Events of one installation of the app. */
export interface AnalyticsBatch {
  readonly platform: 'ios' | 'android';
  readonly appInstanceId: string;
  readonly events: readonly {
    readonly name: string;
    readonly occurredAt: Date;
    readonly params: Readonly<Record<string, EventValue>>;
  }[];
}

/** Who counts what happens in the app. */
export abstract class AppAnalyticsPort {
  /** Whether events of such an installation are counted at all. */
  abstract takes(platform: string, appInstanceId: string): platform is 'ios' | 'android';
  /** At most one request. Throws when the events were surely not taken and may be later. */
  abstract collect(batch: AnalyticsBatch): Promise<void>;
}
