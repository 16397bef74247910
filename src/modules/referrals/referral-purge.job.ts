import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { JobRegistry } from '../../common/jobs/job-registry.js';

/** Forgets referred friends, who are no customers: only that somebody was referred stays. */
@Injectable()
export class ReferralPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'referrals.forget-friends',
      title: 'Forgets names and telephones of referred friends after 180 days',
      schedule: '20 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async () => {
        const answer: unknown = await this.dataSource.query(
          `UPDATE referral SET friend_name = NULL, friend_phone = NULL, friend_postal_code = NULL
           WHERE friend_phone IS NOT NULL AND created_at < now() - interval '180 days'`,
        );
        return { forgotten: Array.isArray(answer) ? Number(answer[1]) : 0 };
      },
    });
  }
}
