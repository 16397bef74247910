import type { z } from 'zod';

/** Headers of every delivery, in lower case as they arrive: which event it is, and an id of this delivery alone. */
export const EVENT_HEADER = 'x-fieldcontrol-event';
export const DELIVERY_HEADER = 'x-fieldcontrol-delivery';

/** An event that Field Control delivers to us by `POST`, its body being the resource it is about. */
export interface WebhookEvent<P = unknown> {
  /** What the header names it. */
  readonly name: string;
  /** The description the event has in the document. */
  readonly title: string;
  readonly payload: z.ZodType<P>;
  /** Why a part of this declaration is an assumption, when the document gives no example. */
  readonly assumption?: string;
}

/** Declares one documented event; the route, its validation and the coverage list come from the object. */
export const webhookEvent = <P>(declared: WebhookEvent<P>): WebhookEvent<P> => Object.freeze(declared);
