import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { CustomerSessionEntity } from './customer-session.entity.js';

/** A refresh token by its SHA-256; the token itself is only in the app. */
@Entity('refresh_token')
@Index('refresh_token_session_idx', ['sessionId'])
@Index('refresh_token_expires_idx', ['expiresAt'])
export class RefreshTokenEntity {
  @PrimaryColumn('bytea')
  tokenHash!: Buffer;

  @Column('uuid')
  sessionId!: string;

  @ManyToOne(() => CustomerSessionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'refresh_token_session_id_fkey' })
  session?: CustomerSessionEntity;

  @CreateDateColumn({ type: 'timestamptz' })
  issuedAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  /** When it was exchanged for its successor; coming back after that ends the session. */
  @Column('timestamptz', { nullable: true })
  spentAt!: Date | null;
}
