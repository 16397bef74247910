import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

export type ServiceOrderActKind = 'OPEN' | 'RESCHEDULE' | 'CANCEL';

/**
 * `checking`: nothing was sent yet. `sent`: perhaps carried out, to be found out by reading. `unfinished`: a part of it
 * is done and the rest will be. `done`: carried out.
 */
export type ServiceOrderActState = 'checking' | 'sent' | 'unfinished' | 'done';

/** An act on a service order that must not be sent to the provider twice. */
@Entity('service_order_act')
@Index('service_order_act_subject_key', ['subject'], { unique: true, where: 'finished_at IS NULL' })
@Index('service_order_act_order_idx', ['serviceOrderId', 'kind'], { where: "state = 'done'" })
@Index('service_order_act_customer_idx', ['customerId'])
export class ServiceOrderActEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'service_order_act_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  /** What only one act at a time may touch. */
  @Column('text')
  subject!: string;

  @Column('text')
  kind!: ServiceOrderActKind;

  @Column('text')
  state!: ServiceOrderActState;

  @Column('jsonb')
  details!: unknown;

  @Column('text', { nullable: true })
  serviceOrderId!: string | null;

  @Column('uuid', { nullable: true })
  holder!: string | null;

  @Column('timestamptz', { nullable: true })
  lockedUntil!: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  begunAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
