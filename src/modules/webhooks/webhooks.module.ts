import { Module } from '@nestjs/common';
import { FieldControlInbox } from './field-control-inbox.js';
import { PublicFieldControlWebhookController } from './public-field-control-webhook.controller.js';

@Module({
  controllers: [PublicFieldControlWebhookController],
  providers: [FieldControlInbox],
})
export class WebhooksModule {}
