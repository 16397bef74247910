import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which unit of the provider serves a city. */
@Entity('service_territory')
export class ServiceTerritoryEntity {
  /** Two letters. */
  @PrimaryColumn('text')
  state!: string;

  /** Upper case, without accents. */
  @PrimaryColumn('text')
  city!: string;

  @Column('text')
  unity!: string;

  @Column('text')
  regional!: string;

  @Column('text')
  cluster!: string;

  @Column('text')
  areaCode!: string;
}
