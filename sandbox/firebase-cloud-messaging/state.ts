import { randomBytes } from 'node:crypto';
import type { Clock } from '../../src/common/brazil/dates.js';

/** What the simulated service says of a token, beside taking its messages. */
export const tokenConditions = [
  'UNREGISTERED',
  'INVALID_ARGUMENT',
  'SENDER_ID_MISMATCH',
  'THIRD_PARTY_AUTH_ERROR',
  'INTERNAL',
  'UNAVAILABLE',
] as const;
export type TokenCondition = (typeof tokenConditions)[number];

/** How many messages are taken in how long; more are refused until it is over. */
export interface Quota {
  readonly messages: number;
  readonly windowMs: number;
}

export interface TakenMessage {
  readonly name: string;
  /** A token, or `/topics/` and a topic. */
  readonly target: string;
  readonly message: Readonly<Record<string, unknown>>;
}

const TOKEN_LIFE_SECONDS = 3_599;
const KEPT_MESSAGES = 1_000;
/** What Google grants a project. */
const GOOGLE_QUOTA: Quota = { messages: 600_000, windowMs: 60_000 };

/** Leave to call, as Google gave it; it outlives a reset of everything else, as the callers keep it. */
export class AccessTokens {
  /** Epoch milliseconds at which each ends. */
  private readonly ends = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  issue(): { readonly access_token: string; readonly expires_in: number; readonly token_type: 'Bearer' } {
    const token = `ya29.${randomBytes(24).toString('base64url')}`;
    this.ends.set(token, this.clock() + TOKEN_LIFE_SECONDS * 1_000);
    return { access_token: token, expires_in: TOKEN_LIFE_SECONDS, token_type: 'Bearer' };
  }

  has(token: string): boolean {
    return (this.ends.get(token) ?? 0) > this.clock();
  }

  /** Ends all of them at once. */
  revoke(): void {
    this.ends.clear();
  }
}

/** What the simulated service knows. Every well-formed token is of some device unless something else is said of it. */
export class FirebaseState {
  private readonly conditions = new Map<string, TokenCondition>();
  /** The latest messages that were taken. */
  readonly messages: TakenMessage[] = [];
  /** How often a message of one key was taken for one target. */
  private readonly takenByKey = new Map<string, number>();
  quota: Quota = GOOGLE_QUOTA;
  private window = { endsAt: 0, used: 0 };
  taken = 0;
  duplicates = 0;
  refusedForQuota = 0;

  constructor(
    readonly accessTokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  say(token: string, condition: TokenCondition): void {
    this.conditions.set(token, condition);
  }

  /** What was said of the token; one that begins with `sandbox-unregistered` and the like says it of itself. */
  conditionOf(token: string): TokenCondition | undefined {
    return (
      this.conditions.get(token) ??
      tokenConditions.find((condition) => token.startsWith(`sandbox-${condition.toLowerCase().replaceAll('_', '-')}`))
    );
  }

  /** Seconds to wait when the quota is spent. Refused calls count as well. */
  quotaWait(): number | undefined {
    const now = this.clock();
    if (now >= this.window.endsAt) this.window = { endsAt: now + this.quota.windowMs, used: 0 };
    this.window.used += 1;
    if (this.window.used <= this.quota.messages) return undefined;
    this.refusedForQuota += 1;
    return Math.max(1, Math.ceil((this.window.endsAt - now) / 1_000));
  }

  /** Takes a message. The real service shows a repeated one twice; here it is counted. */
  take(taken: TakenMessage, key: string | undefined): void {
    this.taken += 1;
    this.messages.push(taken);
    if (this.messages.length > KEPT_MESSAGES) this.messages.shift();
    if (key === undefined) return;
    const pair = `${taken.target}|${key}`;
    const before = this.takenByKey.get(pair) ?? 0;
    this.takenByKey.set(pair, before + 1);
    if (before > 0) this.duplicates += 1;
  }

  /** How often messages of a key were taken for a target. */
  timesTaken(target: string, key: string): number {
    return this.takenByKey.get(`${target}|${key}`) ?? 0;
  }

  /** As the control plane prints it: neither tokens nor a map of every message ever. */
  toJSON(): object {
    const { taken, duplicates, refusedForQuota, quota, messages } = this;
    return { taken, duplicates, refusedForQuota, quota, messages: messages.slice(-20) };
  }
}
