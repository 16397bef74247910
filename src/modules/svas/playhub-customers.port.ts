import type { Document } from '../../common/brazil/document.js';
import type { Answered } from '../../common/http/answered.js';

/** Services of PlayHub, by the words of our catalogue. */
export const playhubServices = ['FOX_SPORTS', 'UOL', 'WATCH_TV', 'ESPORTE_INTERATIVO', 'MCAFEE'] as const;
export type PlayhubService = (typeof playhubServices)[number];

export interface SvaHolder {
  readonly id: string;
  readonly document: Document;
}

/** What the provider tells PlayHub about a customer. */
export abstract class PlayhubCustomersPort {
  /**
   * The services of PlayHub that the customer has.
   * @param freshness `now` for deciding, `kept` for showing
   */
  abstract servicesOf(holder: SvaHolder, freshness: 'now' | 'kept'): Promise<Answered<ReadonlySet<PlayhubService>>>;
}
