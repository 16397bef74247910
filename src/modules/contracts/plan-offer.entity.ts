import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What the provider publishes of a plan. */
@Entity('plan_offer')
@Index('plan_offer_plan_key', ['plan'], { unique: true })
export class PlanOfferEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** The plan's label, upper case and without accents. */
  @Column('text')
  plan!: string;

  @Column('integer', { nullable: true })
  downloadMbps!: number | null;

  @Column('integer', { nullable: true })
  uploadMbps!: number | null;

  @Column('text', { array: true, default: () => "'{}'" })
  includedServices!: string[];

  @Column('text', { nullable: true })
  labelCode!: string | null;

  @Column('text', { nullable: true })
  labelUrl!: string | null;
}
