import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActEndings } from './act-endings.js';
import { ActHolds } from './act-holds.js';
import { ActKinds } from './act-kinds.js';
import { ActLookAfter } from './act-look-after.js';
import { ActSettlement } from './act-settlement.js';
import { IrreversibleActEntity } from './irreversible-act.entity.js';
import { IrreversibleActs } from './irreversible-acts.js';
import { UncertainActs } from './uncertain-acts.js';

/** Acts at the provider's systems that must not be done twice. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([IrreversibleActEntity])],
  providers: [ActKinds, ActHolds, ActLookAfter, ActEndings, ActSettlement, IrreversibleActs, UncertainActs],
  exports: [IrreversibleActs, ActSettlement, UncertainActs],
})
export class ActsModule {}
