import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a street of the provider's address register lies. */
@Entity('street_place')
export class StreetPlaceEntity {
  @PrimaryColumn('text')
  streetId!: string;

  /** Degrees, as text: Postgres keeps them exact. */
  @Column('numeric', { precision: 9, scale: 6 })
  latitude!: string;

  @Column('numeric', { precision: 9, scale: 6 })
  longitude!: string;
}
