import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';

/** An act that was sent, or is about to be. */
export interface SentAct<R extends object> {
  /** Also the reference that is written into what is opened at the provider. */
  readonly id: string;
  readonly customerId: string;
  readonly contractId: string | null;
  readonly subject: string;
  readonly request: R;
  readonly sentAt: Date;
}

/** The contract of an act that is always on one. */
export function contractOf({ id, contractId }: Pick<SentAct<object>, 'id' | 'contractId'>): string {
  if (contractId === null) throw new TypeError(`act ${id} is on no contract`);
  return contractId;
}

/** What is known of an act that happened. */
export interface ActOutcome<O extends object> {
  readonly outcome: O;
  /** False while a part of it is left, to be tried again later. */
  readonly finished: boolean;
}

/** How acts of one kind are read, found again, finished and kept. Everything here must bear repetition. */
export interface ActKind<R extends object, O extends object> {
  /** One of the list in the database, `domain.what-is-asked`. */
  readonly name: string;
  /** For operators. */
  readonly title: string;
  readonly request: z.ZodType<R>;
  readonly outcome: z.ZodType<O>;
  /**
   * Milliseconds that what was done may take to show at the provider: what does not show by then was not done. The
   * configured time when absent; `never` where nothing that does not show proves anything.
   */
  readonly showsWithinMs?: number | 'never';

  /**
   * Looks at the provider whether the act was done: undefined when nothing shows that it was, `unreadable` when the
   * provider has no place to look at, and people must find out.
   */
  find(act: SentAct<R>): Promise<O | 'unreadable' | undefined>;

  /** What is taken for the outcome when an operator has found out that the act was done. */
  assumed(act: SentAct<R>): O | Promise<O>;

  /** Carries out what the outcome leaves to do, once it is known that the act happened. */
  finish?(act: SentAct<R>, outcome: O): Promise<ActOutcome<O>>;

  /** What the domain keeps of the end, in its transaction: the outcome, or null when the act was not done. */
  ended?(manager: EntityManager, act: SentAct<R>, outcome: O | null): Promise<void>;
}

type AnyKind = ActKind<object, object>;

/** The kinds of acts that the domains declare. */
@Injectable()
export class ActKinds {
  private readonly kinds = new Map<string, AnyKind>();

  /** @throws TypeError for a name that is taken */
  declare<R extends object, O extends object>(kind: ActKind<R, O>): ActKind<R, O> {
    if (this.kinds.has(kind.name)) throw new TypeError(`acts of kind ${kind.name} are declared already`);
    this.kinds.set(kind.name, kind);
    return kind;
  }

  /** @throws TypeError for a kind that nobody declared */
  of(name: string): AnyKind {
    const kind = this.kinds.get(name);
    if (kind === undefined) throw new TypeError(`acts of kind ${name} are declared by nobody`);
    return kind;
  }
}
