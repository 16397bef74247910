import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { keyedHash } from '../../common/auth/keyed-hash.js';
import { maskPhone } from '../../common/brazil/contact-masking.js';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { parsePhone } from '../../common/brazil/phone.js';
import { pageBounds, pageMembers, type PageQueryDto } from '../../common/http/page.dto.js';
import { type RateLimit, RateLimits } from '../../common/http/rate-limits.js';
import { WorkQueue } from '../../common/jobs/work-queue.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerContactsService } from '../customers/customer-contacts.service.js';
import { newCouponCode } from './coupon-code.js';
import { ReferralCouponEntity } from './referral-coupon.entity.js';
import { ReferralProspectsPort } from './referral-prospects.port.js';
import { REGISTRATION_TOPIC } from './referral-registration.js';
import { ReferralEntity, type ReferralState } from './referral.entity.js';
import { type ReferralsConfig, referralsConfig } from './referrals.config.js';
import type { CouponDto, ReferFriendDto, ReferralDto, ReferralListDto, ReferralMadeDto } from './referrals.dto.js';

/** Of the text that the app shows beside the consent. */
const CONSENT_VERSION = '1';
/** A refusal tells that a number is a customer's: nobody asks that of many numbers. */
const PER_DAY: RateLimit = { name: 'referrals', limit: 20, windowSeconds: 86_400 };
const COUPON_TRIES = 5;

@Injectable()
export class ReferralsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contacts: CustomerContactsService,
    private readonly port: ReferralProspectsPort,
    private readonly queue: WorkQueue,
    private readonly limits: RateLimits,
    @Inject(referralsConfig.token) private readonly config: ReferralsConfig,
    @Inject(authConfig.token) private readonly auth: AuthConfig,
  ) {}

  /** The customer's coupon, made at the first time. */
  async coupon(customerId: string): Promise<CouponDto> {
    const coupon = await this.couponOf(customerId);
    return {
      coupon,
      share_url: decodeURI(this.config.shareUrl).replace('{coupon}', coupon),
      reward_text: (await this.port.reward().catch(() => undefined)) ?? this.config.rewardText,
    };
  }

  /**
   * Registers a friend with the provider's sales, later and once.
   * @throws Problem OWN_PHONE, ALREADY_CUSTOMER; ALREADY_REFERRED within 90 days, by whomever; TOO_MANY_REQUESTS.
   */
  async refer(customerId: string, friend: ReferFriendDto): Promise<ReferralMadeDto> {
    const phone = parsePhone(friend.phone)?.e164;
    if (phone === undefined) throw new Problem(problems.validation);
    await this.limits.take(PER_DAY, customerId);
    const { contacts: own } = await this.contacts.list(customerId, 'PHONE');
    if (own.some(({ value }) => value === phone)) throw new Problem(problems.ownPhone);
    if (await this.contacts.isKnownPhone(phone)) throw new Problem(problems.alreadyCustomer);
    const coupon = await this.coupon(customerId);
    const hash = keyedHash(this.auth.identifierPepper, 'referral', phone);
    const id = await this.dataSource.transaction(async (manager) => {
      // Of two who refer the same friend at once, one does.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
        `referral|${hash.toString('hex')}`,
      ]);
      const before: unknown[] = await manager.query(
        `SELECT id FROM referral WHERE friend_phone_hash = $1 AND created_at > now() - interval '90 days' LIMIT 1`,
        [hash],
      );
      if (before.length > 0) throw new Problem(problems.alreadyReferred);
      const referral = await manager.save(ReferralEntity, {
        customerId,
        coupon: coupon.coupon,
        friendName: friend.name,
        friendPhone: phone,
        friendPostalCode: friend.cep?.replace('-', '') ?? null,
        friendPhoneHash: hash,
        consentVersion: CONSENT_VERSION,
      });
      await this.queue.enqueue(REGISTRATION_TOPIC, { referral_id: referral.id }, { dedupeKey: referral.id, manager });
      return referral.id;
    });
    return { id, ...coupon };
  }

  /** Newest first; friends are shown as far as the customer recognises them. */
  async list(customerId: string, query: PageQueryDto): Promise<ReferralListDto> {
    const bounds = pageBounds(query);
    const [referrals, total] = await this.dataSource.getRepository(ReferralEntity).findAndCount({
      where: { customerId },
      order: { createdAt: 'DESC', id: 'ASC' },
      skip: bounds.offset,
      take: bounds.size,
    });
    return { items: referrals.map(toDto), ...pageMembers(bounds, total) };
  }

  private async couponOf(customerId: string): Promise<string> {
    const coupons = this.dataSource.getRepository(ReferralCouponEntity);
    for (let attempt = 0; attempt < COUPON_TRIES; attempt++) {
      const known = await coupons.findOneBy({ customerId });
      if (known !== null) return known.coupon;
      // Ignored when the customer got one meanwhile, and when another has this one.
      await coupons.createQueryBuilder().insert().values({ customerId, coupon: newCouponCode() }).orIgnore().execute();
    }
    throw new Error('no coupon was free');
  }
}

const STATUSES: Readonly<Record<ReferralState, ReferralDto['status']>> = {
  PENDING: 'RECEIVED',
  SENT: 'RECEIVED',
  REGISTERED: 'REGISTERED',
  REFUSED: 'REFUSED',
};

const toDto = ({ id, friendName, friendPhone, state, createdAt }: ReferralEntity): ReferralDto => ({
  id,
  name: friendName?.split(' ')[0] ?? null,
  phone_masked: friendPhone === null ? null : maskPhone(friendPhone),
  status: STATUSES[state],
  created_at: toSaoPauloInstant(createdAt),
});
