import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

/** A restart that was asked of the provider, whether its answer arrived or not. */
@Entity('equipment_reboot')
@Index('equipment_reboot_contract_idx', { synchronize: false })
@Index('equipment_reboot_customer_idx', ['customerId'])
@Index('equipment_reboot_requested_idx', ['requestedAt'])
export class EquipmentRebootEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'equipment_reboot_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  contractId!: string;

  @Column('timestamptz', { default: () => 'now()' })
  requestedAt!: Date;
}
