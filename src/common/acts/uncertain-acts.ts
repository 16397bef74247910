import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, type FindOptionsWhere, IsNull, LessThan, Repository } from 'typeorm';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';
import { ActEndings } from './act-endings.js';
import { ActHolds } from './act-holds.js';
import { ActKinds } from './act-kinds.js';
import { type ActsConfig, actsConfig } from './acts.config.js';
import { IrreversibleActEntity } from './irreversible-act.entity.js';

/** An act that waits for an operator. */
export interface UncertainAct {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly customerId: string;
  readonly contractId: string | null;
  readonly subject: string;
  readonly state: 'sent' | 'uncertain' | 'unreadable' | 'unfinished';
  readonly sentAt: Date;
}

export interface UncertainActsQuery {
  readonly kind: string | undefined;
  readonly newestFirst: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** How an act ended, as an operator found out. */
export type ToldOutcome = 'DONE' | 'NOT_DONE';

/** Longer than any request lives. */
const LEASE_MS = 130_000;

/** Acts whose outcome reading does not tell, or has not told for long: for operators to find out. */
@Injectable()
export class UncertainActs {
  constructor(
    @InjectRepository(IrreversibleActEntity) private readonly acts: Repository<IrreversibleActEntity>,
    private readonly kinds: ActKinds,
    private readonly holds: ActHolds,
    private readonly endings: ActEndings,
    @Inject(actsConfig.token) private readonly config: ActsConfig,
  ) {}

  async list(query: UncertainActsQuery): Promise<{ acts: UncertainAct[]; total: number }> {
    const order = query.newestFirst ? 'DESC' : 'ASC';
    const [rows, total] = await this.acts.findAndCount({
      where: this.waiting(query.kind === undefined ? {} : { kind: query.kind }),
      order: { sentAt: order, id: order },
      skip: query.offset,
      take: query.limit,
    });
    return { acts: rows.map((row) => this.uncertainAct(row)), total };
  }

  /**
   * Ends an act as an operator found out that it did.
   * @param record joins the transaction that ends it
   * @throws Problem NOT_FOUND; ACT_NOT_UNCERTAIN for one that does not wait for an operator; REFUSED to say that an act
   * was not done of which a part is known to be.
   */
  async settle(
    id: string,
    told: ToldOutcome,
    record: (act: UncertainAct, manager: EntityManager) => Promise<void>,
  ): Promise<UncertainAct> {
    if (!(await this.acts.existsBy({ id }))) throw new Problem(problems.notFound);
    if (!(await this.acts.existsBy(this.waiting({ id })))) throw new Problem(problems.actNotUncertain);
    const row = await this.holds.take(id, LEASE_MS);
    if (row === undefined) throw new Problem(problems.actNotUncertain);
    const act = this.uncertainAct(row);
    try {
      if (told === 'DONE') await this.endings.doneAsTold(row, (manager) => record(act, manager));
      else if (row.state === 'unfinished') throw new Problem(problems.refusedByRule, { detail: PARTLY_DONE });
      else await this.endings.notDone(row, (manager) => record(act, manager));
    } finally {
      await this.holds.release(row);
    }
    return act;
  }

  private waiting(where: FindOptionsWhere<IrreversibleActEntity>): FindOptionsWhere<IrreversibleActEntity>[] {
    const longAgo = new Date(Date.now() - this.config.operatorMs);
    return [
      { ...where, settledAt: IsNull(), state: 'unreadable' },
      { ...where, settledAt: IsNull(), sentAt: LessThan(longAgo) },
    ];
  }

  private uncertainAct({
    id,
    kind,
    customerId,
    contractId,
    subject,
    state,
    sentAt,
  }: IrreversibleActEntity): UncertainAct {
    const { title } = this.kinds.of(kind);
    if (sentAt === null || state === 'checking' || state === 'done' || state === 'not_done') {
      throw new TypeError(`act ${id} is ${state}`);
    }
    return { id, kind, title, customerId, contractId, subject, state, sentAt };
  }
}

const PARTLY_DONE = 'Uma parte deste ato já foi feita no provedor.';
