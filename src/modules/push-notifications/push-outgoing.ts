import type { PushContent } from './push-message.js';
import type { OutgoingPush } from './push-sender.port.js';

/** A message as the push service gets it, but for whom it is; the app reports `delivery_id` when it is opened. */
export function messageOf(
  { messageId, title, body, data, deepLink, category }: PushContent & { readonly messageId: string },
  { deliveryId, ttlSeconds }: { readonly deliveryId: string; readonly ttlSeconds: number },
): Omit<OutgoingPush, 'target'> {
  return {
    title,
    body,
    data: { ...data, delivery_id: deliveryId, category, ...(deepLink !== null && { deep_link: deepLink }) },
    category,
    collapseKey: messageId,
    ttlSeconds,
  };
}
