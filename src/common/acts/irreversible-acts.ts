import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, type EntityManager, Repository } from 'typeorm';
import { type HttpConfig, httpConfig } from '../http/http.config.js';
import { remainingMilliseconds } from '../http/request-scope.js';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';
import { ActEndings } from './act-endings.js';
import { ActHolds, type ActPlace } from './act-holds.js';
import { type ActKind, ActKinds, type ActOutcome, type SentAct } from './act-kinds.js';
import { ActLookAfter } from './act-look-after.js';
import { IrreversibleActEntity } from './irreversible-act.entity.js';

/** An act that was done. */
export interface DoneAct<R extends object, O extends object> extends SentAct<R> {
  readonly outcome: O;
}

/** An act of which it is not known whether, or not yet all of it, was done. */
export interface StandingAct<R extends object> extends SentAct<R> {
  readonly state: 'sent' | 'uncertain' | 'unreadable' | 'unfinished';
}

/** An act in the hands of one request. */
export interface HeldAct<R extends object, O extends object> {
  /** To be written into what is opened at the provider. */
  readonly reference: string;

  /** An earlier act of the kind on the same subject that turned out just now to have been done. */
  readonly before: DoneAct<R, O> | undefined;

  /**
   * Sends the act: once, after it was recorded. A lost answer is looked up at once.
   * @param carryOut asks the provider; throws only when the act was surely not done
   * @param keep rows that must stand before the provider is asked, in the transaction that records the act
   * @throws Problem OUTCOME_UNCERTAIN when nobody knows yet whether it was done; what `carryOut` throws.
   */
  send(
    request: R,
    carryOut: () => Promise<O | 'uncertain'>,
    keep?: (manager: EntityManager) => Promise<void>,
  ): Promise<ActOutcome<O>>;
}

/** After the request's own budget, how long a silent holder keeps its act. */
const LOCK_MARGIN_MS = 5_000;
const POLL_MS = 100;
/** What is left of a request when it stops waiting for another's act. */
const RESERVED_MS = 500;
const IN_FLIGHT_RETRY_SECONDS = 2;

/**
 * Acts at the provider that must not be done twice: one at a time on a subject, recorded before they are sent, so that
 * two taps, a lost answer or the end of this process lead to one act and to a true answer.
 */
