import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../customers/customers.module.js';
import { PrivacyModule } from '../privacy/privacy.module.js';
import { PushNotificationsModule } from '../push-notifications/push-notifications.module.js';
import { ContactWithdrawal } from './contact-withdrawal.service.js';
import { CustomerNotifications } from './customer-notifications.service.js';
import { MeMessagesController } from './me-messages.controller.js';
import { MessageInbox } from './message-inbox.js';
import { MessagePushes } from './message-pushes.js';
import { MessageEntity } from './message.entity.js';
import { MessagesPurge } from './messages-purge.job.js';
import { MessagesService } from './messages.service.js';
import { NoticeAcknowledgements } from './notice-acknowledgements.service.js';
import { NoticePullEntity } from './notice-pull.entity.js';
import { NoticePulls } from './notice-pulls.service.js';
import { NoticesPull } from './notices-pull.job.js';

/** The customers' inbox: notices of the provider, and what the product itself tells. */
@Module({
  imports: [
    CustomersModule,
    PrivacyModule,
    PushNotificationsModule,
    TypeOrmModule.forFeature([MessageEntity, NoticePullEntity]),
  ],
  controllers: [MeMessagesController],
  providers: [
    MessagesService,
    MessageInbox,
    MessagePushes,
    CustomerNotifications,
    NoticePulls,
    NoticeAcknowledgements,
    NoticesPull,
    MessagesPurge,
    ContactWithdrawal,
  ],
  exports: [CustomerNotifications, MessagesService],
})
export class MessagesModule {}
