import { randomUUID } from 'node:crypto';

/** The events of the document. */
export type EventName =
  | 'order-form-created'
  | 'order-form-updated'
  | 'order-attachment-created'
  | 'order-attachment-updated'
  | 'order-created'
  | 'order-updated'
  | 'task-created'
  | 'task-updated'
  | 'task-started'
  | 'task-reported'
  | 'task-completed'
  | 'task-rated'
  | 'comment-created'
  | 'employee-created';

/** A URL as an administrator sets it on the panel, with HTTP Basic credentials when it asks for authentication. */
export interface Webhook {
  readonly url: string;
  readonly credentials?: { readonly user: string; readonly password: string };
}

/** One entry of the panel's history of events. */
export interface Delivery {
  readonly id: string;
  readonly event: EventName;
  readonly url: string;
  readonly body: unknown;
  /** `null` until answered, and when nobody answered. */
  status: number | null;
}

const KEPT_DELIVERIES = 200;
const PATIENCE_MS = 5_000;

/** Delivers events one after the other to every registered URL, once: the document speaks of no second try. */
export class FieldControlWebhooks {
  private registered: Webhook[] = [];
  private history: Delivery[] = [];
  private last: Promise<void> = Promise.resolve();
  private readonly closing = new AbortController();

  register(webhook: Webhook): void {
    this.registered = [...this.registered.filter(({ url }) => url !== webhook.url), webhook];
  }

  unregister(url: string): void {
    this.registered = this.registered.filter((webhook) => webhook.url !== url);
  }

  /** Oldest first. */
  deliveries(): readonly Delivery[] {
    return this.history;
  }

  emit(event: EventName, body: unknown): void {
    for (const webhook of this.registered) {
      const delivery: Delivery = { id: randomUUID(), event, url: webhook.url, body, status: null };
      this.history = [...this.history, delivery].slice(-KEPT_DELIVERIES);
      this.send(webhook, delivery);
    }
  }

  /** Sends a delivery again, with the same id, as a network in trouble may. Throws RangeError for one it never made. */
  repeat(deliveryId: string): void {
    const delivery = this.history.find(({ id }) => id === deliveryId);
    const webhook = this.registered.find(({ url }) => url === delivery?.url);
    if (delivery === undefined || webhook === undefined) throw new RangeError(`there is no delivery ${deliveryId}`);
    this.send(webhook, delivery);
  }

  /** Resolves once everything emitted so far is delivered or has failed. */
  settled(): Promise<void> {
    return this.last;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.last;
  }

  /** For the control plane: no credentials. */
  toJSON(): unknown {
    return { registered: this.registered.map(({ url }) => url), deliveries: this.history };
  }

  private send(webhook: Webhook, delivery: Delivery): void {
    this.last = this.last.then(async () => {
      try {
        const answer = await fetch(webhook.url, {
          method: 'POST',
          headers: {
            'X-FieldControl-Event': delivery.event,
            'X-FieldControl-Delivery': delivery.id,
            'Content-Type': 'application/json',
            ...authorization(webhook),
          },
          body: JSON.stringify(delivery.body),
          signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(PATIENCE_MS)]),
        });
        await answer.arrayBuffer();
        delivery.status = answer.status;
      } catch {
        // Nobody there, too slow, or we are closing: the history shows a delivery without an answer.
      }
    });
  }
}

function authorization({ credentials }: Webhook): Record<string, string> {
  if (credentials === undefined) return {};
  const encoded = Buffer.from(`${credentials.user}:${credentials.password}`, 'utf8').toString('base64');
  return { Authorization: `Basic ${encoded}` };
}
