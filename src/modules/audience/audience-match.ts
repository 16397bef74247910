import { appVersionSortKey } from '../app-settings/app-version-number.js';
import type { AppCaller } from './app-caller.js';
import type { AudienceTarget, CustomerFacts } from './audience-target.js';

/** Whether content is for a customer with an app: what `audienceConditions` decide, for rows that are in memory. */
export function isForAudience(target: AudienceTarget, facts: CustomerFacts, app: AppCaller): boolean {
  const version = app.version === undefined ? undefined : appVersionSortKey(app.version);
  const { document_hashes, min_version_key, max_version_key } = target;
  return (
    matches(document_hashes, facts.documentHash === null ? [] : [facts.documentHash]) &&
    matches(target.cities, facts.cities) &&
    matches(target.plans, facts.plans) &&
    matches(target.statuses, facts.statuses) &&
    matches(target.platforms, app.platform === undefined ? [] : [app.platform.toLowerCase()]) &&
    (min_version_key === undefined || (version !== undefined && min_version_key <= version)) &&
    (max_version_key === undefined || (version !== undefined && version <= max_version_key))
  );
}

const matches = (wanted: readonly string[] | undefined, known: readonly string[]): boolean =>
  wanted === undefined || wanted.some((entry) => known.includes(entry));
