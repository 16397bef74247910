import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from './data-source-options.js';
import { DatabasePing } from './database-ping.js';
import { PERSISTENCE_OPTIONS } from './persistence.options.js';
import type { PersistenceOptions } from './persistence.options.js';

/** The connection pool and TypeORM for every module; entities come with each module's `TypeOrmModule.forFeature`. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [PERSISTENCE_OPTIONS],
      useFactory: (options: PersistenceOptions) => ({
        ...dataSourceOptions(options),
        autoLoadEntities: true,
        retryAttempts: 10,
        retryDelay: 1_000,
      }),
    }),
  ],
  providers: [DatabasePing],
  exports: [DatabasePing],
})
export class PersistenceModule {}
