import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

export const supportChannelKinds = ['PHONE', 'WHATSAPP', 'CHAT', 'EMAIL'] as const;
export type SupportChannelKind = (typeof supportChannelKinds)[number];

/** A time of the week, in America/Sao_Paulo: `closes` is after `opens`, at most `24:00`. */
export interface OpeningHours {
  /** 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** `HH:mm` */
  readonly opens: string;
  readonly closes: string;
}

/** A way to reach the provider. */
@Entity('support_channel')
@Index('support_channel_target_key', ['kind', 'target'], { unique: true })
export class SupportChannelEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  kind!: SupportChannelKind;

  @Column('text')
  label!: string;

  @Column('text')
  target!: string;

  @Column('jsonb', { default: [] })
  hours!: readonly OpeningHours[];

  @Column('boolean', { default: false })
  closedOnHolidays!: boolean;

  /** The cities it is for, in the form of `comparableName`; empty: for everybody. */
  @Column('text', { array: true, default: () => "'{}'" })
  cities!: string[];

  @Column('integer', { default: 0 })
  position!: number;

  @Column('boolean', { default: true })
  enabled!: boolean;
}
