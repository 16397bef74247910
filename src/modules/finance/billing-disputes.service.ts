import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { z } from 'zod';
import { todayInSaoPaulo, toSaoPauloInstant } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { DEFAULT_PAGE_SIZE, type PageQueryDto } from '../../common/http/page.dto.js';
import { type Work, WorkQueue } from '../../common/jobs/work-queue.js';
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
import { isUncertain, secondsToSettle, whenSettled } from './settled-act.js';

const TOPIC = 'billing-dispute-reconciliation';
const LOOK_AFTER_MS = 180_000;
const DAY_MS = 86_400_000;
/** The provider's clock may be behind ours. */
const CLOCK_DIFFERENCE_MS = 300_000;
const MOST_ROUNDS = 3;

const OPEN: readonly BillingDisputeState[] = ['pending', 'uncertain', 'open'];
const STATUSES: Readonly<Record<BillingDisputeState, DisputeStatus>> = {
  pending: 'PENDING',
  uncertain: 'PENDING',
  open: 'OPEN',
  closed: 'CLOSED',
  not_done: 'CLOSED',
};

const payload = z.object({ dispute_id: z.string() });

/** Contested charges: one open dispute of an invoice, with one attendance at the provider. */
@Injectable()
export class BillingDisputesService implements OnModuleInit, Work<z.infer<typeof payload>> {
  readonly topic = TOPIC;
  readonly payload = payload;
  readonly concurrency = 2;
  readonly timeoutMs = 30_000;
  readonly maxAttempts = 20;

  constructor(
    @InjectRepository(BillingDisputeEntity) private readonly disputes: Repository<BillingDisputeEntity>,
    private readonly accounts: CustomerAccounts,
    private readonly bills: CustomerBillsService,
    private readonly port: BillingDisputesPort,
    private readonly queue: WorkQueue,
    @Inject(financeConfig.token) private readonly config: FinanceConfig,
  ) {}

  onModuleInit(): void {
    this.queue.start(this);
  }

  backoffMs(): number {
    return Math.min(this.config.uncertainSettleMs, 60_000);
  }

