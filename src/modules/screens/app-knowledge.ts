import { appVersionSortKey, compareAppVersions } from '../app-settings/app-version-number.js';
import type { AppCaller } from '../audience/app-caller.js';
import type { ScreenActionDto } from './screen.dto.js';
import { type SectionType, type SectionVersion, sectionVersions } from './section-registry.js';

/** Versions of the app since which it carries out an action; both platforms count alike. */
const SENDS_SINCE = '3.2.0';
const REFRESHES_SINCE = '3.1.0';
const PLATFORMS = ['ios', 'android'];

/** What an app can show and do, by the version it says it is; one that says none is taken for the newest. */
export class AppKnowledge {
  /** Tells one app from another for which content may be another. */
  readonly key: string;
  /** Undefined when the app does not say, or says what cannot be read. */
  private readonly version: string | undefined;

  constructor({ platform, version }: AppCaller) {
    const knownPlatform = PLATFORMS.find((known) => known === platform?.toLowerCase());
    const readable = version !== undefined && appVersionSortKey(version) !== undefined ? version : undefined;
    this.version = knownPlatform === undefined ? undefined : readable;
    this.key = `${knownPlatform ?? ''}|${readable ?? ''}`;
  }

  /** Whether nothing is known of the app: it is given fallbacks beside what it may not know. */
  get isUnknown(): boolean {
    return this.version === undefined;
  }

  /** The newest version of a section type that the app knows; undefined when it knows none. */
  newestOf<T extends SectionType>(type: T): SectionVersion<T> | undefined {
    return sectionVersions[type].find(({ since }) => this.isAtLeast(since));
  }

  canDo({ type, method }: ScreenActionDto): boolean {
    if (type === 'REFRESH') return this.isAtLeast(REFRESHES_SINCE);
    return method === undefined || method === 'GET' || this.isAtLeast(SENDS_SINCE);
  }

  private isAtLeast(since: string): boolean {
    return this.version === undefined || (compareAppVersions(this.version, since) ?? -1) >= 0;
  }
}
