import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OwnedResourceEntity } from './owned-resource.entity.js';
import { OwnershipLedger } from './ownership-ledger.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([OwnedResourceEntity])],
  providers: [OwnershipLedger],
  exports: [OwnershipLedger],
})
export class OwnershipModule {}
