import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In, Repository } from 'typeorm';
import { z } from 'zod';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { ContractActEntity, type ContractActKind } from './contract-act.entity.js';

/** Longer than the provider is ever waited for: whoever sent an act that is older has died. */
const SENDING_MS = 60_000;
/** How long what was sent may take to show at the provider; what does not show by then was not done. */
const SHOWS_WITHIN_MS = 120_000;
const IN_FLIGHT_RETRY_SECONDS = 2;

/** Which acts: at most one of a kind on a contract is under way. */
export interface ContractActScope {
  readonly customerId: string;
  readonly contractId: string;
  readonly kind: ContractActKind;
}

/** An act whose outcome is known. */
export interface DoneAct<R, O> {
  readonly id: string;
  readonly request: R;
  readonly outcome: O;
  readonly sentAt: Date;
}

/** How an act of one kind is described and found again. */
export interface ContractActRules<R extends object, O extends object> {
  readonly request: z.ZodType<R>;
  readonly outcome: z.ZodType<O>;
  /** Looks at the provider whether the act with this reference was done; undefined when nothing shows that it was. */
  find(act: { readonly reference: string; readonly sentAt: Date; readonly request: R }): Promise<O | undefined>;
}

export interface ContractActWish<R extends object, O extends object> {
  readonly request: R;
  /** Asks the provider, once. Throws only when it was surely not done. */
  send(reference: string): Promise<O | 'uncertain'>;
  /** Rows that must stand before the provider is asked, in the transaction that records the act. */
  keep?(manager: EntityManager, reference: string): Promise<void>;
}

const insertedRows = z.array(z.object({ id: z.uuid() }));

/**
 * Acts at the provider that must not be done twice: recorded before they are sent, so that two taps, a lost answer or
 * the end of this process lead to one act and to a true answer.
 */
@Injectable()
export class ContractActs {
  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(ContractActEntity) private readonly acts: Repository<ContractActEntity>,
  ) {}

  /** The act of this kind that is under way on the contract, if any. */
  pending({ contractId, kind }: ContractActScope): Promise<ContractActEntity | null> {
    return this.acts.findOneBy({ contractId, kind, state: In(['sending', 'uncertain']) });
  }

  /** The customer's last act of this kind on the contract that was done. */
  async lastDone<R extends object, O extends object>(
    scope: ContractActScope,
    rules: Pick<ContractActRules<R, O>, 'request' | 'outcome'>,
  ): Promise<DoneAct<R, O> | undefined> {
    const row = await this.acts.findOne({ where: { ...scope, state: 'done' }, order: { sentAt: 'DESC' } });
    if (row === null) return undefined;
    return {
      id: row.id,
      request: rules.request.parse(row.request),
      outcome: rules.outcome.parse(row.outcome),
      sentAt: row.sentAt,
    };
  }

  /**
   * Settles an act whose answer was lost, by reading, before anything else is asked.
   * @throws Problem REQUEST_IN_FLIGHT while another request carries one out.
   * @throws Problem OUTCOME_UNCERTAIN while it may yet show at the provider.
   */
  async settle<R extends object, O extends object>(
    scope: ContractActScope,
    rules: ContractActRules<R, O>,
  ): Promise<void> {
    const row = await this.pending(scope);
    if (row === null) return;
    const age = Date.now() - row.sentAt.getTime();
    if (row.state === 'sending' && age < SENDING_MS) throw inFlight();
    const request = rules.request.parse(row.request);
    const outcome = await rules.find({ reference: row.id, sentAt: row.sentAt, request });
    if (outcome !== undefined) await this.close(row.id, 'done', outcome);
    else if (age >= SHOWS_WITHIN_MS) await this.close(row.id, 'failed', null);
    else throw new Problem(problems.outcomeUncertain);
  }

  /**
   * Carries an act out: one at a time for its scope. A lost answer is looked up at once, and stays uncertain otherwise.
   * @throws Problem REQUEST_IN_FLIGHT when another request was first.
   * @throws Problem OUTCOME_UNCERTAIN when nobody knows yet whether it was done.
   */
  async carryOut<R extends object, O extends object>(
    scope: ContractActScope,
    rules: ContractActRules<R, O>,
    wish: ContractActWish<R, O>,
  ): Promise<O> {
    const sentAt = new Date();
    const reference = await this.begin(scope, wish, sentAt);
    const answer = await wish.send(reference).catch(async (error: unknown) => {
      await this.close(reference, 'failed', null);
      throw error;
    });
    if (answer !== 'uncertain') {
      await this.close(reference, 'done', answer);
      return answer;
    }
    await this.acts.update({ id: reference, state: 'sending' }, { state: 'uncertain' });
    const { request } = wish;
    const found = await rules.find({ reference, sentAt, request }).catch(() => undefined);
    if (found === undefined) throw new Problem(problems.outcomeUncertain);
    await this.close(reference, 'done', found);
    return found;
  }

  private begin<R extends object, O extends object>(
    { customerId, contractId, kind }: ContractActScope,
    wish: ContractActWish<R, O>,
    sentAt: Date,
  ): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const [row] = insertedRows.parse(
        await manager.query(
          `INSERT INTO contract_act (customer_id, contract_id, kind, state, request, sent_at)
           VALUES ($1, $2, $3, 'sending', $4, $5)
           ON CONFLICT (contract_id, kind) WHERE state IN ('sending', 'uncertain') DO NOTHING RETURNING id`,
          [customerId, contractId, kind, JSON.stringify(wish.request), sentAt],
        ),
      );
      if (row === undefined) throw inFlight();
      await wish.keep?.(manager, row.id);
      return row.id;
    });
  }

  private async close(id: string, state: 'done' | 'failed', outcome: object | null): Promise<void> {
    await this.acts.update({ id, state: In(['sending', 'uncertain']) }, { state, outcome, settledAt: new Date() });
  }
}

const inFlight = () => new Problem(problems.requestInFlight, { retryAfterSeconds: IN_FLIGHT_RETRY_SECONDS });
