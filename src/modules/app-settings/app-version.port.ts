/** What the provider's own settings say of the app, where no policy of ours stands. */
export abstract class AppVersionFallbackPort {
  /** The latest version of the app as the provider wrote it; undefined when it says none. May fail. */
  abstract latestVersion(): Promise<string | undefined>;
}
