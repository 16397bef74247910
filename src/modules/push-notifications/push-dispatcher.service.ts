import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { PushCampaignStates } from './push-campaign-states.service.js';
import { PushDeliveryQueue } from './push-delivery-queue.service.js';
import { PushFanOut } from './push-fan-out.service.js';
import { type PushNotificationsConfig, pushNotificationsConfig } from './push-notifications.config.js';
import { PushPace } from './push-pace.service.js';
import { PushSending } from './push-sending.service.js';

const POLL_MS = 1_000;
const SETTLE_MS = 2_000;
/** Messages that are claimed, sent and recorded together. */
const WAVE = 20;
/** How long messages under way may take to end at shutdown. */
const SHUTDOWN_WAIT_MS = 8_000;

/**
 * Keeps pushes going in this process: begins campaigns, sends what is due in waves at the common pace, settles what is
 * over. Everything it knows is in Postgres, so any number of instances do it together.
 */
@Injectable()
export class PushDispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly waves = new Set<Promise<void>>();
  private readonly loops: Promise<void>[] = [];
  /** Of the loops that wait for their next poll. */
  private readonly wakeUps = new Set<() => void>();

  constructor(
    private readonly fanOut: PushFanOut,
    private readonly queue: PushDeliveryQueue,
    private readonly pace: PushPace,
    private readonly sending: PushSending,
    private readonly campaigns: PushCampaignStates,
    @Inject(pushNotificationsConfig.token) private readonly config: PushNotificationsConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(PushDispatcher.name);
  }

  onApplicationBootstrap(): void {
    this.loops.push(
      this.loop(() => this.fanOut.advance(), POLL_MS),
      this.loop(() => this.sendWave(), POLL_MS),
      this.loop(() => this.campaigns.settle(), SETTLE_MS),
    );
  }

  /** Looks for work before the next poll. */
  wake(): void {
    for (const wakeUp of this.wakeUps) wakeUp();
  }

  /** Before the connections close: begins nothing more and lets what is under way end. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake();
    // The loops first: the last of them may just have begun a wave.
    const over = Promise.allSettled(this.loops).then(() => Promise.allSettled(this.waves));
    await Promise.race([over, delay(SHUTDOWN_WAIT_MS, undefined, { ref: false })]);
    if (this.waves.size > 0) this.logger.warn('push messages are under way; what becomes of them is not recorded');
  }

  /** Repeats a piece of work while there is more of it, else at the next poll. */
  private async loop(work: () => Promise<boolean>, pollMs: number): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const more = await work().catch((error: unknown) => {
        this.logger.error({ err: error }, 'push work failed');
        return false;
      });
      if (!more) await this.pause(pollMs);
    }
  }

  /** Begins one wave once there is something to send, a place to send it from, and leave by the pace. */
  private async sendWave(): Promise<boolean> {
    const size = Math.min(WAVE, this.config.inFlight, this.config.messagesPerSecond);
    while ((this.waves.size + 1) * size > this.config.inFlight && this.waves.size > 0) await Promise.race(this.waves);
    if (!(await this.queue.anyDue())) return false;
    const { signal } = this.stopping;
    await delay(await this.pace.reserve(size), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return false;
    const deliveries = await this.queue.claim(size);
    if (deliveries.length === 0) return false;
    const wave: Promise<void> = this.sending
      .send(deliveries)
      .catch((error: unknown) => this.logger.error({ err: error }, 'push wave could not be recorded'))
      .finally(() => this.waves.delete(wave));
    this.waves.add(wave);
    return true;
  }

  /** Until it is over, woken or stopped. */
  private async pause(milliseconds: number): Promise<void> {
    if (this.stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.wakeUps.delete(end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      this.wakeUps.add(end);
    });
  }
}
