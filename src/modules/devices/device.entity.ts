import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One installation of the app. */
@Entity('device')
export class DeviceEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index('device_app_instance_key', { unique: true })
  @Column('text')
  appInstanceId!: string;

  @Column('text')
  platform!: 'ios' | 'android';

  @Column('text')
  appVersion!: string;

  /** What the push service knows the installation by; null when it has none or lost it to another. */
  @Index('device_push_token_key', { unique: true, where: 'push_token IS NOT NULL' })
  @Column('text', { nullable: true })
  pushToken!: string | null;

  @Column('timestamptz', { nullable: true })
  pushTokenAt!: Date | null;

  /** Whose pushes it gets; null while nobody is logged in. */
  @Index('device_customer_idx', { where: 'customer_id IS NOT NULL' })
  @Column('uuid', { nullable: true })
  customerId!: string | null;

  /** The log-in that bound it. */
  @Index('device_customer_session_idx', { where: 'customer_session_id IS NOT NULL' })
  @Column('uuid', { nullable: true })
  customerSessionId!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Index('device_last_seen_idx')
  @Column('timestamptz', { default: () => 'now()' })
  lastSeenAt!: Date;
}
