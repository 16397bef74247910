import type { AudienceTarget } from '../audience/audience-target.js';

/** Whom a campaign is for. */
export type PushAudience =
  /** Customers that are listed in `push_campaign_recipient`. */
  | { readonly kind: 'CUSTOMERS'; readonly customers: number }
  /** Whoever subscribed to it at the push service. */
  | { readonly kind: 'TOPIC'; readonly topic: string }
  /** Every device that the segment fits. */
  | { readonly kind: 'SEGMENT'; readonly segment: AudienceTarget };
