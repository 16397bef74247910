import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { z } from 'zod';
import { IrreversibleActEntity } from './irreversible-act.entity.js';

/** Where an act takes place: at most one on a subject is under way, whatever the number of instances. */
export interface ActPlace {
  readonly customerId: string;
  readonly contractId?: string;
  readonly subject: string;
}

/** The subject of acts of which one of their kind at a time is under way on a contract. */
export const contractSubject = ({ name }: { readonly name: string }, contractId: string): string =>
  `${name}:${contractId}`;

/** The place of such an act. */
export const onContract = (
  kind: { readonly name: string },
  customerId: string,
  contractId: string,
): ActPlace & { readonly contractId: string } => ({
  customerId,
  contractId,
  subject: contractSubject(kind, contractId),
});

const idsOf = z.array(z.object({ id: z.uuid() }));
/** TypeORM answers an UPDATE with its rows and their count. */
const updated = z.tuple([idsOf, z.number()]);

/** Whose turn it is on a subject: a row and a lease, by the database's clock. */
@Injectable()
export class ActHolds {
  constructor(@InjectRepository(IrreversibleActEntity) private readonly acts: Repository<IrreversibleActEntity>) {}

  /** A new act, held by the caller; undefined when another stands on its subject. */
  async begin(kind: string, place: ActPlace, leaseMs: number): Promise<IrreversibleActEntity | undefined> {
    const { customerId, contractId = null, subject } = place;
    const [row] = idsOf.parse(
      await this.acts.query(
        `INSERT INTO irreversible_act (customer_id, contract_id, kind, subject, state, holder, locked_until)
         VALUES ($1, $2, $3, $4, 'checking', $5, now() + $6 * interval '1 millisecond')
         ON CONFLICT (subject) WHERE settled_at IS NULL DO NOTHING RETURNING id`,
        [customerId, contractId, kind, subject, randomUUID(), leaseMs],
      ),
    );
    return row === undefined ? undefined : this.acts.findOneByOrFail({ id: row.id });
  }

  /** The act that stands on a subject. */
  standing(subject: string): Promise<IrreversibleActEntity | null> {
    return this.acts.findOneBy({ subject, settledAt: IsNull() });
  }

  /** Takes over an act that nobody holds; undefined when somebody does, or it is settled. */
  async take(id: string, leaseMs: number): Promise<IrreversibleActEntity | undefined> {
    const holder = randomUUID();
    const [[row]] = updated.parse(
      await this.acts.query(
        `UPDATE irreversible_act SET holder = $2, locked_until = now() + $3 * interval '1 millisecond'
         WHERE id = $1 AND settled_at IS NULL AND (locked_until IS NULL OR locked_until < now()) RETURNING id`,
        [id, holder, leaseMs],
      ),
    );
    return row === undefined ? undefined : ((await this.acts.findOneBy({ id, holder })) ?? undefined);
  }

  /** Lets go of an act; one of which nothing was sent leaves no trace. */
  async release({ id, holder, state }: IrreversibleActEntity): Promise<void> {
    if (holder === null) return;
    if (state === 'checking') await this.acts.delete({ id, holder, state });
    else await this.acts.update({ id, holder }, { holder: null, lockedUntil: null });
  }
}
