import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { AdminFaqsController } from './admin-faqs.controller.js';
import { FaqFeedbackEntity } from './faq-feedback.entity.js';
import { FaqEntity } from './faq.entity.js';
import { FaqAuthoring } from './faq-authoring.service.js';
import { FaqsService } from './faqs.service.js';
import { MeFaqsController } from './me-faqs.controller.js';
import { PublicFaqsController } from './public-faqs.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([FaqEntity, FaqFeedbackEntity]), AdminAuditModule],
  controllers: [PublicFaqsController, MeFaqsController, AdminFaqsController],
  providers: [FaqsService, FaqAuthoring],
})
export class FaqModule {}
