import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { AudienceModule } from '../audience/audience.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { PrivacyModule } from '../privacy/privacy.module.js';
import { AdminPushCampaignsController } from './admin-push-campaigns.controller.js';
import { CustomerPush } from './customer-push.service.js';
import { MarketingRules } from './marketing-rules.service.js';
import { PushCampaignManagement } from './push-campaign-management.service.js';
import { PushCampaignRecipientEntity } from './push-campaign-recipient.entity.js';
import { PushCampaignStates } from './push-campaign-states.service.js';
import { PushCampaignEntity } from './push-campaign.entity.js';
import { PushCampaigns } from './push-campaigns.service.js';
import { PushDeliveryContents } from './push-delivery-contents.service.js';
import { PushDeliveryEntity } from './push-delivery.entity.js';
import { PushDeliveryQueue } from './push-delivery-queue.service.js';
import { PushDispatcher } from './push-dispatcher.service.js';
import { PushFanOut } from './push-fan-out.service.js';
import { PushNoticeEntity } from './push-notice.entity.js';
import { PushNotificationsController } from './push-notifications.controller.js';
import { PushOpens } from './push-opens.service.js';
import { PushPaceEntity } from './push-pace.entity.js';
import { PushPace } from './push-pace.service.js';
import { PushPurge } from './push-purge.job.js';
import { PushRecipients } from './push-recipients.service.js';
import { PushRehearsal } from './push-rehearsal.service.js';
import { PushSending } from './push-sending.service.js';

@Module({
  imports: [
    AdminAuditModule,
    AudienceModule,
    CustomersModule,
    DevicesModule,
    PrivacyModule,
    TypeOrmModule.forFeature([
      PushCampaignEntity,
      PushCampaignRecipientEntity,
      PushDeliveryEntity,
      PushNoticeEntity,
      PushPaceEntity,
    ]),
  ],
  controllers: [PushNotificationsController, AdminPushCampaignsController],
  providers: [
    CustomerPush,
    PushCampaigns,
    PushCampaignManagement,
    PushCampaignStates,
    PushRehearsal,
    PushRecipients,
    PushFanOut,
    PushDeliveryQueue,
    PushDeliveryContents,
    PushPace,
    PushSending,
    PushDispatcher,
    MarketingRules,
    PushOpens,
    PushPurge,
  ],
  exports: [CustomerPush],
})
export class PushNotificationsModule {}
