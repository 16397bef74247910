/** What an upstream told us by a delivery of its own. */
export interface FieldControlDelivery {
  /** What the header names the event. */
  readonly event: string;
  readonly body: unknown;
}

/** `ignored`: an event that changes nothing we keep. */
export type DeliveryEffect = 'applied' | 'ignored';

/** What the webhook needs of Field Control's side. */
export abstract class FieldControlDeliveriesPort {
  /** Whether the sender proved to be Field Control, by the authentication configured in its panel. */
  abstract authenticates(authorization: string | undefined): boolean;
  /** Whether the event is one of those documented. */
  abstract knows(event: string): boolean;
  /** Whether the body can be what its event says. */
  abstract fits(delivery: FieldControlDelivery): boolean;
  /** Carries out what the event means for our state; may be called again for the same delivery, and in any order. */
  abstract apply(delivery: FieldControlDelivery): Promise<DeliveryEffect>;
}
