import { Controller, Get, HttpCode, HttpStatus, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { type AppSettingsConfig, appSettingsConfig } from './app-settings.config.js';
import { AppVersionCheckDto, CheckAppVersionQuery } from './app-version.dto.js';
import { AppVersionService } from './app-version.service.js';

@ApiTags('App settings')
@AnyAppVersion()
@Controller('app/v1/app-settings/version')
export class PublicAppVersionController {
  constructor(
    private readonly versions: AppVersionService,
    @Inject(appSettingsConfig.token) private readonly config: AppSettingsConfig,
  ) {}

  /**
   * Check whether the app must be updated
   *
   * @remarks Without a policy for the platform the answer is `NONE`; it never depends on the provider's systems.
   */
  @Get('check')
  @HttpCode(HttpStatus.OK)
  @Access('channel')
  async checkAppVersion(@Query() query: CheckAppVersionQuery): Promise<AppVersionCheckDto> {
    const { update, latest, policy } = await this.versions.check(query.platform, query.version);
    return {
      platform: query.platform,
      current: query.version,
      latest,
      minimum_supported: policy?.minimumSupported ?? null,
      recommended: policy?.recommended ?? null,
      update,
      store_url: policy?.storeUrl ?? null,
      release_notes: policy?.releaseNotes ?? null,
      recheck_after_s: this.config.versionRecheckSeconds,
    };
  }
}
