import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { type ActsConfig, actsConfig } from '../../common/acts/acts.config.js';
import { dateInSaoPaulo, type PlainDate, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { doubling, UnrecoverableWorkError, type Work, WorkQueue } from '../../common/jobs/work-queue.js';
import { BillPaymentsPort } from './bill-payments.port.js';
import { CustomerBillsService } from './customer-bills.service.js';
import { type ConfirmedPayment, confirmedPaymentSchema } from './payment-event.js';
import { type LinkedBill, PaymentLinkEntity } from './payment-link.entity.js';
import { PaymentSettlementEntity } from './payment-settlement.entity.js';

const TOPIC = 'payment-settlement';

class SettlementUncertainError extends Error {
  override readonly name = 'SettlementUncertainError';
}

/**
 * Enters payments that the gateway confirmed into the provider's books, one bill after the other. Each is sent once;
 * after a lost answer the bill is read before it could be sent again.
 */
@Injectable()
export class PaymentSettlementService implements OnModuleInit, Work<ConfirmedPayment> {
  readonly topic = TOPIC;
  readonly payload = confirmedPaymentSchema;
  readonly concurrency = 4;
  readonly timeoutMs = 60_000;
  readonly maxAttempts = 30;
  readonly backoffMs = doubling(2_000, 900_000);

  constructor(
    @InjectRepository(PaymentLinkEntity) private readonly links: Repository<PaymentLinkEntity>,
    @InjectRepository(PaymentSettlementEntity) private readonly settlements: Repository<PaymentSettlementEntity>,
    private readonly port: BillPaymentsPort,
    private readonly bills: CustomerBillsService,
    private readonly queue: WorkQueue,
    @Inject(actsConfig.token) private readonly config: ActsConfig,
  ) {}

  onModuleInit(): void {
    this.queue.start(this);
  }

  /** Stores a confirmed payment; false when its event was stored before. */
  store(eventId: string, payment: ConfirmedPayment): Promise<boolean> {
    return this.queue.enqueue(TOPIC, payment, { dedupeKey: eventId });
  }

  async run(payment: ConfirmedPayment): Promise<void> {
    const link = await this.links.findOneBy({ id: payment.reference });
    if (link === null) throw new UnrecoverableWorkError('unknown-charge');
    // An operator decides what to do with a part, or too much.
    if (payment.paid_cents !== Number(link.amountCents)) throw new UnrecoverableWorkError('amount-differs');
    await this.settlements
      .createQueryBuilder()
      .insert()
      .values(link.billIds.map((billId) => ({ paymentLinkId: link.id, billId })))
      .orIgnore()
      .execute();
    for (const bill of link.bills) await this.settle(link, bill, dayOf(payment));
    await this.links.update({ id: link.id }, { state: 'paid' });
  }

  private async settle(link: PaymentLinkEntity, bill: LinkedBill, paidOn: PlainDate): Promise<void> {
    const key = { paymentLinkId: link.id, billId: bill.id };
    const row = await this.settlements.findOneByOrFail(key);
    if (row.state === 'done') return;
    if (row.state === 'sent' && !(await this.surelyNotEntered(link.customerId, bill, row))) return;
    // Whoever makes this change sends it: two deliveries of one payment meet here.
    const { affected } = await this.settlements.update(
      { ...key, state: row.state },
      { state: 'sent', sentAt: new Date() },
    );
    if (affected !== 1) throw new SettlementUncertainError();
    const outcome = await this.port
      .pay({
        customerId: link.customerId,
        billId: bill.id,
        amountCents: bill.amount_cents,
        fineCents: bill.fine_cents,
        interestCents: bill.interest_cents,
        partial: isPartial(bill),
        paidOn,
        method: link.method,
      })
      .catch(async (error: unknown) => {
        await this.settlements.update(key, { state: 'waiting' });
        throw error;
      });
    if (outcome !== 'uncertain') {
      await this.settlements.update(key, { state: 'done' });
      return;
    }
    if (await this.surelyNotEntered(link.customerId, bill, { ...row, state: 'sent', sentAt: new Date() })) {
      throw new SettlementUncertainError();
    }
  }

  /**
   * Reads a bill whose payment was sent, and closes the settlement when it is paid.
   * @returns false when it is entered, true when it is known not to be.
   * @throws SettlementUncertainError while that is not known.
   */
  private async surelyNotEntered(
    customerId: string,
    linked: LinkedBill,
    row: PaymentSettlementEntity,
  ): Promise<boolean> {
    // A bill that stays open in part shows nothing of a payment: an operator looks whether it is entered.
    if (isPartial(linked)) throw new SettlementUncertainError();
    const { value: bills } = await this.bills.billsOf(customerId, { fresh: true });
    const bill = bills.find(({ id }) => id === row.billId);
    if (bill !== undefined && bill.paidOn !== null) {
      await this.settlements.update({ paymentLinkId: row.paymentLinkId, billId: row.billId }, { state: 'done' });
      return false;
    }
    const age = Date.now() - (row.sentAt?.getTime() ?? 0);
    if (age < this.config.settleMs) throw new SettlementUncertainError();
    return true;
  }
}

const isPartial = ({ disputed_cents: disputed = 0 }: LinkedBill): boolean => disputed > 0;

/** The day of the payment here; a clock that runs ahead over there never makes it tomorrow. */
function dayOf({ paid_at: paidAt }: ConfirmedPayment): PlainDate {
  const today = todayInSaoPaulo();
  const day = dateInSaoPaulo(Date.parse(paidAt)) ?? today;
  return day > today ? today : day;
}