  /**
   * Contests a charge.
   * @throws Problem DISPUTE_ALREADY_OPEN, DISPUTE_NOT_POSSIBLE, or OUTCOME_UNCERTAIN while nobody knows.
   */
  async open(customerId: string, asked: OpenDisputeDto): Promise<DisputeDto> {
    const bill = await this.disputable(customerId, asked);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await this.noOtherOpen(customerId, bill.id);
      const dispute = await this.begin(customerId, bill, asked);
      if (dispute !== undefined) return this.carryOut(dispute);
    }
    throw new Problem(problems.requestInFlight, { retryAfterSeconds: 1 });
  }

  /** The customer's disputes, newest first; closed ones are noticed here. */
  async list(customerId: string, query: PageQueryDto): Promise<DisputeListDto> {
    await this.noticeClosed(customerId);
    const page = query.page ?? 1;
    const size = query.pageSize ?? DEFAULT_PAGE_SIZE;
    const [rows, total] = await this.disputes.findAndCount({
      where: { customerId, state: In([...OPEN, 'closed']) },
      order: { requestedAt: 'DESC', id: 'DESC' },
      skip: (page - 1) * size,
      take: size,
    });
    return { items: rows.map(disputeDto), page, page_size: size, total, next: page * size < total ? page + 1 : null };
  }

  /** Looks after a dispute whose request may have died: settles it by what the provider lists now. */
  async run({ dispute_id: id }: z.infer<typeof payload>): Promise<void> {
    const dispute = await this.disputes.findOneBy({ id });
    if (dispute === null || !isUncertain(dispute)) return;
    await this.reconciled(dispute);
    const after = await this.disputes.findOneBy({ id });
    if (after !== null && isUncertain(after)) throw new Error('the dispute is still uncertain');
  }

  private async disputable(customerId: string, asked: OpenDisputeDto): Promise<CustomerBill> {
    const { value: bills } = await this.bills.billsOf(customerId);
    const bill = bills.find(({ id }) => id === asked.invoice_id);
    if (bill?.contractIds[0] === undefined) throw new Problem(problems.notFound);
    const { windowMonths } = this.config.dispute;
    if (bill.dueDate < monthsLater(todayInSaoPaulo(), -windowMonths)) throw notPossible('WINDOW_CLOSED');
    if (asked.amount_cents > bill.amountCents) throw notPossible('AMOUNT_ABOVE_INVOICE');
    return bill;
  }

  /** Settles or waits for a dispute of the invoice whose end is unknown. */
  private async noOtherOpen(customerId: string, invoiceId: string): Promise<void> {
    const other = await this.disputes.findOneBy({ customerId, invoiceId, state: In(OPEN) });
    if (other === null) return;
    const settled =
      isUncertain(other) || other.state === 'open'
        ? other
        : await whenSettled(() => this.disputes.findOneBy({ id: other.id }));
    const known = settled !== null && isUncertain(settled) ? await this.reconciled(settled) : settled;
    if (known?.state === 'open') {
      throw new Problem(problems.disputeAlreadyOpen, {
        ...(known.protocol === null ? {} : { protocol: known.protocol }),
        extensions: { answer_due_at: toSaoPauloInstant(known.answerDueAt) },
      });
    }
    if (known?.state === 'pending' || known?.state === 'uncertain') throw this.uncertain(known);
  }

  private begin(
    customerId: string,
    bill: CustomerBill,
    asked: OpenDisputeDto,
  ): Promise<BillingDisputeEntity | undefined> {
    const answerDueAt = new Date(Date.now() + this.config.dispute.answerDays * DAY_MS);
    return this.disputes.manager.transaction(async (manager) => {
      const [row] = await manager.query<{ id: string }[]>(
        `INSERT INTO billing_dispute (customer_id, invoice_id, contract_id, invoice_amount_cents, amount_cents, reason,
                                      description, items, answer_due_at, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'pending')
         ON CONFLICT (invoice_id) WHERE state IN ('pending', 'uncertain', 'open') DO NOTHING RETURNING id`,
        [
          customerId,
          bill.id,
          bill.contractIds[0] ?? '',
          bill.amountCents,
          asked.amount_cents,
          asked.reason,
          asked.description,
          asked.items ?? [],
          answerDueAt,
        ],
      );
      if (row === undefined) return undefined;
      const runAt = new Date(Date.now() + LOOK_AFTER_MS);
      await this.queue.enqueue(TOPIC, { dispute_id: row.id }, { dedupeKey: row.id, runAt, manager });
      return manager.findOneByOrFail(BillingDisputeEntity, { id: row.id });
    });
  }

  private async carryOut(dispute: BillingDisputeEntity): Promise<DisputeDto> {
    const holder = await this.accounts.get(dispute.customerId);
    const { contractId } = dispute;
    const request = { contractId, reference: referenceOf(dispute), text: textOf(dispute) };
    const outcome = await this.port.open(holder, request).catch(async (error: unknown) => {
      await this.move(dispute, 'not_done');
      throw error;
    });
    if (outcome.kind === 'opened') return disputeDto(await this.move(dispute, 'open', outcome.protocol));
    const lost = await this.move(dispute, 'uncertain');
    const known = await this.reconciled(lost).catch(() => lost);
    if (known.state !== 'open') throw this.uncertain(lost);
    return disputeDto(known);
  }

  /** Settles an uncertain dispute by looking for its attendance. */
  private async reconciled(dispute: BillingDisputeEntity): Promise<BillingDisputeEntity> {
    const holder = await this.accounts.get(dispute.customerId);
    const { contractId, requestedAt } = dispute;
    const protocol = await this.port.findProtocol(
      holder,
      { contractId, reference: referenceOf(dispute) },
      new Date(requestedAt.getTime() - CLOCK_DIFFERENCE_MS),
    );
    if (protocol !== undefined) return this.move(dispute, 'open', protocol);
    // It may still be on its way into the provider's books.
    if (Date.now() - requestedAt.getTime() < this.config.uncertainSettleMs) return dispute;
    return this.move(dispute, 'not_done');
  }

  private async noticeClosed(customerId: string): Promise<void> {
    const open = await this.disputes.findBy({ customerId, state: 'open' });
    const protocols = open.flatMap(({ protocol }) => (protocol === null ? [] : [protocol]));
    if (protocols.length === 0) return;
    const holder = await this.accounts.get(customerId);
    // The list is ours: it is shown whatever the provider answers.
    const closed = await this.port.closedAmong(holder, protocols).catch(() => new Set<string>());
    for (const dispute of open) {
      if (dispute.protocol !== null && closed.has(dispute.protocol)) await this.move(dispute, 'closed');
    }
  }

  private async move(
    dispute: BillingDisputeEntity,
    state: BillingDisputeState,
    protocol: string | null = dispute.protocol,
  ): Promise<BillingDisputeEntity> {
    const settledAt = new Date();
    await this.disputes.update({ id: dispute.id, state: dispute.state }, { state, protocol, settledAt });
    return { ...dispute, state, protocol, settledAt };
  }

  private uncertain(dispute: BillingDisputeEntity): Problem {
    const retryAfterSeconds = secondsToSettle(dispute, this.config.uncertainSettleMs);
    return new Problem(problems.outcomeUncertain, { retryAfterSeconds });
  }
}

const notPossible = (reason: string): Problem => new Problem(problems.disputeNotPossible, { extensions: { reason } });

const referenceOf = ({ id }: BillingDisputeEntity): string => `CTF-${id.slice(0, 8).toUpperCase()}`;

function textOf(dispute: BillingDisputeEntity): string {
  const items = dispute.items.map((item) => `- ${item}`);
  return [
    `CONTESTACAO DE FATURA ${dispute.invoiceId} (${referenceOf(dispute)})`,
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
