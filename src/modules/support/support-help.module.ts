import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '../contracts/contracts.module.js';
import { PublicSupportHelpController } from './public-support-help.controller.js';
import { SupportChannelEntity } from './support-channel.entity.js';
import { SupportHelpService } from './support-help.service.js';
import { SupportTopicEntity } from './support-topic.entity.js';

/** The help screen: topics, and ways to reach the provider. */
@Module({
  imports: [ContractsModule, TypeOrmModule.forFeature([SupportChannelEntity, SupportTopicEntity])],
  controllers: [PublicSupportHelpController],
  providers: [SupportHelpService],
})
export class SupportHelpModule {}