@Injectable()
export class IrreversibleActs {
  private readonly leaseMs: number;

  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(IrreversibleActEntity) private readonly acts: Repository<IrreversibleActEntity>,
    private readonly kinds: ActKinds,
    private readonly holds: ActHolds,
    private readonly endings: ActEndings,
    private readonly lookAfter: ActLookAfter,
    @Inject(httpConfig.token) { requestBudgetMs }: HttpConfig,
  ) {
    this.leaseMs = requestBudgetMs + LOCK_MARGIN_MS;
  }

  /** Says how acts of a kind are found again, finished and kept; once, at start. */
  declare<R extends object, O extends object>(kind: ActKind<R, O>): ActKind<R, O> {
    return this.kinds.declare(kind);
  }

  /**
   * Holds the subject while `work` checks and sends the act. What stands on the subject is waited for, or settled, first.
   * An act that `work` does not send leaves no trace.
   * @throws Problem REQUEST_IN_FLIGHT when another act on it does not end in time; OUTCOME_UNCERTAIN when nobody can tell
   * yet what became of an earlier one; what `work` throws.
   */
  async holding<R extends object, O extends object, T>(
    kind: ActKind<R, O>,
    place: ActPlace,
    work: (act: HeldAct<R, O>) => Promise<T>,
  ): Promise<T> {
    const { row, before } = await this.acquire(kind, place);
    try {
      return await work({
        reference: row.id,
        before,
        send: (request, carryOut, keep) => this.send(row, kind, request, carryOut, keep),
      });
    } finally {
      await this.holds.release(row);
    }
  }

  /** The act of the kind that stands on a subject, of which something was sent. */
  async standing<R extends object, O extends object>(
    kind: ActKind<R, O>,
    subject: string,
  ): Promise<StandingAct<R> | undefined> {
    const row = await this.holds.standing(subject);
    if (row === null || row.kind !== kind.name) return undefined;
    const { state } = row;
    if (state === 'checking' || state === 'done' || state === 'not_done') return undefined;
    return { ...this.endings.sentAct(row, kind), state };
  }

  /**
   * Settles what stands on a subject by reading, unless somebody is at it.
   * @returns whether something stands there still of which nobody knows whether it was done
   */
  async unresolved(subject: string): Promise<boolean> {
    const standing = await this.holds.standing(subject);
    if (standing === null || standing.state === 'checking') return false;
    const row = await this.holds.take(standing.id, this.leaseMs);
    if (row === undefined) return true;
    return !(await this.settle(row));
  }

  /** The last act of the kind on a subject that was done. */
  async lastDone<R extends object, O extends object>(
    kind: ActKind<R, O>,
    { customerId, subject }: ActPlace,
  ): Promise<DoneAct<R, O> | undefined> {
    const where = { customerId, subject, kind: kind.name, state: 'done' as const };
    const row = await this.acts.findOne({ where, order: { sentAt: 'DESC' } });
    return row === null ? undefined : this.doneAct(row, kind);
  }

  /** The customer's acts of the kind that were done, the last first. */
  async allDone<R extends object, O extends object>(kind: ActKind<R, O>, customerId: string): Promise<DoneAct<R, O>[]> {
    const rows = await this.acts.find({
      where: { customerId, kind: kind.name, state: 'done' },
      order: { sentAt: 'DESC' },
    });
    return rows.map((row) => this.doneAct(row, kind));
  }

  /** How many acts of the kind were done on a subject. */
  countDone({ name }: Pick<ActKind<object, object>, 'name'>, subject: string): Promise<number> {
    return this.acts.countBy({ subject, kind: name, state: 'done' });
  }

  private async acquire<R extends object, O extends object>(kind: ActKind<R, O>, place: ActPlace) {
    let before: DoneAct<R, O> | undefined;
    while (remainingMilliseconds() > RESERVED_MS) {
      const row = await this.holds.begin(kind.name, place, this.leaseMs);
      if (row !== undefined) return { row, before };
      const standing = await this.holds.standing(place.subject);
      if (standing === null) continue;
      const taken = await this.holds.take(standing.id, this.leaseMs);
      if (taken === undefined) {
        await delay(POLL_MS);
        continue;
      }
      if (!(await this.settle(taken))) throw this.endings.problemOf(taken);
      if (taken.state === 'done' && taken.kind === kind.name) before = this.doneAct(taken, kind);
    }
    throw inFlight();
  }

  /** Settles an act that was taken over, and lets go of it. */
  private async settle(row: IrreversibleActEntity): Promise<boolean> {
    try {
      // Its holder died before anything was sent.
      return row.state === 'checking' || (await this.endings.settle(row));
    } finally {
      await this.holds.release(row);
    }
  }

  private async send<R extends object, O extends object>(
    row: IrreversibleActEntity,
    kind: ActKind<R, O>,
    request: R,
    carryOut: () => Promise<O | 'uncertain'>,
    keep?: (manager: EntityManager) => Promise<void>,
  ): Promise<ActOutcome<O>> {
    await this.record(row, request, keep);
    const answer = await carryOut().catch(async (error: unknown) => {
      await this.endings.notDone(row);
      throw error;
    });
    if (answer !== 'uncertain') return this.endings.done(row, kind, answer);
    await this.endings.uncertain(row);
    // Not knowing is no reason to fail: the failure is that reading does not tell.
    await this.endings.settle(row).catch(() => false);
    if (row.state !== 'done' && row.state !== 'unfinished') throw this.endings.problemOf(row);
    return { outcome: kind.outcome.parse(row.outcome), finished: row.state === 'done' };
  }

  /** From now on the act may have been carried out. */
  private async record(
    row: IrreversibleActEntity,
    request: object,
    keep?: (manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    const { id, holder, state } = row;
    if (holder === null || state !== 'checking') throw new TypeError(`act ${id} was sent already`);
    const sent = { state: 'sent' as const, request, sentAt: new Date() };
    await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.update(IrreversibleActEntity, { id, holder, state }, sent);
      // The checks took longer than the lease: it is another's now.
      if (affected !== 1) throw inFlight();
      await keep?.(manager);
      await this.lookAfter.at(new Date(Date.now() + this.leaseMs), { ...row, ...sent }, manager);
    });
    Object.assign(row, sent);
  }

  private doneAct<R extends object, O extends object>(row: IrreversibleActEntity, kind: ActKind<R, O>): DoneAct<R, O> {
    return { ...this.endings.sentAct(row, kind), outcome: kind.outcome.parse(row.outcome) };
  }
}

const inFlight = () => new Problem(problems.requestInFlight, { retryAfterSeconds: IN_FLIGHT_RETRY_SECONDS });
