import { Column, Entity, Index } from 'typeorm';
import { NavigationEntity } from './navigation.entity.js';

/** An entry of the app's menu. */
@Entity('menu_item')
@Index('menu_item_code_key', ['code'], { unique: true })
export class MenuItemEntity extends NavigationEntity {
  /** The part of the menu it stands in. */
  @Column('text')
  section!: string;
}
