import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { parsePhone } from '../../common/brazil/phone.js';
import { doubling, WorkQueue } from '../../common/jobs/work-queue.js';
import { ReferralProspectsPort, type ReferredFriend } from './referral-prospects.port.js';
import { ReferralEntity } from './referral.entity.js';

export const REGISTRATION_TOPIC = 'referrals.register';

const payload = z.object({ referral_id: z.uuid() });

class NotSettledError extends Error {
  override readonly name = 'NotSettledError';
}

/** Registers referred friends as the provider's prospects, each once: what was perhaps sent is only read of again. */
@Injectable()
export class ReferralRegistration implements OnModuleInit {
  constructor(
    private readonly queue: WorkQueue,
    @InjectRepository(ReferralEntity) private readonly referrals: Repository<ReferralEntity>,
    private readonly port: ReferralProspectsPort,
  ) {}

  onModuleInit(): void {
    this.queue.start({
      topic: REGISTRATION_TOPIC,
      payload,
      concurrency: 1,
      timeoutMs: 30_000,
      maxAttempts: 12,
      backoffMs: doubling(2_000, 3_600_000),
      run: ({ referral_id: id }) => this.register(id),
    });
  }

  private async register(id: string): Promise<void> {
    const referral = await this.referrals.findOneBy({ id });
    const friend = referral === null ? undefined : friendOf(referral);
    if (referral === null || friend === undefined) return;
    if (referral.state === 'SENT') return this.settle(id, friend);
    // Before the request: an attempt whose process dies is not made again.
    const ours = await this.referrals.update({ id, state: 'PENDING' }, { state: 'SENT' });
    if (ours.affected !== 1) return;
    const outcome = await this.port.register(friend).catch(async (error: unknown) => {
      await this.referrals.update({ id, state: 'SENT' }, { state: 'PENDING' });
      throw error;
    });
    if (outcome.kind === 'uncertain') throw new NotSettledError();
    await this.referrals.update(
      { id },
      outcome.kind === 'registered' ? { state: 'REGISTERED', prospectId: outcome.prospectId } : { state: 'REFUSED' },
    );
  }

  /** The answer was lost: the prospect with our reference tells; without one it stays open, for an operator in the end. */
  private async settle(id: string, friend: ReferredFriend): Promise<void> {
    const prospectId = await this.port.find(friend);
    if (prospectId === undefined) throw new NotSettledError();
    await this.referrals.update({ id, state: 'SENT' }, { state: 'REGISTERED', prospectId });
  }
}

function friendOf({
  id,
  friendName,
  friendPhone,
  friendPostalCode,
  coupon,
}: ReferralEntity): ReferredFriend | undefined {
  const phone = friendPhone === null ? undefined : parsePhone(friendPhone)?.national;
  if (friendName === null || phone === undefined) return undefined;
  return { reference: id, name: friendName, phone, postalCode: friendPostalCode, coupon };
}
