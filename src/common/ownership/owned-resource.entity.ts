import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One id that was handed out to a customer: what the ownership check answers from. */
@Entity('owned_resource')
@Index('owned_resource_order_idx', ['resourceId'], { where: `kind = 'service-order'` })
@Index('owned_resource_contract_idx', ['resourceId'], { where: `kind = 'contract'` })
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
