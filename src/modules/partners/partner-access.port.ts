export type PartnerId = 'NEO' | 'BIT_TRAINERS';

/** What a customer logs in to a partner with: their own document and password. A secret; no part of it is kept. */
export interface SubscriberLogin {
  readonly username: string;
  readonly password: string;
}

export interface SubscriberRequest {
  /** As the partner's authentication answered it. */
  readonly subscriberId: string;
  /** What the customer wants to use, as the partner names it. */
  readonly resourceId: string;
  readonly countryCode?: string | undefined;
  readonly actionId?: string | undefined;
  /** Network address of the customer. */
  readonly ipAddress?: string | undefined;
}

/** What this domain needs of the provider: who a partner's customer is, and what they may use. */
export abstract class PartnerAccessPort {
  /** The id by which the partner knows the customer; undefined when the login is refused. */
  abstract authenticate(partner: PartnerId, login: SubscriberLogin): Promise<string | undefined>;
  abstract authorise(partner: PartnerId, request: SubscriberRequest): Promise<boolean>;
}
