import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A question customers ask, with its answer. */
@Entity('faq')
// A descending column and an expression are beyond what an index declared here can say.
@Index('faq_list_idx', { synchronize: false })
@Index('faq_search_idx', { synchronize: false })
export class FaqEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  category!: string;

  @Column('text')
  question!: string;

  /** Markdown. */
  @Column('text')
  answerMd!: string;

  /** Higher comes first. */
  @Column('integer', { default: 0 })
  weight!: number;

  @Column('boolean', { default: false })
  published!: boolean;

  /** Grows with question and answer: a new text is voted on anew. */
  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date;
}
