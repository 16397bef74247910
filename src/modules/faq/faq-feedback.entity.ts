import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const faqReasons = ['NOT_CLEAR', 'OUTDATED', 'DID_NOT_SOLVE', 'OTHER'] as const;
export type FaqReason = (typeof faqReasons)[number];

/** A customer's one vote on one version of an answer. */
@Entity('faq_feedback')
export class FaqFeedbackEntity {
  @PrimaryColumn('uuid')
  faqId!: string;

  @PrimaryColumn('integer')
  faqVersion!: number;

  @Index('faq_feedback_customer_idx')
  @PrimaryColumn('uuid')
  customerId!: string;

  @Column('boolean')
  helpful!: boolean;

  /** Only of a "no". */
  @Column('text', { nullable: true })
  reason!: FaqReason | null;

  /** Without personal data. */
  @Column('text', { nullable: true })
  comment!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date;
}
