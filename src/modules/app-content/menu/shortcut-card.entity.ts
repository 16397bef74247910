import { Column, Entity, Index } from 'typeorm';
import { NavigationEntity } from './navigation.entity.js';

/** A shortcut on the first screen of the app. */
@Entity('shortcut_card')
@Index('shortcut_card_code_key', ['code'], { unique: true })
export class ShortcutCardEntity extends NavigationEntity {
  @Column('text', { nullable: true })
  imageUrl!: string | null;
}
