import type { EntityManager } from 'typeorm';
import { AppVersionEntity } from './app-version.entity.js';

const VERSIONS = { latest: '3.6.0', minimumSupported: '3.0.0', recommended: '3.5.0' };
const STORES = [
  { platform: 'ios', storeUrl: 'https://apps.apple.com/br/app/provedor/id1000000000' },
  { platform: 'android', storeUrl: 'https://play.google.com/store/apps/details?id=com.example.provider' },
] as const;
const RELEASE_NOTES = 'Segunda via do boleto com Pix e acompanhamento da visita técnica.';

/** Adds a version policy per platform where there is none. */
export async function seedAppVersions(manager: EntityManager): Promise<void> {
  for (const { platform, storeUrl } of STORES) {
    if (await manager.existsBy(AppVersionEntity, { platform })) continue;
    await manager.insert(AppVersionEntity, { ...VERSIONS, platform, storeUrl, releaseNotes: RELEASE_NOTES });
  }
}
