import { scrubPersonalData } from '../../common/brazil/personal-data-patterns.js';
import { isAllowedDeepLink, isAllowedUrl, type LinkPolicy } from '../../common/links/link-policy.js';

/** Names of `data` that the push service or this product gives a meaning of its own. */
const RESERVED_KEY = /^(?:from|message_type|collapse_key|notification|deep_link|delivery_id|category|google.*|gcm.*)$/i;
const KEY = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/** Bytes of title, body, data and link that the push service takes: for a device, and for a topic. */
export const MOST_PAYLOAD_BYTES = { device: 4_096, topic: 2_048 } as const;
/** What is added to every message: the id of its delivery, its category and their names. */
const OWN_BYTES = 128;

/** What a message says, as far as it is judged here. */
interface Judged {
  readonly title: string;
  readonly body: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly deepLink: string | null;
}

/** Bytes that a message takes of what the push service allows. */
export function payloadBytes({ title, body, data, deepLink }: Judged): number {
  const texts = [title, body, deepLink ?? '', ...Object.entries(data).flat().map(String)];
  return OWN_BYTES + texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** What is wrong with a name of `data`, if anything. */
export function faultOfDataKey(key: string): 'malformed' | 'reserved' | undefined {
  if (!KEY.test(key)) return 'malformed';
  return RESERVED_KEY.test(key) ? 'reserved' : undefined;
}

/** Whether anybody who sees a locked phone would read a document, phone, e-mail or the like of somebody. */
export const holdsPersonalData = (text: string): boolean => scrubPersonalData(text) !== text;

/** Whether a message may lead there: into the app, or to a host of the provider's own. */
export const isAllowedLink = (link: string, policy: LinkPolicy): boolean =>
  isAllowedDeepLink(link, policy) || isAllowedUrl(link, policy);
