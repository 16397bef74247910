import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { createClient, ErrorReply } from '@redis/client';
import type { PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import { InProcessStore } from './in-process-store.js';
import { type Count, type Listener, SharedStore, type SharedStoreStatus } from './shared-store.js';

export interface RedisStoreOptions {
  readonly url: string;
  /** Before every key and channel, so that several products can share one Redis. */
  readonly prefix?: string;
}

/** A command that is not answered by then is done without; far above what a Redis nearby takes. */
const COMMAND_MS = 150;
/** After an unanswered command the others do not wait for theirs either, for so long. */
const SUSPENDED_MS = 1_000;
const CONNECT_MS = 2_000;
const PING_MS = 2_000;
/** Above the interval of pings: a connection on which nothing arrives for so long is dead. */
const SILENT_MS = 5_000;
const MOST_PENDING = 10_000;

const counted = z.tuple([z.unknown(), z.number().int(), z.number().int()]);

/** A Redis, or what this process has itself while that is lost. Loss and return are logged once each. */
export class RedisStore extends SharedStore implements OnModuleInit, OnApplicationShutdown {
  private readonly client: ReturnType<typeof createClient>;
  private readonly prefix: string;
  private readonly alone = new InProcessStore();
  private readonly listeners = new Map<string, Listener[]>();
  private readonly subscribed = new Set<string>();
  private readonly refusals = new Set<string>();
  private current: SharedStoreStatus = { medium: 'redis', reachable: false, since: new Date() };
  /** Whether the log says that it is lost. */
  private lossTold = false;
  /** Monotonic milliseconds. */
  private suspendedUntil = 0;
  private closed = false;

  constructor(
    { url, prefix = 'backend-app-mobile:' }: RedisStoreOptions,
    private readonly logger: PinoLogger,
  ) {
    super();
    this.prefix = prefix;
    this.client = createClient({
      url,
      socket: {
        connectTimeout: CONNECT_MS,
        socketTimeout: SILENT_MS,
        reconnectStrategy: (retries) => Math.min(2_000, 50 * 2 ** Math.min(retries, 6)),
      },
      pingInterval: PING_MS,
      // What cannot be asked now is done without, not later.
      disableOfflineQueue: true,
      commandsQueueMaxLength: MOST_PENDING,
      maintNotifications: 'disabled',
    });
    this.client.on('error', (error: unknown) => this.lost(reasonOf(error)));
    this.client.on('ready', () => {
      this.suspendedUntil = 0;
      this.answers();
    });
    this.client.on('ping-interval', () => this.answers());
  }

  get status(): SharedStoreStatus {
    return this.current;
  }

  onModuleInit(): void {
    // Not waited for: the product is ready without it, and tries for ever.
    this.client.connect().catch((error: unknown) => this.lost(reasonOf(error)));
  }

  onApplicationShutdown(): void {
    this.closed = true;
    this.client.destroy();
  }

  async count(key: string, windowMs: number): Promise<Count> {
    const name = this.prefix + key;
    const counts = await this.ask(async () => {
      const replies = await this.client
        .multi()
        .set(name, 0, { condition: 'NX', expiration: { type: 'PX', value: windowMs } })
        .incr(name)
        .pTTL(name)
        .exec();
      const [, count, remainingMs] = counted.parse(replies);
      // It ran out between the commands of a server that lets time pass there.
      if (remainingMs < 0) await this.client.pExpire(name, windowMs);
      return { count, remainingMs: remainingMs < 0 ? windowMs : remainingMs };
    });
    return counts ?? this.alone.count(key, windowMs);
  }

  async read(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    const values = await this.ask(() => this.client.mGet(keys.map((key) => this.prefix + key)));
    return keys.map((_, index) => values?.[index] ?? undefined);
  }

  async write(key: string, value: string, ttlMs: number): Promise<boolean> {
    const expiration = { type: 'PX' as const, value: ttlMs };
    return (await this.ask(() => this.client.set(this.prefix + key, value, { expiration }))) !== undefined;
  }

  async announce(channel: string, message: string): Promise<boolean> {
    return (await this.ask(() => this.client.publish(this.prefix + channel, message))) !== undefined;
  }

  listen(channel: string, listener: Listener): void {
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), listener]);
    if (this.client.isReady) void this.subscribe();
  }

  /** The command's reply; undefined when there is none in time, or a refusal. */
  private async ask<T>(command: () => Promise<T>): Promise<T | undefined> {
    if (!this.client.isReady || performance.now() < this.suspendedUntil) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<typeof LATE>((resolve) => {
      timer = setTimeout(() => resolve(LATE), COMMAND_MS);
    });
    try {
      const reply = await Promise.race([command(), late]);
      if (reply !== LATE) {
        this.answers();
        return reply;
      }
      this.suspendedUntil = performance.now() + SUSPENDED_MS;
      this.lost('timeout');
    } catch (error) {
      // The server lives and refuses; a connection that broke says so itself.
      if (error instanceof ErrorReply) this.refused(reasonOf(error));
    } finally {
      clearTimeout(timer);
    }
    return undefined;
  }

  /** Takes up every channel; the client itself takes them up again on a new connection. */
  private async subscribe(): Promise<void> {
    for (const [channel, listeners] of this.listeners) {
      if (!this.subscribed.has(channel)) {
        this.subscribed.add(channel);
        const heard = (message: string) => {
          for (const listener of this.listeners.get(channel) ?? []) listener.heard(message);
        };
        try {
          await this.client.subscribe(this.prefix + channel, heard);
        } catch (error) {
          // The connection broke again: the next one begins anew.
          this.subscribed.delete(channel);
          this.refused(reasonOf(error));
          continue;
        }
      }
      for (const listener of listeners) listener.missed();
    }
  }

  private answers(): void {
    if (this.current.reachable) return;
    this.current = { medium: 'redis', reachable: true, since: new Date() };
    if (this.lossTold) this.logger.info('the shared store is back');
    this.lossTold = false;
    void this.subscribe();
  }

  private lost(reason: string): void {
    if (this.closed) return;
    if (this.current.reachable) this.current = { medium: 'redis', reachable: false, since: new Date() };
    if (this.lossTold) return;
    this.lossTold = true;
    this.logger.warn({ reason }, 'the shared store is lost: this instance counts and caches on its own');
  }

  private refused(reason: string): void {
    if (this.closed || this.refusals.has(reason)) return;
    this.refusals.add(reason);
    this.logger.warn({ reason }, 'the shared store refuses');
  }
}

const LATE = Symbol('late');

/** A word for an error of the client, the socket or the server; never its text, which may show addresses or keys. */
function reasonOf(error: unknown): string {
  if (error instanceof ErrorReply) return /^[A-Z]+\b/.exec(error.message)?.[0] ?? 'ERR';
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return error instanceof Error ? error.name : 'unknown';
}
