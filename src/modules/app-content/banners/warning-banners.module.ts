import { Global, Module } from '@nestjs/common';
import { WarningBannerSources } from './warning-banner-sources.service.js';

/** Global, so that a module registers its warnings without knowing who shows them. */
@Global()
@Module({ providers: [WarningBannerSources], exports: [WarningBannerSources] })
export class WarningBannersModule {}
