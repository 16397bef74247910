import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { z } from 'zod';
import { contractOf, type SentAct } from '../../common/acts/act-kinds.js';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import { todayInSaoPaulo, toSaoPauloInstant } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { pageBounds, pageMembers, type PageQueryDto } from '../../common/http/page.dto.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { BillingDisputeEntity, type BillingDisputeState } from './billing-dispute.entity.js';
import type { DisputeDto, DisputeListDto, DisputeStatus, OpenDisputeDto } from './billing-disputes.dto.js';
import { BillingDisputesPort } from './billing-disputes.port.js';
import type { CustomerBill } from './customer-bills.port.js';
import { CustomerBillsService } from './customer-bills.service.js';
import { type FinanceConfig, financeConfig } from './finance.config.js';
import { monthsLater } from './negotiation-plan.js';

const DAY_MS = 86_400_000;
/** The provider's clock may be behind ours. */
const CLOCK_DIFFERENCE_MS = 300_000;

const OPEN: readonly BillingDisputeState[] = ['pending', 'open'];
const STATUSES: Readonly<Record<BillingDisputeState, DisputeStatus>> = {
  pending: 'PENDING',
  open: 'OPEN',
  closed: 'CLOSED',
  not_done: 'CLOSED',
};

/** Contested charges: one open dispute of an invoice, with one attendance at the provider. */
@Injectable()
export class BillingDisputesService {
  private readonly kind;

  constructor(
    @InjectRepository(BillingDisputeEntity) private readonly disputes: Repository<BillingDisputeEntity>,
    private readonly accounts: CustomerAccounts,
    private readonly bills: CustomerBillsService,
    private readonly port: BillingDisputesPort,
    private readonly acts: IrreversibleActs,
    @Inject(financeConfig.token) private readonly config: FinanceConfig,
  ) {
    this.kind = acts.declare({
      name: 'finance.dispute',
      title: 'Contestação de fatura',
      request: z.object({ invoiceId: z.string() }),
      // Of a dispute that an operator found the protocol is not known.
      outcome: z.object({ protocol: z.string().nullable() }),
      find: (act) => this.find(act),
      assumed: () => ({ protocol: null }),
      ended: async (manager, { id }, outcome) => {
        const end = outcome === null ? { state: 'not_done' as const } : { state: 'open' as const, ...outcome };
        await manager.update(BillingDisputeEntity, { id, state: 'pending' }, { ...end, settledAt: new Date() });
      },
    });
  }

  /**
   * Contests a charge.
   * @throws Problem DISPUTE_ALREADY_OPEN, DISPUTE_NOT_POSSIBLE, or OUTCOME_UNCERTAIN while nobody knows.
   */
  async open(customerId: string, asked: OpenDisputeDto): Promise<DisputeDto> {
    const { bill, contractId } = await this.disputable(customerId, asked);
    const place = { customerId, contractId, subject: `finance.dispute:${bill.id}` };
    return this.acts.holding(this.kind, place, async (act) => {
      await this.requireNoneOpen(bill.id);
      const dispute = {
        id: act.reference,
        customerId,
        invoiceId: bill.id,
        contractId,
        invoiceAmountCents: String(bill.amountCents),
        amountCents: String(asked.amount_cents),
        reason: asked.reason,
        description: asked.description,
        items: asked.items ?? [],
        state: 'pending' as const,
        answerDueAt: new Date(Date.now() + this.config.dispute.answerDays * DAY_MS),
      };
      const carryOut = async () => {
        const holder = await this.accounts.get(customerId);
        const opening = { contractId, reference: referenceOf(act.reference), text: textOf(dispute) };
        const outcome = await this.port.open(holder, opening);
        return outcome.kind === 'uncertain' ? outcome.kind : { protocol: outcome.protocol };
      };
      await act.send({ invoiceId: bill.id }, carryOut, async (manager) => {
        await manager.insert(BillingDisputeEntity, dispute);
      });
      return disputeDto(await this.disputes.findOneByOrFail({ id: act.reference }));
    });
  }

  /** The customer's disputes, newest first; closed ones are noticed here. */
  async list(customerId: string, query: PageQueryDto): Promise<DisputeListDto> {
    await this.noticeClosed(customerId);
    const bounds = pageBounds(query);
    const [rows, total] = await this.disputes.findAndCount({
      where: { customerId, state: In([...OPEN, 'closed']) },
      order: { requestedAt: 'DESC', id: 'DESC' },
      skip: bounds.offset,
      take: bounds.size,
    });
    return { items: rows.map(disputeDto), ...pageMembers(bounds, total) };
  }

