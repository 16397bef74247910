import { Column } from 'typeorm';
import type { ContractCapability } from '../../contracts/contract-capabilities.js';
import { type ContentAction, ContentEntity } from '../content.entity.js';

/** A way to something in the app. */
export abstract class NavigationEntity extends ContentEntity {
  /** What the app knows it by. */
  @Column('text')
  code!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  /** Name of an icon of the app. */
  @Column('text')
  icon!: string;

  @Column('jsonb')
  action!: ContentAction;

  /** What one of the customer's contracts must allow; null: nothing. */
  @Column('text', { nullable: true })
  requiredCapability!: ContractCapability | null;
}
