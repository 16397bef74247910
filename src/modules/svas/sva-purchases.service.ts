import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Not, Repository } from 'typeorm';
import { z } from 'zod';
import type { SentAct } from '../../common/acts/act-kinds.js';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { SvaEntity } from './sva.entity.js';
import { SvaActivationEntity, type SvaActivationState } from './sva-activation.entity.js';
import { SvaChargesPort } from './sva-charges.port.js';
import { SvaEntitlements } from './sva-entitlements.service.js';

/** What the customer consented to, and from where. */
export interface SvaConsent {
  readonly customerId: string;
  readonly contractId: string;
  readonly sva: SvaEntity;
  readonly acceptedPriceCents: number;
  /** Network address. */
  readonly address: string;
  readonly userAgent: string | undefined;
}

const request = z.object({ svaId: z.string() });
/** The id is not known of a charge that was found by its effect, or by an operator. */
const outcome = z.object({ chargeId: z.string().nullable() });
type Charged = z.infer<typeof outcome>;

/**
 * Activations with the consent behind them. A paid one is charged once: one whose answer was lost stands in the way of
 * another until it is known what became of it.
 */
@Injectable()
export class SvaPurchases {
  private readonly kind;

  constructor(
    @InjectRepository(SvaActivationEntity) private readonly activations: Repository<SvaActivationEntity>,
    @InjectRepository(SvaEntity) private readonly svas: Repository<SvaEntity>,
    private readonly accounts: CustomerAccounts,
    private readonly charges: SvaChargesPort,
    private readonly entitlements: SvaEntitlements,
    private readonly acts: IrreversibleActs,
  ) {
    this.kind = acts.declare({
      name: 'sva.charge',
      title: 'Cobrança de serviço adicional',
      request,
      outcome,
      // A service may be given long after it was charged.
      showsWithinMs: 'never',
      find: (act) => this.find(act),
      assumed: () => ({ chargeId: null }),
      ended: async (manager, { id }, charged) => {
        const end =
          charged === null ? { state: 'failed' as const } : { state: 'done' as const, erpChargeId: charged.chargeId };
        await manager.update(SvaActivationEntity, { id, state: 'sending' }, { ...end, settledAt: new Date() });
      },
    });
  }

  /** States of what stands on a contract, by service. */
  async standing(customerId: string, contractId: string): Promise<ReadonlyMap<string, SvaActivationState>> {
    const rows = await this.activations.findBy({ customerId, contractId, state: Not('failed') });
    return new Map(rows.map(({ svaId, state }) => [svaId, state]));
  }

  /** Keeps the consent to a service that costs nothing; doing so again changes nothing. */
  async include(consent: SvaConsent): Promise<void> {
    await this.activations
      .createQueryBuilder()
      .insert()
      .values({ ...rowOf(consent), state: 'done', settledAt: new Date() })
      .orIgnore()
      .execute();
  }

  /**
   * Charges a service, or finds out that an earlier try of the same customer did.
   * @throws Problem SVA_ALREADY_ACTIVE, REQUEST_IN_FLIGHT while another request charges it, OUTCOME_UNCERTAIN while
   * nobody knows whether it was charged.
   */
  async charge(consent: SvaConsent): Promise<void> {
    const { customerId, contractId, sva } = consent;
    const place = { customerId, contractId, subject: `sva.charge:${contractId}:${sva.id}` };
    return this.acts.holding(this.kind, place, async (act) => {
      if (act.before !== undefined) return;
      const standing = await this.activations.existsBy({ contractId, svaId: sva.id, state: Not('failed') });
      if (standing) throw new Problem(problems.svaAlreadyActive);
      const { erpServiceId } = sva;
      if (erpServiceId === null) throw new TypeError(`service ${sva.id} has nothing to charge`);
      const holder = await this.accounts.get(customerId);
      const carryOut = async () => {
        const charged = await this.charges.charge(holder, { contractId, erpServiceId, reference: act.reference });
        return charged === 'uncertain' ? charged : { chargeId: charged.id };
      };
      await act.send({ svaId: sva.id }, carryOut, async (manager: EntityManager) => {
        await manager.insert(SvaActivationEntity, { ...rowOf(consent), id: act.reference, state: 'sending' });
      });
    });
  }

  /**
   * The ERP has no list of what it charges. What it tells is whom PlayHub serves: a service that the customer did not
   * have before and has now was charged. Of other providers nothing can be read: people look for the reference.
   */
  private async find({
    customerId,
    request: { svaId },
  }: SentAct<{ svaId: string }>): Promise<Charged | 'unreadable' | undefined> {
    const sva = await this.svas.findOneByOrFail({ id: svaId });
    if (sva.provider !== 'PLAYHUB') return 'unreadable';
    return (await this.entitlements.isServedByPlayhub(customerId, sva)) ? { chargeId: null } : undefined;
  }
}

const rowOf = ({ customerId, contractId, sva, acceptedPriceCents, address, userAgent }: SvaConsent) => ({
  customerId,
  contractId,
  svaId: sva.id,
  acceptedPriceCents,
  consentAddress: address,
  consentUserAgent: userAgent ?? null,
});
