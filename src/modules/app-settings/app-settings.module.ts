import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { FinanceModule } from '../finance/finance.module.js';
import { AdminAppSwitchesController } from './admin-app-switches.controller.js';
import { AdminAppVersionsController } from './admin-app-versions.controller.js';
import { AdminHeapSnapshotController } from './admin-heap-snapshot.controller.js';
import { AdminParametersController } from './admin-parameters.controller.js';
import { AppVersionEntity } from './app-version.entity.js';
import { AppVersionService } from './app-version.service.js';
import { AppVersionPolicies } from './app-version-policies.service.js';
import { FeedbackPromptPurge } from './feedback-prompt-purge.job.js';
import { FeedbackPromptEntity } from './feedback-prompt.entity.js';
import { FeedbackPrompt } from './feedback-prompt.service.js';
import { ForcePasswordUpdateSwitch } from './force-password-update.service.js';
import { HeapSnapshots } from './heap-snapshot.service.js';
import { HeapWriter } from './heap-writer.js';
import { MeFeedbackController } from './me-feedback.controller.js';
import { ParameterEntity } from './parameter.entity.js';
import { Parameters } from './parameters.service.js';
import { PublicAppVersionController } from './public-app-version.controller.js';
import { PublicForcePasswordUpdateController } from './public-force-password-update.controller.js';
import { PublicParametersController } from './public-parameters.controller.js';
import { RetiredVersions } from './retired-versions.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([AppVersionEntity, ParameterEntity, FeedbackPromptEntity]),
    AdminAuditModule,
    ContractsModule,
    CustomersModule,
    DevicesModule,
    FinanceModule,
  ],
  controllers: [
    PublicAppVersionController,
    AdminAppVersionsController,
    PublicParametersController,
    AdminParametersController,
    PublicForcePasswordUpdateController,
    AdminAppSwitchesController,
    MeFeedbackController,
    AdminHeapSnapshotController,
  ],
  providers: [
    AppVersionService,
    AppVersionPolicies,
    RetiredVersions,
    Parameters,
    ForcePasswordUpdateSwitch,
    FeedbackPrompt,
    FeedbackPromptPurge,
    HeapSnapshots,
    HeapWriter,
  ],
  exports: [AppVersionService, RetiredVersions, Parameters, ForcePasswordUpdateSwitch],
})
export class AppSettingsModule {}
