import type { ActPlace } from '../../common/acts/act-holds.js';

/** The kind of act that moves a visit: how often one was moved is counted by it. */
export const RESCHEDULE = 'service-order.reschedule';

/** What moves an order's visit and what calls it off exclude each other. */
export const orderSubject = (orderId: string): string => `order:${orderId}`;

export const orderPlace = (customerId: string, orderId: string): ActPlace => ({
  customerId,
  subject: orderSubject(orderId),
});
