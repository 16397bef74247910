/** What may stand as an app's version: one to four components, then a pre-release (`-rc.1`) and a build (`+45`). */
export const APP_VERSION_PATTERN =
  /^\d{1,9}(?:\.\d{1,9}){0,3}(?:-[0-9A-Za-z-]{1,20}(?:\.[0-9A-Za-z-]{1,20}){0,4})?(?:\+[0-9A-Za-z.-]{1,20})?$/;

const COMPONENTS = 4;
const DIGITS = 9;

/**
 * A text that sorts, byte by byte (also in Postgres, with `COLLATE "C"`), as the version does: by component as numbers,
 * a missing component being 0; a pre-release below its release, two pre-releases as Semantic Versioning 2.0.0 §11
 * orders them; the build counts for nothing.
 *
 * @returns undefined when the text is not a version.
 */
export function appVersionSortKey(version: string): string | undefined {
  if (!APP_VERSION_PATTERN.test(version)) return undefined;
  const [withoutBuild = ''] = version.split('+', 1);
  const dash = withoutBuild.indexOf('-');
  const components = (dash === -1 ? withoutBuild : withoutBuild.slice(0, dash)).split('.');
  const numbers = Array.from({ length: COMPONENTS }, (_, place) => (components[place] ?? '0').padStart(DIGITS, '0'));
  // '~' is above every other character of a key: a release follows its pre-releases.
  const rank =
    dash === -1
      ? '~'
      : withoutBuild
          .slice(dash + 1)
          .split('.')
          .map(preReleaseKey)
          .join('!');
  return `${numbers.join('.')}-${rank}`;
}

/** Numbers come before words; '!', which joins identifiers, is below every character of one: the shorter list is first. */
function preReleaseKey(identifier: string): string {
  return /^\d+$/.test(identifier) ? `0${identifier.padStart(20, '0')}` : `1${identifier}`;
}

/** Order of two versions, as Array.prototype.sort wants it; undefined when one of the texts is not a version. */
export function compareAppVersions(left: string, right: string): -1 | 0 | 1 | undefined {
  const leftKey = appVersionSortKey(left);
  const rightKey = appVersionSortKey(right);
  if (leftKey === undefined || rightKey === undefined) return undefined;
  if (leftKey === rightKey) return 0;
  return leftKey < rightKey ? -1 : 1;
}
