/** A counter after it was raised. */
export interface Count {
  /** How often it was raised in the present window, this time included. */
  readonly count: number;
  /** Milliseconds until it begins again. */
  readonly remainingMs: number;
}

export interface SharedStoreStatus {
  readonly medium: 'process' | 'redis';
  /** False while each instance has to do with what it has itself. */
  readonly reachable: boolean;
  /** Since when it is so. */
  readonly since: Date;
}

/** Hears what instances tell each other. */
export interface Listener {
  heard(message: string): void;
  /** Messages may have been missed up to now. */
  missed(): void;
}

/**
 * What the instances of the product have in common. Nothing in it is kept for good, nothing here throws, and nothing
 * waits longer than a moment: whoever uses it goes on without it.
 */
export abstract class SharedStore {
  abstract readonly status: SharedStoreStatus;

  /** Raises a counter that begins again `windowMs` after it was first raised; counts in this process when it must. */
  abstract count(key: string, windowMs: number): Promise<Count>;

  /** Each key's value in the given order; undefined for what was never written, ran out, or cannot be had now. */
  abstract read(keys: readonly string[]): Promise<readonly (string | undefined)[]>;

  /** Keeps a value for so long at most; false when it was not kept. */
  abstract write(key: string, value: string, ttlMs: number): Promise<boolean>;

  /** Tells every instance, this one too; false when it was not told. */
  abstract announce(channel: string, message: string): Promise<boolean>;

  abstract listen(channel: string, listener: Listener): void;
}
