import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { PinoLogger } from 'nestjs-pino';
import { IsNull, LessThan, Or, Repository } from 'typeorm';
import { z } from 'zod';
import { type HttpConfig, httpConfig } from '../../common/http/http.config.js';
import { remainingMilliseconds } from '../../common/http/request-scope.js';
import { doubling, WorkQueue } from '../../common/jobs/work-queue.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { ServiceOrderActEntity, type ServiceOrderActKind } from './service-order-act.entity.js';
import { type ServiceOrdersConfig, serviceOrdersConfig } from './service-orders.config.js';

export interface NewAct {
  readonly customerId: string;
  readonly kind: ServiceOrderActKind;
  /** `orderSubject` or `openingSubject`. */
  readonly subject: string;
  readonly serviceOrderId?: string;
}

/** An act in the hands of one request or one piece of work. */
export interface HeldAct {
  readonly row: ServiceOrderActEntity;
  /** An earlier act on the same subject that was found out to be carried out just now. */
  readonly settledBefore: ServiceOrderActEntity | undefined;
}

/** Finds out by reading what became of an act, and carries on with it; false when that cannot be told yet. */
export type Settler = (act: HeldAct) => Promise<boolean>;

const TOPIC = 'service-orders.settle';
const insertedRows = z.array(z.object({ id: z.string() }));
const settlePayload = z.object({ actId: z.string() });
/** After the request's own budget, how long a silent holder keeps its act. */
const LOCK_MARGIN_MS = 5_000;
const POLL_MS = 100;
/** What is left of a request when it stops waiting for another's act. */
const RESERVED_MS = 1_000;
const UNFINISHED_RETRY_MS = 1_000;

export const orderSubject = (orderId: string): string => `order:${orderId}`;
export const openingSubject = (contractId: string, type: string): string => `contract:${contractId}:${type}`;

class NotSettledError extends Error {
  override readonly name = 'NotSettledError';
}

/**
 * Acts that the provider must not be sent twice. One at a time on a subject, whatever the number of instances; an act
 * whose answer was lost stays until reading the provider told what became of it.
 */
@Injectable()
export class ServiceOrderActs implements OnModuleInit {
  private readonly settlers = new Map<ServiceOrderActKind, Settler>();

  constructor(
    @InjectRepository(ServiceOrderActEntity) private readonly acts: Repository<ServiceOrderActEntity>,
    private readonly queue: WorkQueue,
    @Inject(httpConfig.token) private readonly http: HttpConfig,
    @Inject(serviceOrdersConfig.token) private readonly config: ServiceOrdersConfig,
    private readonly logger: PinoLogger,
  ) {}

  onModuleInit(): void {
    this.queue.start({
      topic: TOPIC,
      payload: settlePayload,
      concurrency: 2,
      timeoutMs: 30_000,
      maxAttempts: 30,
      backoffMs: doubling(2_000, 600_000),
      run: ({ actId }) => this.settleById(actId),
    });
  }

  /** Says how acts of a kind are settled. */
  settleWith(kind: ServiceOrderActKind, settler: Settler): void {
    this.settlers.set(kind, settler);
  }

  /**
   * Holds the subject while `work` checks, sends and finishes the act. What stands on the subject is settled first.
   * @throws Problem REQUEST_IN_FLIGHT when another act on it does not end in time, OUTCOME_UNCERTAIN when nobody can
   * tell yet what became of an earlier one.
   */
  async holding<T>(act: NewAct, work: (held: HeldAct) => Promise<T>): Promise<T> {
    const held = await this.acquire(act);
    try {
      return await work(held);
    } finally {
      // Nothing was sent: it was refused, and leaves no trace.
      await this.acts.delete({ id: held.row.id, state: 'checking' });
      await this.release(held);
    }
  }

  /** The act that stands on a subject. */
  standing(subject: string): Promise<ServiceOrderActEntity | null> {
    return this.acts.findOneBy({ subject, finishedAt: IsNull() });
  }

  /** From now on the act may have been carried out; `details` is what settling it will need. */
  send({ row }: HeldAct, details: object): Promise<void> {
    return this.change(row, { state: 'sent', details });
  }

  /** A part of the act is carried out; the rest is tried again until it is. */
  async unfinished({ row }: HeldAct, details: object): Promise<void> {
    await this.change(row, { state: 'unfinished', details });
    await this.settleLater(row, UNFINISHED_RETRY_MS);
  }

