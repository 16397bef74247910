import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** When the app was last allowed to ask a customer for a review. */
@Entity('feedback_prompt')
export class FeedbackPromptEntity {
  @PrimaryColumn('uuid')
  customerId!: string;

  @Index('feedback_prompt_allowed_idx')
  @Column('timestamptz')
  allowedAt!: Date;
}
