import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { AdminSupportChannelsController } from './admin-support-channels.controller.js';
import { AdminSupportTopicsController } from './admin-support-topics.controller.js';
import { PublicPhoneListController } from './public-phone-list.controller.js';
import { PublicSupportHelpController } from './public-support-help.controller.js';
import { SupportChannelEntity } from './support-channel.entity.js';
import { SupportChannelBook } from './support-channel-book.service.js';
import { SupportChannels } from './support-channels.service.js';
import { SupportHelpService } from './support-help.service.js';
import { SupportTopicEntity } from './support-topic.entity.js';
import { SupportTopicBook } from './support-topic-book.service.js';

/** The help screen: topics, and ways to reach the provider. */
@Module({
  imports: [AdminAuditModule, ContractsModule, TypeOrmModule.forFeature([SupportChannelEntity, SupportTopicEntity])],
  controllers: [
    PublicSupportHelpController,
    PublicPhoneListController,
    AdminSupportChannelsController,
    AdminSupportTopicsController,
  ],
  providers: [SupportHelpService, SupportChannels, SupportChannelBook, SupportTopicBook],
})
export class SupportHelpModule {}
