import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One caller in the line of a limit. */
@Entity('upstream_rate_limit_waiter')
@Index('upstream_rate_limit_waiter_line_idx', ['limitKey', 'background', 'arrival'])
export class UpstreamRateLimitWaiterEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  arrival!: string;

  @Column('uuid', { unique: true })
  ticket!: string;

  @Column('text')
  limitKey!: string;

  @Column('boolean')
  background!: boolean;

  @Column('timestamptz')
  givesUpAt!: Date;
}
