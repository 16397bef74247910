import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One id that was handed out to a customer: what the ownership check answers from. */
@Entity('owned_resource')
export class OwnedResourceEntity {
  @PrimaryColumn('uuid')
  customerId!: string;

  @PrimaryColumn('text')
  kind!: string;

  @PrimaryColumn('text')
  resourceId!: string;

  @Column('text', { nullable: true })
  contractId!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  seenAt!: Date;
}
