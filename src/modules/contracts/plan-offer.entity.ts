import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the provider publishes of a plan. */
@Entity('plan_offer')
export class PlanOfferEntity {
  /** The plan's label, upper case and without accents. */
  @PrimaryColumn('text')
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
