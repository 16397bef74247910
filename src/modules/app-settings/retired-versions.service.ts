import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { AppPlatform, AppVersionEntity } from './app-version.entity.js';
import { compareAppVersions } from './app-version-number.js';
import { AppVersionService } from './app-version.service.js';

/** How long another instance may honour a policy that was changed here. */
const REMEMBERED_FOR_MS = 30_000;

interface RememberedPolicy {
  readonly policy: AppVersionEntity | null;
  readonly until: number;
}

/** What an app that may no longer be used is told. */
export interface RetiredVersion {
  readonly minimumSupported: string;
  readonly storeUrl: string;
}

/** Whether a version of the app is retired, asked on every request: policies are remembered for half a minute. */
@Injectable()
export class RetiredVersions {
  private readonly remembered = new Map<AppPlatform, RememberedPolicy>();
  private readonly reading = new Map<AppPlatform, Promise<AppVersionEntity | null>>();

  constructor(
    private readonly versions: AppVersionService,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(RetiredVersions.name);
  }

  /** Undefined while the version may be used, also for one that is no version number. */
  async find(platform: AppPlatform, version: string): Promise<RetiredVersion | undefined> {
    const policy = await this.policyOf(platform);
    if (policy === null || compareAppVersions(version, policy.minimumSupported) !== -1) return undefined;
    return { minimumSupported: policy.minimumSupported, storeUrl: policy.storeUrl };
  }

  /** Reads the platform's policy anew at the next request. */
  forget(platform: AppPlatform): void {
    this.remembered.delete(platform);
    this.reading.delete(platform);
  }

  private async policyOf(platform: AppPlatform): Promise<AppVersionEntity | null> {
    const known = this.remembered.get(platform);
    if (known !== undefined && known.until > Date.now()) return known.policy;
    let reading = this.reading.get(platform);
    if (reading === undefined) {
      reading = this.read(platform, known?.policy ?? null);
      this.reading.set(platform, reading);
    }
    const policy = await reading;
    // A policy that was set while this one was read is not overwritten by it.
    if (this.reading.get(platform) === reading) {
      this.remembered.set(platform, { policy, until: Date.now() + REMEMBERED_FOR_MS });
      this.reading.delete(platform);
    }
    return policy;
  }

  /** The database's failure is told by the routes that need it: here the last policy known goes on, or none. */
  private async read(platform: AppPlatform, before: AppVersionEntity | null): Promise<AppVersionEntity | null> {
    try {
      return await this.versions.inForce(platform);
    } catch (error) {
      this.logger.warn({ err: error }, 'the app version policy could not be read');
      return before;
    }
  }
}
