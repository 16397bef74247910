import { SAO_PAULO } from '../../common/brazil/dates.js';
import type { AppCaller } from '../audience/app-caller.js';
import { audienceConditions, audienceParameters } from '../audience/audience-conditions.js';
import type { CustomerFacts } from '../audience/audience-target.js';
import type { PopupAction } from './popup.entity.js';

const TODAY = `(now() AT TIME ZONE '${SAO_PAULO}')::date`;

/** Whether popup `p` is for the customer and the app of parameters $2 to $7; the customer's id is $1. */
const { forCustomer, forApp } = audienceConditions('p', 2);

/** Whether popup `p` is kept from the customer to compare with: the same customers always, others for each popup. */
const HELD_OUT = `(p.holdout_percent > 0
  AND ('x' || left(md5($1::text || ':' || p.id::text), 8))::bit(32)::bigint % 100 < p.holdout_percent)`;

/** What the customer did with popup `p` until now, one row. */
const SEEN = `
  SELECT coalesce(sum(v.times) FILTER (WHERE v.action = 'VIEWED'), 0) AS shown,
         coalesce(sum(v.times) FILTER (WHERE v.action = 'VIEWED' AND v.day = ${TODAY}), 0) AS shown_today,
         max(v.last_at) FILTER (WHERE v.action = 'VIEWED') AS last_shown_at,
         coalesce(bool_or(v.action = 'CLICKED'), false) AS clicked,
         coalesce(bool_or(v.action = 'DISMISSED'), false) AS dismissed
    FROM popup_view AS v
   WHERE v.customer_id = $1 AND v.popup_id = p.id`;

/** What hides popup `p` from a customer by what they have `seen`; no condition is ever null. */
const HIDDEN_BY_SEEN = {
  DISMISSED: 'seen.dismissed',
  CLICKED: `(seen.clicked AND coalesce((p.cap->>'once')::boolean, false))`,
  CAP_TOTAL: `coalesce(seen.shown >= (p.cap->>'total')::integer, false)`,
  CAP_PER_DAY: `coalesce(seen.shown_today >= (p.cap->>'per_day')::integer, false)`,
  CAP_INTERVAL: `coalesce(seen.last_shown_at > now() - make_interval(hours => (p.cap->>'min_interval_h')::integer), false)`,
} as const;

/** What hides a popup from somebody it is for. */
export const hiddenReasons = ['HELD_OUT', 'DISMISSED', 'CLICKED', 'CAP_TOTAL', 'CAP_PER_DAY', 'CAP_INTERVAL'] as const;
const HIDDEN_BY: Readonly<Record<(typeof hiddenReasons)[number], string>> = { HELD_OUT, ...HIDDEN_BY_SEEN };

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

const BEST_FIRST = 'priority DESC, starts_at DESC, id';

/**
 * Of what each of the customer's keys finds, the best `limit` popups that fit. The index gives them from the best down
 * and the walk ends with enough of them, so popups and the customer's rows are read for as many as are shown, not for as
 * many as there are. A condition of many terms is guessed to hold for next to none, which would make the planner sort
 * all of them instead: within a CASE it is guessed to hold for half of them.
 */
const walk = (blocking: boolean, limit: string): string => `
  SELECT best.* FROM unnest($10::text[]) AS mine (key) CROSS JOIN LATERAL (
    SELECT p.id, p.title, p.body, p.image_url, p.actions, p.screen, p.starts_at, p.ends_at, p.priority, p.blocking
      FROM popup_reach AS reach JOIN popup AS p ON p.id = reach.popup_id CROSS JOIN LATERAL (${SEEN}) AS seen
     WHERE reach.screen = $8 AND reach.key = mine.key AND ${blocking ? '' : 'NOT '}reach.blocking
       AND reach.starts_at <= now() AND reach.ends_at > now()
       AND CASE WHEN ${forCustomer} AND ${forApp} THEN NOT ${HELD_OUT} ELSE false END
       AND CASE WHEN ${Object.values(HIDDEN_BY_SEEN).join(' OR ')} THEN false ELSE true END
     ORDER BY reach.priority DESC, reach.starts_at DESC, reach.popup_id
     LIMIT ${limit}) AS best`;

/**
 * The popups to show to a customer on a screen, the most important first: one blocking and `atOnce` others at most.
 * Parameters as `selectionParameters` orders them.
 */
