import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When the next request within one limit may start, and who uses the turn before it. */
@Entity('upstream_rate_limit')
export class UpstreamRateLimitEntity {
  @PrimaryColumn('text')
  limitKey!: string;

  @Column('timestamptz', { default: () => 'now()' })
  nextAt!: Date;

  @Column('uuid', { nullable: true })
  turnTicket!: string | null;

  @Column('timestamptz', { nullable: true })
  turnEndsAt!: Date | null;
}
