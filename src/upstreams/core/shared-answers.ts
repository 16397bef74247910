import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AuthConfig } from '../../common/auth/auth.config.js';
import { keyedHash } from '../../common/auth/keyed-hash.js';
import { keyFor, openBytes, sealBytes } from '../../common/auth/sealing.js';
import type { SharedStore } from '../../common/shared-store/shared-store.js';
import type { AnswerCache } from './answer-cache.js';

const CHANNEL = 'answers';
const LONGEST_MS = 86_400_000;
/** An owner's generation outlives every answer of an earlier one. */
const GENERATION_MS = LONGEST_MS + 3_600_000;
const FIRST_GENERATION = '0';
const LARGEST_CHARACTERS = 256 * 1024;
const MOST_UNTOLD = 10_000;

const ownerSchema = z.object({ system: z.string(), owner: z.string() });
type Owner = z.infer<typeof ownerSchema>;

const answerSchema = z.object({ generation: z.string(), storedAt: z.number(), payload: z.unknown() });

/** What an upstream answered, before its schema parsed it. */
export interface SharedAnswer {
  readonly payload: unknown;
  /** Epoch milliseconds. */
  readonly storedAt: number;
}

/** The owner's generation at the time of a reading: an answer that is kept under an earlier one is forgotten. */
export interface SharedReading {
  readonly generation: string;
  readonly answer: SharedAnswer | undefined;
}

/**
 * Answers that one instance read and others need not. Behind each instance's own cache: what is fresh there is not
 * looked for here. A write on an owner's behalf forgets what any instance has of the owner. Keys are hashed and values
 * sealed: the store shows nothing of a customer.
 */
export class SharedAnswers {
  private readonly sealingKey: Buffer;
  private readonly pepper: string;
  private readonly caches = new Map<string, AnswerCache>();
  /** Owners that were written for while the store could not be told. */
  private readonly untold = new Map<string, Owner>();

  constructor(
    private readonly store: SharedStore,
    { credentialSealingKey, identifierPepper }: Pick<AuthConfig, 'credentialSealingKey' | 'identifierPepper'>,
  ) {
    this.sealingKey = keyFor(credentialSealingKey, 'shared-answers');
    this.pepper = identifierPepper;
    store.listen(CHANNEL, { heard: (message) => this.heard(message), missed: () => this.missed() });
  }

  /** Makes a system's own cache known, to forget there what another instance wrote. */
  join(system: string, cache: AnswerCache): void {
    this.caches.set(system, cache);
  }

  async read(system: string, owner: string, call: string): Promise<SharedReading> {
    const nothing = { generation: FIRST_GENERATION, answer: undefined };
    const whose = { system, owner };
    if (this.untold.has(keyOf(whose)) && !(await this.tell(whose))) return nothing;
    const key = this.answerKey(whose, call);
    const [generation = FIRST_GENERATION, sealed] = await this.store.read([this.generationKey(whose), key]);
    const answer = sealed === undefined ? undefined : this.open(key, answerSchema, sealed);
    return { generation, answer: answer?.generation === generation ? answer : undefined };
  }

  /** @param reading what `read` said before the upstream was asked */
  async write(
    system: string,
    owner: string,
    call: string,
    { generation }: SharedReading,
    payload: unknown,
    lifeMs: number,
  ): Promise<void> {
    const key = this.answerKey({ system, owner }, call);
    const sealed = this.seal(key, { generation, storedAt: Date.now(), payload });
    if (sealed.length <= LARGEST_CHARACTERS) await this.store.write(key, sealed, Math.min(lifeMs, LONGEST_MS));
  }

  /** Forgets what any instance has of the owner; said later when the store cannot be told now. */
  async forget(system: string, owner: string): Promise<void> {
    await this.tell({ system, owner });
  }

  private async tell(whose: Owner): Promise<boolean> {
    const forgotten = await this.store.write(this.generationKey(whose), randomUUID(), GENERATION_MS);
    const told = forgotten && (await this.store.announce(CHANNEL, this.seal(CHANNEL, whose)));
    if (told) this.untold.delete(keyOf(whose));
    else if (this.untold.size < MOST_UNTOLD) this.untold.set(keyOf(whose), whose);
    return told;
  }

  private heard(message: string): void {
    const whose = this.open(CHANNEL, ownerSchema, message);
    if (whose !== undefined) this.caches.get(whose.system)?.invalidate(whose.owner);
  }

  private missed(): void {
    for (const cache of this.caches.values()) cache.doubt();
    for (const whose of this.untold.values()) void this.tell(whose);
  }

  private generationKey({ system, owner }: Owner): string {
    return `generation:${system}:${this.hash(owner)}`;
  }

  private answerKey({ system, owner }: Owner, call: string): string {
    return `answer:${system}:${this.hash(`${owner}\n${call}`)}`;
  }

  private hash(text: string): string {
    return keyedHash(this.pepper, 'shared-answers', text).toString('base64url');
  }

  private seal(context: string, value: object): string {
    return sealBytes(this.sealingKey, context, Buffer.from(JSON.stringify(value))).toString('base64url');
  }

  private open<T>(context: string, schema: z.ZodType<T>, sealed: string): T | undefined {
    const clear = openBytes(this.sealingKey, context, Buffer.from(sealed, 'base64url'));
    if (clear === undefined) return undefined;
    // What was sealed with our key was written by us; by another version of us, perhaps.
    const parsed = schema.safeParse(JSON.parse(clear.toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  }
}

const keyOf = ({ system, owner }: Owner): string => `${system} ${owner}`;