export const SELECT_POPUPS = `
  SELECT id, title, body, image_url, actions, screen, starts_at, ends_at, priority, blocking
    FROM (SELECT *, row_number() OVER (PARTITION BY blocking ORDER BY ${BEST_FIRST}) AS place
            -- Two cities of one customer may find the same popup.
            FROM (SELECT DISTINCT ON (id) *
                    FROM (${walk(false, '$9::integer')}
                          UNION ALL ${walk(true, '1')}) AS found) AS best) AS ranked
   WHERE place <= CASE WHEN blocking THEN 1 ELSE $9::integer END
   ORDER BY ${BEST_FIRST}`;

/** What hides popup $2 from customer $1, whoever it is for; one row, whose columns are `hiddenReasons`. */
export const SELECT_HIDING = `
  SELECT ${hiddenReasons.map((reason) => `${HIDDEN_BY[reason]} AS "${reason}"`).join(', ')}
    FROM popup AS p CROSS JOIN LATERAL (${SEEN}) AS seen
   WHERE p.id = $2`;

/**
 * Records what a customer did with a popup that is for them and has begun (it may have ended while it was on the
 * screen), and counts it; no row is the answer to any other. A showing counts each time until the popup's caps are
 * reached, however many are told at once; anything else counts once a day. `times` is null when this one did not count.
 */
export const RECORD_POPUP_VIEW = `
  WITH earlier AS (
    SELECT coalesce(sum(times), 0) AS shown, max(last_at) AS last_at
      FROM popup_view
     WHERE customer_id = $1 AND popup_id = $6 AND action = 'VIEWED' AND day < ${TODAY}
  ), allowed AS (
    SELECT p.id, earlier.shown = 0 AS is_new, earlier.last_at,
           -- Showings on this day, and when the latest must have been; null without such a cap.
           least((p.cap->>'per_day')::integer, (p.cap->>'total')::integer - earlier.shown) AS most,
           now() - make_interval(hours => (p.cap->>'min_interval_h')::integer) AS last_before
      FROM popup AS p CROSS JOIN earlier
     WHERE p.id = $6 AND p.published AND p.starts_at <= now()
       AND ${forCustomer}
       AND NOT ${HELD_OUT}
  ), recorded AS (
    INSERT INTO popup_view AS known (customer_id, popup_id, action, day)
    SELECT $1, id, $7::text, ${TODAY}
      FROM allowed
     WHERE $7::text <> 'VIEWED' OR (coalesce(most > 0, true) AND coalesce(last_at <= last_before, true))
    ON CONFLICT (customer_id, popup_id, action, day) DO UPDATE
       SET times = known.times + 1, last_at = greatest(known.last_at, now())
     WHERE known.action = 'VIEWED'
       -- Judged by the row as whoever held it left it.
       AND coalesce(known.times < (SELECT most FROM allowed), true)
       AND coalesce(known.last_at <= (SELECT last_before FROM allowed), true)
    RETURNING known.action, known.times
  ), counted AS (
    INSERT INTO popup_statistic AS known (popup_id, day, slot, shown, clicked, dismissed, customers, new_customers)
    SELECT allowed.id, ${TODAY}, get_byte(uuid_send($1::uuid), 15) % 8,
           (action = 'VIEWED')::integer, (action = 'CLICKED')::integer, (action = 'DISMISSED')::integer,
           (action = 'VIEWED' AND times = 1)::integer, (action = 'VIEWED' AND times = 1 AND is_new)::integer
      FROM recorded CROSS JOIN allowed
    ON CONFLICT (popup_id, day, slot) DO UPDATE
       SET shown = known.shown + excluded.shown, clicked = known.clicked + excluded.clicked,
           dismissed = known.dismissed + excluded.dismissed, customers = known.customers + excluded.customers,
           new_customers = known.new_customers + excluded.new_customers
  )
  SELECT (SELECT times FROM recorded) AS times FROM allowed`;

/** How often customer $1 did $3 with popup $2 today. */
export const SELECT_TIMES_TODAY = `
  SELECT times FROM popup_view WHERE customer_id = $1 AND popup_id = $2 AND action = $3 AND day = ${TODAY}`;

/** What popups find a customer by, as `popup_reach` names it. */
const reachKeys = ({ documentHash, cities }: CustomerFacts): string[] => [
  '*',
  ...(documentHash === null ? [] : [`document:${documentHash}`]),
  ...cities.map((city) => `city:${city}`),
];

export const selectionParameters = (
  customerId: string,
  facts: CustomerFacts,
  { screen, app, atOnce }: { screen: string; app: AppCaller; atOnce: number },
): unknown[] => [customerId, ...audienceParameters(facts, app), screen, atOnce, reachKeys(facts)];

export const recordParameters = (
  customerId: string,
  { documentHash, cities, plans, statuses }: CustomerFacts,
  popupId: string,
  action: string,
): unknown[] => [customerId, documentHash, cities, plans, statuses, popupId, action];
