import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, In, Repository } from 'typeorm';
import { z } from 'zod';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { keyedHash } from '../../common/auth/keyed-hash.js';
import { keyFor, openBytes, sealBytes } from '../../common/auth/sealing.js';
import { isPlainDate } from '../../common/brazil/dates.js';
import { doubling, UnrecoverableWorkError, WorkQueue } from '../../common/jobs/work-queue.js';
import { CoverageLeadEntity } from './coverage-lead.entity.js';
import { type LeadDetails, LeadRegistrationPort } from './lead-registration.port.js';

const TOPIC = 'coverage.register-lead';
const payload = z.object({ lead_id: z.uuid() });
const details = z.object({
  name: z.string(),
  phone: z.string(),
  bornOn: z.string().refine(isPlainDate),
  email: z.string().nullable(),
  wish: z.string(),
});

class LeadNotFoundYetError extends Error {
  override readonly name = 'LeadNotFoundYetError';
}

/** Who wants the network where it does not reach, handed to the provider's sales once. */
@Injectable()
export class CoverageLeads implements OnModuleInit {
  private readonly sealingKey: Buffer;

  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(CoverageLeadEntity) private readonly leads: Repository<CoverageLeadEntity>,
    private readonly queue: WorkQueue,
    private readonly registration: LeadRegistrationPort,
    @Inject(authConfig.token) private readonly config: AuthConfig,
  ) {
    this.sealingKey = keyFor(config.credentialSealingKey, 'coverage-lead');
  }

  onModuleInit(): void {
    this.queue.start({
      topic: TOPIC,
      payload,
      concurrency: 1,
      timeoutMs: 60_000,
      maxAttempts: 8,
      backoffMs: doubling(5_000, 3_600_000),
      run: ({ lead_id: id }) => this.register(id),
    });
  }

  /**
   * Takes a lead in and answers its id; the same telephone for the same place is the same lead.
   * @param place what tells one place from another
   */
  async take(place: string, lead: Omit<LeadDetails, 'reference'>): Promise<string> {
    const subjectHash = keyedHash(this.config.identifierPepper, 'coverage-lead', `${lead.phone}|${place}`);
    return this.dataSource.transaction(async (manager) => {
      const answer: unknown = await manager.query(
        `INSERT INTO coverage_lead (subject_hash, state, consented_at) VALUES ($1, 'waiting', now())
         ON CONFLICT (subject_hash) DO NOTHING RETURNING id`,
        [subjectHash],
      );
      const [made] = z.array(z.object({ id: z.uuid() })).parse(answer);
      if (made === undefined) return (await manager.findOneByOrFail(CoverageLeadEntity, { subjectHash })).id;
      const { id } = made;
      const clear = Buffer.from(JSON.stringify(lead), 'utf8');
      await manager.update(CoverageLeadEntity, { id }, { sealedDetails: sealBytes(this.sealingKey, id, clear) });
      await this.queue.enqueue(TOPIC, { lead_id: id }, { dedupeKey: id, manager });
      return id;
    });
  }

  /** What was sent before, and perhaps registered, is looked for and never sent again. */
  private async register(id: string): Promise<void> {
    const row = await this.leads.findOneBy({ id, state: In(['waiting', 'sending']) });
    if (row === null || row.sealedDetails === null) return;
    const clear = openBytes(this.sealingKey, id, row.sealedDetails);
    if (clear === undefined) throw new UnrecoverableWorkError('details');
    const lead = { ...details.parse(JSON.parse(clear.toString('utf8'))), reference: id };
    if (row.state === 'waiting') {
      const begun = await this.leads.update({ id, state: 'waiting' }, { state: 'sending' });
      if (begun.affected !== 1) return;
      const outcome = await this.registration.register(lead).catch(async (error: unknown) => {
        await this.leads.update({ id, state: 'sending' }, { state: 'waiting' });
        throw error;
      });
      if (outcome.kind === 'registered') return this.end(id, 'done', outcome.prospectId);
      if (outcome.kind === 'refused') return this.end(id, 'refused', null);
    }
    const prospectId = await this.registration.find(lead);
    if (prospectId === undefined) throw new LeadNotFoundYetError();
    await this.end(id, 'done', prospectId);
  }

  private async end(id: string, state: 'done' | 'refused', prospectId: string | null): Promise<void> {
    await this.leads.update({ id }, { state, prospectId, sealedDetails: null });
  }
}
