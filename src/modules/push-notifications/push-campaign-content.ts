import type { InvalidField } from '../../common/problem/problem.js';
import type { LinkPolicy } from '../../common/links/link-policy.js';
import { faultOfDataKey, holdsPersonalData, isAllowedLink, MOST_PAYLOAD_BYTES, payloadBytes } from './push-content.js';
import type { SendPushDto } from './push-notifications.dto.js';

const MOST_DATA = 20;
const FURTHEST_DAYS = 90;
const DAY_MS = 86_400_000;
// The database takes neither NUL nor half a surrogate pair.
const DATA_TEXT = /^[^\0\p{Cs}]{0,1000}$/u;

/** What the fields of a campaign do not show one by one. */
export function faultsOfCampaign(wanted: SendPushDto, links: LinkPolicy, now: number): InvalidField[] {
  const { title, body, data = {}, deep_link = null, audience, category, schedule_at } = wanted;
  const faults: InvalidField[] = faultsOfData(data);
  const given = Object.entries(audience).filter(([, value]) => value !== undefined);
  if (given.length !== 1) {
    faults.push({ field: 'audience', message: 'audience must be one of customer_ids, contract_ids, topic, segment' });
  }
  if (audience.topic !== undefined && category === 'MARKETING') {
    faults.push({ field: 'audience.topic', message: 'MARKETING needs consent, which a topic does not know' });
  }
  for (const [field, text] of Object.entries({ title, body, deep_link: deep_link ?? '' })) {
    if (holdsPersonalData(text)) faults.push({ field, message: `${field} must not hold personal data` });
  }
  if (deep_link !== null && !isAllowedLink(deep_link, links)) {
    const message = `deep_link must start with ${links.appScheme}:// or be an https address on an allowed host`;
    faults.push({ field: 'deep_link', message });
  }
  const most = MOST_PAYLOAD_BYTES[audience.topic === undefined ? 'device' : 'topic'];
  if (payloadBytes({ title, body, data, deepLink: deep_link }) > most) {
    faults.push({ field: 'body', message: `title, body, data and deep_link must be at most ${most} bytes together` });
  }
  const startsInMs = schedule_at === undefined ? undefined : Date.parse(schedule_at) - now;
  if (startsInMs !== undefined && !(startsInMs > 0 && startsInMs <= FURTHEST_DAYS * DAY_MS)) {
    faults.push({ field: 'schedule_at', message: `schedule_at must be within the next ${FURTHEST_DAYS} days` });
  }
  return faults;
}

function faultsOfData(data: Readonly<Record<string, unknown>>): InvalidField[] {
  const entries = Object.entries(data);
  if (entries.length > MOST_DATA) return [{ field: 'data', message: `data must be at most ${MOST_DATA} texts` }];
  return entries.flatMap(([key, value]) => {
    const fault = faultOfDataKey(key);
    // A name that is none is not repeated.
    if (fault === 'malformed') return [{ field: 'data', message: 'names of data must be letters, digits, ., - and _' }];
    if (fault === 'reserved') return [{ field: `data.${key}`, message: `${key} is a reserved name` }];
    if (typeof value !== 'string' || !DATA_TEXT.test(value)) {
      return [{ field: `data.${key}`, message: `${key} must be a text of at most 1000 characters` }];
    }
    return holdsPersonalData(value) ? [{ field: `data.${key}`, message: `${key} must not hold personal data` }] : [];
  });
}

/** `data` of a campaign without faults. */
export const textsOf = (data: Readonly<Record<string, unknown>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)]));