  /** What the customer contests now, in centavos by bill. */
  async disputedOf(customerId: string): Promise<ReadonlyMap<string, number>> {
    const open = await this.disputes.findBy({ customerId, state: In(OPEN) });
    return new Map(open.map(({ invoiceId, amountCents }) => [invoiceId, Number(amountCents)]));
  }

  private async disputable(
    customerId: string,
    asked: OpenDisputeDto,
  ): Promise<{ bill: CustomerBill; contractId: string }> {
    const { value: bills } = await this.bills.billsOf(customerId);
    const bill = bills.find(({ id }) => id === asked.invoice_id);
    const contractId = bill?.contractIds[0];
    if (bill === undefined || contractId === undefined) throw new Problem(problems.notFound);
    const { windowMonths } = this.config.dispute;
    if (bill.dueDate < monthsLater(todayInSaoPaulo(), -windowMonths)) throw notPossible('WINDOW_CLOSED');
    if (asked.amount_cents > bill.amountCents) throw notPossible('AMOUNT_ABOVE_INVOICE');
    return { bill, contractId };
  }

  private async requireNoneOpen(invoiceId: string): Promise<void> {
    const other = await this.disputes.findOneBy({ invoiceId, state: 'open' });
    if (other === null) return;
    throw new Problem(problems.disputeAlreadyOpen, {
      ...(other.protocol === null ? {} : { protocol: other.protocol }),
      extensions: { answer_due_at: toSaoPauloInstant(other.answerDueAt) },
    });
  }

  /** Looks for the attendance by which a dispute was opened. */
  private async find(act: SentAct<{ invoiceId: string }>): Promise<{ protocol: string } | undefined> {
    const protocol = await this.port.findProtocol(
      await this.accounts.get(act.customerId),
      { contractId: contractOf(act), reference: referenceOf(act.id) },
      new Date(act.sentAt.getTime() - CLOCK_DIFFERENCE_MS),
    );
    return protocol === undefined ? undefined : { protocol };
  }

  private async noticeClosed(customerId: string): Promise<void> {
    const open = await this.disputes.findBy({ customerId, state: 'open' });
    const protocols = open.flatMap(({ protocol }) => (protocol === null ? [] : [protocol]));
    if (protocols.length === 0) return;
    const holder = await this.accounts.get(customerId);
    // The list is ours: it is shown whatever the provider answers.
    const closed = await this.port.closedAmong(holder, protocols).catch(() => new Set<string>());
    for (const dispute of open) {
      if (dispute.protocol !== null && closed.has(dispute.protocol)) {
        await this.disputes.update({ id: dispute.id, state: 'open' }, { state: 'closed', settledAt: new Date() });
      }
    }
  }
}

const notPossible = (reason: string): Problem => new Problem(problems.disputeNotPossible, { extensions: { reason } });

const referenceOf = (disputeId: string): string => `CTF-${disputeId.slice(0, 8).toUpperCase()}`;

type DisputeText = Pick<BillingDisputeEntity, 'id' | 'invoiceId' | 'amountCents' | 'reason' | 'description' | 'items'>;

function textOf(dispute: DisputeText): string {
  const items = dispute.items.map((item) => `- ${item}`);
  return [
    `CONTESTACAO DE FATURA ${dispute.invoiceId} (${referenceOf(dispute.id)})`,
    `Valor contestado: ${formatBrl(Number(dispute.amountCents))}`,
    `Motivo: ${dispute.reason}`,
    dispute.description,
    ...items,
  ].join('\n');
}

const disputeDto = (dispute: BillingDisputeEntity): DisputeDto => ({
  id: dispute.id,
  invoice_id: dispute.invoiceId,
  status: STATUSES[dispute.state],
  protocol: dispute.protocol,
  amount_cents: Number(dispute.amountCents),
  undisputed_cents: Number(dispute.invoiceAmountCents) - Number(dispute.amountCents),
  reason: dispute.reason,
  description: dispute.description,
  items: dispute.items,
  opened_at: toSaoPauloInstant(dispute.requestedAt),
  answer_due_at: toSaoPauloInstant(dispute.answerDueAt),
});
