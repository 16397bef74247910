import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type LinksConfig, linksConfig } from '../../common/links/links.config.js';
import { faultOfDataKey, holdsPersonalData, isAllowedLink, MOST_PAYLOAD_BYTES, payloadBytes } from './push-content.js';
import {
  DEFAULT_TTL_SECONDS,
  LONGEST_TTL_SECONDS,
  type PushCategory,
  pushPriorities,
  SHORTEST_TTL_SECONDS,
} from './push-message.js';
import { type PushNotificationsConfig, pushNotificationsConfig } from './push-notifications.config.js';
import { endOfQuietHours, spreadAfterQuietHours } from './quiet-hours.js';

/** Something one customer is to be told on their devices. */
export interface CustomerNotice {
  /** Id of the local account. */
  readonly customerId: string;
  readonly title: string;
  readonly body: string;
  /** Within the app, or https on an allowed host. */
  readonly deepLink?: string;
  /** Texts for the app, by name. */
  readonly data?: Readonly<Record<string, string>>;
  readonly category: PushCategory;
  /** What happened: a customer is told of it once. At most 200 characters. */
  readonly dedupeKey: string;
  /** 60 to 2,419,200 (28 days); a day when left out. */
  readonly ttlSeconds?: number;
}

/** What a locked phone shows in place of words that are not fit for it: a debt, somebody’s document or phone. */
export const DISCREET = {
  title: 'Nova mensagem',
  body: 'Você tem uma nova mensagem. Abra o aplicativo para ler.',
} as const;
const LONGEST_TITLE = 100;
const LONGEST_BODY = 500;
const LONGEST_DEDUPE_KEY = 200;

/** Notifies single customers. */
@Injectable()
export class CustomerPush {
  constructor(
    @Inject(linksConfig.token) private readonly links: LinksConfig,
    @Inject(pushNotificationsConfig.token) private readonly config: PushNotificationsConfig,
  ) {}

  /**
   * Takes a notice in, to every device the customer is logged in on. It goes out once the transaction of `manager` has
   * committed; marketing only with consent, outside quiet hours and within its weekly number. Long texts are cut, and
   * texts with personal data are replaced by words that say nothing.
   *
   * @returns false when the customer was told of it before.
   * @throws TypeError for a link, name of data or size that no notice may have.
   */
  async enqueue(manager: EntityManager, notice: CustomerNotice): Promise<boolean> {
    const { customerId, dedupeKey, category, data = {}, deepLink = null } = notice;
    const title = readable(notice.title, LONGEST_TITLE, DISCREET.title);
    const body = readable(notice.body, LONGEST_BODY, DISCREET.body);
    const ttlSeconds = Math.min(
      LONGEST_TTL_SECONDS,
      Math.max(SHORTEST_TTL_SECONDS, Math.trunc(notice.ttlSeconds ?? DEFAULT_TTL_SECONDS)),
    );
    if (dedupeKey === '' || dedupeKey.length > LONGEST_DEDUPE_KEY) throw new TypeError('no key of a notice');
    if (deepLink !== null && !isAllowedLink(deepLink, this.links)) throw new TypeError('a notice may not lead there');
    if (Object.keys(data).some((key) => faultOfDataKey(key) !== undefined)) {
      throw new TypeError('a notice has data of a reserved or malformed name');
    }
    if (payloadBytes({ title, body, data, deepLink }) > MOST_PAYLOAD_BYTES.device) {
      throw new TypeError('a notice is too large');
    }
    const now = Date.now();
    const quietMs = category === 'MARKETING' ? endOfQuietHours(now, this.config.quietHours) - now : 0;
    const waitMs = quietMs > 0 ? quietMs + spreadAfterQuietHours() : 0;
    const rows: unknown[] = await manager.query(
      `WITH notice AS (
         INSERT INTO push_notice (customer_id, dedupe_key, category, title, body, data, deep_link, ttl_seconds)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (customer_id, dedupe_key) DO NOTHING RETURNING id),
       delivery AS (
         INSERT INTO push_delivery (notice_id, device_id, customer_id, platform, priority, run_at, expires_at)
         SELECT notice.id, device.id, device.customer_id, device.platform, $9::smallint,
                now() + $10 * interval '1 millisecond',
                now() + $10 * interval '1 millisecond' + $8 * interval '1 second'
         FROM notice, device WHERE device.customer_id = $1 AND device.push_token IS NOT NULL)
       SELECT id FROM notice`,
      [
        customerId,
        dedupeKey,
        category,
        title,
        body,
        JSON.stringify(data),
        deepLink,
        ttlSeconds,
        pushPriorities.notice[category],
        waitMs,
      ],
    );
    return rows.length > 0;
  }
}

/** One readable line of bounded length, without control characters. */
function readable(text: string, longest: number, instead: string): string {
  if (holdsPersonalData(text)) return instead;
  const line = text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
