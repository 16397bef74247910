import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { PinoLogger } from 'nestjs-pino';
import { Raw, Repository } from 'typeorm';
import { type AppPlatform, AppVersionEntity } from './app-version.entity.js';
import { appVersionSortKey, compareAppVersions } from './app-version-number.js';
import { AppVersionFallbackPort } from './app-version.port.js';

export type AppUpdate = 'NONE' | 'RECOMMENDED' | 'REQUIRED';

/** A policy's versions, as far as this check needs them. */
export type VersionLimits = Pick<AppVersionEntity, 'minimumSupported' | 'recommended'>;

export interface AppVersionCheck {
  readonly update: AppUpdate;
  /** The latest version known; null when nobody says one. */
  readonly latest: string | null;
  /** The platform's policy; null when there is none. */
  readonly policy: AppVersionEntity | null;
}

/** Whether an app must be updated. Missing or broken data never locks anybody out. */
@Injectable()
export class AppVersionService {
  constructor(
    @InjectRepository(AppVersionEntity) private readonly policies: Repository<AppVersionEntity>,
    private readonly fallback: AppVersionFallbackPort,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(AppVersionService.name);
  }

  /** @param version a text that is a version number; any other is never asked to be updated. */
  async check(platform: AppPlatform, version: string): Promise<AppVersionCheck> {
    const policy = await this.inForce(platform);
    if (policy === null) return { update: 'NONE', latest: await this.latestOfProvider(), policy };
    return { update: updateFor(version, policy), latest: policy.latest, policy };
  }

  /** The platform's policy that holds now; null when there is none. */
  inForce(platform: AppPlatform): Promise<AppVersionEntity | null> {
    return this.policies.findOne({
      where: { platform, effectiveAt: Raw((column) => `${column} <= now()`) },
      order: { effectiveAt: 'DESC', id: 'DESC' },
    });
  }

  private async latestOfProvider(): Promise<string | null> {
    try {
      const latest = await this.fallback.latestVersion();
      return latest === undefined || appVersionSortKey(latest) === undefined ? null : latest;
    } catch (error) {
      this.logger.warn({ err: error }, 'the provider did not say the latest app version');
      return null;
    }
  }
}

/** What a policy asks of a version. A limit that is not a version number asks nothing. */
export function updateFor(version: string, limits: VersionLimits): AppUpdate {
  if (compareAppVersions(version, limits.minimumSupported) === -1) return 'REQUIRED';
  if (compareAppVersions(version, limits.recommended) === -1) return 'RECOMMENDED';
  return 'NONE';
}
