import { appVersionSortKey } from '../app-settings/app-version-number.js';
import type { AppCaller } from './app-caller.js';
import type { CustomerFacts } from './audience-target.js';

/** SQL conditions over a row with an `AudienceTarget` in `target`; a null never matches. */
export interface AudienceConditions {
  /** Whether the row is for the customer. */
  readonly forCustomer: string;
  /** Whether the row is for the app. */
  readonly forApp: string;
  /** How many parameters the two take, beginning at `first`. */
  readonly parameters: 6;
}

/**
 * @param alias of the row
 * @param first number of the first of the six parameters that `audienceParameters` gives
 */
export function audienceConditions(alias: string, first: number): AudienceConditions {
  const target = `${alias}.target`;
  const [document, cities, plans, statuses, platform, version] = [0, 1, 2, 3, 4, 5].map((place) => `$${first + place}`);
  return {
    forCustomer: `(NOT ${target} ? 'document_hashes' OR ${target}->'document_hashes' ? ${document}::text)
  AND (NOT ${target} ? 'cities' OR ${target}->'cities' ?| ${cities}::text[])
  AND (NOT ${target} ? 'plans' OR ${target}->'plans' ?| ${plans}::text[])
  AND (NOT ${target} ? 'statuses' OR ${target}->'statuses' ?| ${statuses}::text[])`,
    forApp: `(NOT ${target} ? 'platforms' OR ${target}->'platforms' ? ${platform}::text)
  AND (NOT ${target} ? 'min_version_key' OR ${target}->>'min_version_key' <= ${version}::text COLLATE "C")
  AND (NOT ${target} ? 'max_version_key' OR ${target}->>'max_version_key' >= ${version}::text COLLATE "C")`,
    parameters: 6,
  };
}

/** The parameters of both conditions. */
export const audienceParameters = (facts: CustomerFacts, app: AppCaller): unknown[] => [
  facts.documentHash,
  facts.cities,
  facts.plans,
  facts.statuses,
  app.platform?.toLowerCase() ?? null,
  app.version === undefined ? null : (appVersionSortKey(app.version) ?? null),
];
