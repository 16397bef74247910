import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdempotencyRecordEntity } from './idempotency-record.entity.js';
import { IdempotencyRecordPurge } from './idempotency-record-purge.job.js';
import { IdempotencyRecords } from './idempotency-records.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([IdempotencyRecordEntity])],
  providers: [IdempotencyRecords, IdempotencyRecordPurge],
  exports: [IdempotencyRecords],
})
export class IdempotencyModule {}
