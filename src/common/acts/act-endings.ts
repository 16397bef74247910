import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';
import { type ActsConfig, actsConfig } from './acts.config.js';
import { type ActKind, type ActOutcome, ActKinds, type SentAct } from './act-kinds.js';
import { ActLookAfter } from './act-look-after.js';
import { type ActState, IrreversibleActEntity } from './irreversible-act.entity.js';

const UNFINISHED_RETRY_MS = 1_000;

/** How acts come to their end: by their answer, by reading, or by an operator's word. The caller holds the act. */
@Injectable()
export class ActEndings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly kinds: ActKinds,
    private readonly lookAfter: ActLookAfter,
    @Inject(actsConfig.token) private readonly config: ActsConfig,
    private readonly logger: PinoLogger,
  ) {}

  /** What was sent, as its kind reads it. */
  sentAct<R extends object>(row: IrreversibleActEntity, { request }: Pick<ActKind<R, object>, 'request'>): SentAct<R> {
    const { id, customerId, contractId, subject, sentAt } = row;
    if (sentAt === null) throw new TypeError(`act ${id} was never sent`);
    return { id, customerId, contractId, subject, request: request.parse(row.request), sentAt };
  }

  /** It is certain that the act was not done. */
  async notDone(row: IrreversibleActEntity, within?: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.close(row, 'not_done', null, within);
  }

  /** It is certain that the act was done: finishes what is left of it, as far as that can be done now. */
  async done<R extends object, O extends object>(
    row: IrreversibleActEntity,
    kind: ActKind<R, O>,
    outcome: O,
  ): Promise<ActOutcome<O>> {
    if (kind.finish === undefined) {
      await this.close(row, 'done', outcome);
      return { outcome, finished: true };
    }
    // First what must not be lost: from here on the act is never sent again.
    await this.move(row, 'unfinished', outcome);
    const known = await kind.finish(this.sentAct(row, kind), outcome).catch((error: unknown) => {
      this.logger.warn({ err: error, act: row.id, kind: row.kind }, 'an act is unfinished');
      return { outcome, finished: false };
    });
    if (known.finished) await this.close(row, 'done', known.outcome);
    else {
      await this.move(row, 'unfinished', known.outcome);
      await this.lookAfter.at(new Date(Date.now() + UNFINISHED_RETRY_MS), row);
    }
    return known;
  }

  /** An operator found out that the act was done: what is left of it is the operator's too. */
  async doneAsTold(row: IrreversibleActEntity, within: (manager: EntityManager) => Promise<void>): Promise<void> {
    const kind = this.kinds.of(row.kind);
    const outcome = row.outcome ?? (await kind.assumed(this.sentAct(row, kind)));
    await this.close(row, 'done', outcome, within);
  }

  /** The answer was lost: from now on reading decides, without the customer too. */
  async uncertain(row: IrreversibleActEntity): Promise<void> {
    await this.move(row, 'uncertain', null);
    await this.lookAfter.at(new Date(this.showsBy(row) ?? Date.now() + this.config.settleMs), row);
  }

  /** Finds out by reading what became of an act, and ends it; false when that cannot be told, or is left unfinished. */
  async settle(row: IrreversibleActEntity): Promise<boolean> {
    const kind = this.kinds.of(row.kind);
    const act = this.sentAct(row, kind);
    const found = row.state === 'unfinished' ? kind.outcome.parse(row.outcome) : await kind.find(act);
    if (found === 'unreadable') {
      await this.move(row, 'unreadable', null);
      return false;
    }
    if (found !== undefined) return (await this.done(row, kind, found)).finished;
    const showsBy = this.showsBy(row);
    if (showsBy !== undefined && Date.now() >= showsBy) {
      await this.notDone(row);
      return true;
    }
    if (row.state === 'sent') await this.uncertain(row);
    return false;
  }

  /** @returns what to answer while nobody knows, with when to ask again where that is known */
  problemOf(row: IrreversibleActEntity): Problem {
    const showsBy = this.showsBy(row);
    if (showsBy === undefined) return new Problem(problems.outcomeUncertain);
    const retryAfterSeconds = Math.max(1, Math.ceil((showsBy - Date.now()) / 1_000));
    return new Problem(problems.outcomeUncertain, { retryAfterSeconds });
  }

  /** Epoch milliseconds by which the act shows at the provider if it was done; undefined where that proves nothing. */
  private showsBy({ kind, state, sentAt }: IrreversibleActEntity): number | undefined {
    const { showsWithinMs = this.config.settleMs } = this.kinds.of(kind);
    if (showsWithinMs === 'never' || state === 'unreadable' || sentAt === null) return undefined;
    return sentAt.getTime() + showsWithinMs;
  }

  private async move(row: IrreversibleActEntity, state: ActState, outcome: object | null): Promise<void> {
    await this.dataSource.manager.update(
      IrreversibleActEntity,
      { id: row.id, settledAt: IsNull() },
      { state, outcome },
    );
    Object.assign(row, { state, outcome });
  }

  private async close(
    row: IrreversibleActEntity,
    state: 'done' | 'not_done',
    outcome: object | null,
    within?: (manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    const kind = this.kinds.of(row.kind);
    const settledAt = new Date();
    const closed = await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.update(
        IrreversibleActEntity,
        { id: row.id, settledAt: IsNull() },
        { state, outcome, settledAt, holder: null, lockedUntil: null },
      );
      if (affected !== 1) return false;
      await kind.ended?.(manager, this.sentAct(row, kind), outcome);
      await within?.(manager);
      return true;
    });
    if (closed) Object.assign(row, { state, outcome, settledAt, holder: null, lockedUntil: null });
    // Only when a holder outlived its lease: another has read how it ended meanwhile.
    else this.logger.error({ act: row.id, kind: row.kind, state }, 'an act was settled by another');
  }
}