  /** The answer was lost and reading does not tell: reading goes on without the customer. */
  uncertain({ row }: HeldAct): Promise<void> {
    return this.settleLater(row, this.config.settleSeconds * 1_000);
  }

  done({ row }: HeldAct, serviceOrderId: string | null): Promise<void> {
    return this.change(row, { state: 'done', serviceOrderId, finishedAt: new Date() });
  }

  /** The act was certainly not carried out. */
  async drop({ row }: HeldAct): Promise<void> {
    await this.acts.delete({ id: row.id });
  }

  /** Whether a lost act would have left its trace by now, had it been carried out. */
  wouldShow({ row }: HeldAct): boolean {
    return Date.now() - row.begunAt.getTime() >= this.config.settleSeconds * 1_000;
  }

  /** How often the customer moved the visit of an order. */
  reschedules(orderId: string): Promise<number> {
    return this.acts.countBy({ serviceOrderId: orderId, kind: 'RESCHEDULE', state: 'done' });
  }

  private async acquire(act: NewAct): Promise<HeldAct> {
    let settledBefore: ServiceOrderActEntity | undefined;
    while (remainingMilliseconds() > RESERVED_MS) {
      const row = await this.begin(act);
      if (row !== undefined) return { row, settledBefore };
      const standing = await this.standing(act.subject);
      if (standing === null) continue;
      const taken = await this.take(standing.id);
      if (taken === undefined) {
        await delay(POLL_MS);
        continue;
      }
      if (!(await this.settle(taken))) throw new Problem(problems.outcomeUncertain);
      if (taken.state === 'done') settledBefore = taken;
    }
    throw new Problem(problems.requestInFlight, { retryAfterSeconds: 2 });
  }

  /** The new act, or undefined when another stands on its subject. */
  private async begin(act: NewAct): Promise<ServiceOrderActEntity | undefined> {
    const inserted = await this.acts
      .createQueryBuilder()
      .insert()
      .values({ ...act, ...this.lock(), state: 'checking', details: {} })
      .orIgnore()
      .returning('id')
      .execute();
    const [row] = insertedRows.parse(inserted.raw);
    return row === undefined ? undefined : this.acts.findOneByOrFail({ id: row.id });
  }

  /** Takes over an act that nobody holds. */
  private async take(id: string): Promise<ServiceOrderActEntity | undefined> {
    const lock = this.lock();
    await this.acts.update({ id, finishedAt: IsNull(), lockedUntil: Or(IsNull(), LessThan(new Date())) }, lock);
    return (await this.acts.findOneBy({ id, holder: lock.holder })) ?? undefined;
  }

  private lock(): { holder: string; lockedUntil: Date } {
    return { holder: randomUUID(), lockedUntil: new Date(Date.now() + this.http.requestBudgetMs + LOCK_MARGIN_MS) };
  }

  private async release({ row }: HeldAct): Promise<void> {
    if (row.holder !== null) await this.acts.update({ id: row.id, holder: row.holder }, { lockedUntil: null });
  }

  /** Settles an act that was taken over, and releases it. */
  private async settle(row: ServiceOrderActEntity): Promise<boolean> {
    const held: HeldAct = { row, settledBefore: undefined };
    if (row.state === 'checking') {
      // Its holder died before anything was sent.
      await this.drop(held);
      return true;
    }
    const settler = this.settlers.get(row.kind);
    if (settler === undefined) throw new TypeError(`acts of kind ${row.kind} are settled by nobody`);
    try {
      return await settler(held);
    } finally {
      await this.release(held);
    }
  }

  private async settleById(actId: string): Promise<void> {
    const row = await this.acts.findOneBy({ id: actId, finishedAt: IsNull() });
    if (row === null) return;
    const taken = await this.take(actId);
    if (taken === undefined || !(await this.settle(taken))) throw new NotSettledError();
    this.logger.info({ act: actId, kind: row.kind }, 'service order act settled');
  }

  private async settleLater(row: ServiceOrderActEntity, milliseconds: number): Promise<void> {
    await this.queue.enqueue(
      TOPIC,
      { actId: row.id },
      { dedupeKey: `${row.id}:${row.state}`, runAt: new Date(Date.now() + milliseconds) },
    );
  }

  private async change(row: ServiceOrderActEntity, change: Partial<ServiceOrderActEntity>): Promise<void> {
    Object.assign(row, change);
    await this.acts.save(row);
  }
}
