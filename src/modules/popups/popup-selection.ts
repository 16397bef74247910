import { SAO_PAULO } from '../../common/brazil/dates.js';
import { appVersionSortKey } from '../app-settings/app-version-number.js';
import type { PopupAction } from './popup.entity.js';
import type { PopupAudienceFacts } from './popup-audience.port.js';
import { comparableName } from './popup-target.js';

/** The device that a request comes from, as its headers say; an absent or odd one matches no popup that asks for it. */
export interface PopupDevice {
  readonly platform: string | undefined;
  readonly version: string | undefined;
}

const TODAY = `(now() AT TIME ZONE '${SAO_PAULO}')::date`;

/** Whether popup `p` is for the customer of `audienceParameters`, which are $1 to $5. A null never matches. */
const FOR_CUSTOMER = `
  (NOT p.target ? 'document_hashes' OR p.target->'document_hashes' ? $2::text)
  AND (NOT p.target ? 'cities' OR p.target->'cities' ?| $3::text[])
  AND (NOT p.target ? 'plans' OR p.target->'plans' ?| $4::text[])
  AND (NOT p.target ? 'statuses' OR p.target->'statuses' ?| $5::text[])`;

/** A popup as `SELECT_POPUPS` gives it. */
export interface SelectedPopup {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly image_url: string | null;
  readonly actions: readonly PopupAction[];
  readonly screen: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly priority: number;
  readonly blocking: boolean;
}

/**
 * The popups to show to a customer on a screen, the most important first: one blocking and `atOnce` others at most.
 * Parameters as `selectionParameters` orders them.
 */
export const SELECT_POPUPS = `
  WITH due AS (
    SELECT p.*,
           row_number() OVER (PARTITION BY p.blocking ORDER BY p.priority DESC, p.starts_at DESC, p.id) AS place
      FROM popup AS p
           CROSS JOIN LATERAL (
             SELECT coalesce(sum(v.times) FILTER (WHERE v.action = 'VIEWED'), 0) AS shown,
                    coalesce(sum(v.times) FILTER (WHERE v.action = 'VIEWED' AND v.day = ${TODAY}), 0) AS shown_today,
                    max(v.last_at) FILTER (WHERE v.action = 'VIEWED') AS last_shown_at,
                    coalesce(bool_or(v.action = 'CLICKED'), false) AS clicked,
                    coalesce(bool_or(v.action = 'DISMISSED'), false) AS dismissed
               FROM popup_view AS v
              WHERE v.customer_id = $1 AND v.popup_id = p.id
           ) AS seen
     WHERE p.published
       AND p.screen = $6
       AND p.starts_at <= now() AND now() < p.ends_at
       AND ${FOR_CUSTOMER}
       AND (NOT p.target ? 'platforms' OR p.target->'platforms' ? $7::text)
       AND (NOT p.target ? 'min_version_key' OR p.target->>'min_version_key' <= $8::text COLLATE "C")
       AND (NOT p.target ? 'max_version_key' OR p.target->>'max_version_key' >= $8::text COLLATE "C")
       AND NOT seen.dismissed
       AND NOT (seen.clicked AND coalesce((p.cap->>'once')::boolean, false))
       AND (NOT p.cap ? 'total' OR seen.shown < (p.cap->>'total')::integer)
       AND (NOT p.cap ? 'per_day' OR seen.shown_today < (p.cap->>'per_day')::integer)
       AND (NOT p.cap ? 'min_interval_h' OR seen.last_shown_at IS NULL
            OR seen.last_shown_at <= now() - make_interval(hours => (p.cap->>'min_interval_h')::integer))
  )
  SELECT id, title, body, image_url, actions, screen, starts_at, ends_at, priority, blocking
    FROM due
   WHERE place <= CASE WHEN blocking THEN 1 ELSE $9::integer END
   ORDER BY priority DESC, starts_at DESC, id`;

/**
 * Records what a customer did with a popup that is for them and has begun (it may have ended while it was on the
 * screen); no row is the answer to any other. A showing counts each time, anything else once a day.
 */
export const RECORD_POPUP_VIEW = `
  INSERT INTO popup_view AS known (customer_id, popup_id, action, day)
  SELECT $1, p.id, $7::text, ${TODAY}
    FROM popup AS p
   WHERE p.id = $6 AND p.published AND p.starts_at <= now()
     AND ${FOR_CUSTOMER}
  ON CONFLICT (customer_id, popup_id, action, day) DO UPDATE
     SET times = known.times + CASE WHEN known.action = 'VIEWED' THEN 1 ELSE 0 END,
         last_at = CASE WHEN known.action = 'VIEWED' THEN now() ELSE known.last_at END
  RETURNING times`;

const audienceParameters = (customerId: string, facts: PopupAudienceFacts): unknown[] => [
  customerId,
  facts.documentHash ?? null,
  facts.cities.map(comparableName),
  facts.plans.map(comparableName),
  facts.statuses.map(comparableName),
];

export const selectionParameters = (
  customerId: string,
  facts: PopupAudienceFacts,
  { screen, device, atOnce }: { screen: string; device: PopupDevice; atOnce: number },
): unknown[] => [
  ...audienceParameters(customerId, facts),
  screen,
  device.platform?.toLowerCase() ?? null,
  device.version === undefined ? null : (appVersionSortKey(device.version) ?? null),
  atOnce,
];

export const recordParameters = (
  customerId: string,
  facts: PopupAudienceFacts,
  popupId: string,
  action: string,
): unknown[] => [...audienceParameters(customerId, facts), popupId, action];
