import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Systems that the app is built for. */
export type AppPlatform = 'ios' | 'android';

/**
 * Which versions of the app may still be used on a platform; each is a version number. The one in force is the latest
 * whose time has come; those before it are its history.
 */
@Entity('app_version')
// Its descending columns are beyond what an index declared here can say.
@Index('app_version_in_force_idx', { synchronize: false })
export class AppVersionEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text')
  platform!: AppPlatform;

  @Column('text')
  latest!: string;

  /** Below it the app must be updated. */
  @Column('text')
  minimumSupported!: string;

  /** Below it the app should be updated. */
  @Column('text')
  recommended!: string;

  @Column('text')
  storeUrl!: string;

  @Column('text', { nullable: true })
  releaseNotes!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  effectiveAt!: Date;

  /** The administrator who set it; null for what came with the installation. */
  @Column('uuid', { nullable: true })
  createdBy!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;
}
