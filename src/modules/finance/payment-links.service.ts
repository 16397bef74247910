import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ArrayContains, In, MoreThan, Repository } from 'typeorm';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { buildStaticPix } from '../../common/brazil/pix.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { BillingDisputesService } from './billing-disputes.service.js';
import type { CustomerBill } from './customer-bills.port.js';
import { CustomerBillsService } from './customer-bills.service.js';
import { type FinanceConfig, financeConfig } from './finance.config.js';
import { payableBill, totalOfPayable } from './payable-bill.js';
import { PaymentGatewayPort, type PaymentMethod } from './payment-gateway.port.js';
import { type LinkedBill, PaymentLinkEntity, type PaymentLinkState } from './payment-link.entity.js';
import type { CreatePaymentLinkDto, PaymentLinkDto } from './payment-links.dto.js';

const LIVE: readonly PaymentLinkState[] = ['creating', 'live'];
/** A link this near its end is not handed out again: nobody could pay it in time. */
const MARGIN_MS = 120_000;
const MOST_ROUNDS = 3;

/** Charges for chosen invoices. That one was paid is told by the gateway's webhook alone, never by the app. */
@Injectable()
export class PaymentLinksService {
  constructor(
    @InjectRepository(PaymentLinkEntity) private readonly links: Repository<PaymentLinkEntity>,
    private readonly bills: CustomerBillsService,
    private readonly disputes: BillingDisputesService,
    private readonly gateway: PaymentGatewayPort,
    @Inject(financeConfig.token) private readonly config: FinanceConfig,
  ) {}

  /** Whether links of this method can be made here at all. */
  offers(method: PaymentMethod): boolean {
    return this.gateway.configured || (method === 'PIX' && this.config.staticPix !== undefined);
  }

  /** The live links of one bill alone, by method; only those whose amount still is the bill's. */
  async liveOf(customerId: string, bill: CustomerBill): Promise<ReadonlyMap<PaymentMethod, PaymentLinkDto>> {
    const links = await this.links.findBy({
      customerId,
      state: 'live',
      billIds: ArrayContains([bill.id]),
      expiresAt: MoreThan(new Date(Date.now() + MARGIN_MS)),
    });
    const disputed = await this.disputes.disputedOf(customerId);
    const amountCents = String(totalOfPayable(payableBill(bill, disputed.get(bill.id) ?? 0)));
    return new Map(
      links
        .filter((link) => link.billIds.length === 1 && link.amountCents === amountCents)
        .map((link) => [link.method, linkDto(link)]),
    );
  }

  /**
   * A link for the set of bills: the live one, or a new one.
   * A bill that is contested in part is charged without that part.
   * @throws Problem INVOICE_ALREADY_PAID, DISPUTE_ALREADY_OPEN for one that is contested whole, NOT_FOUND for a bill that is gone, UNSUPPORTED for a method nobody offers.
   */
  async create(customerId: string, { invoice_ids: ids, method }: CreatePaymentLinkDto): Promise<PaymentLinkDto> {
    const staticPix = !this.gateway.configured && method === 'PIX' ? this.config.staticPix : undefined;
    if (!this.gateway.configured && staticPix === undefined) throw new Problem(problems.unsupported);
    const bills = await this.openBills(customerId, ids);
    const wanted = {
      customerId,
      method,
      billIds: bills.map(({ id }) => id),
      bills,
      amountCents: String(bills.reduce((sum, bill) => sum + totalOfPayable(bill), 0)),
    };
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const link = (await this.reusable(wanted)) ?? (await this.begin(wanted));
      if (link?.state === 'live') return linkDto(link);
      if (link === undefined) continue;
      const made = staticPix === undefined ? await this.charge(link) : this.staticCharge(link, staticPix);
      await this.links.update({ id: link.id, state: 'creating' }, { ...made, state: 'live' });
      return linkDto({ ...link, ...made });
    }
    throw new Problem(problems.requestInFlight, { retryAfterSeconds: 1 });
  }

  /** The bills as they are now, sorted by id. */
  private async openBills(customerId: string, ids: readonly string[]): Promise<LinkedBill[]> {
    const [{ value }, disputed] = await Promise.all([
      this.bills.billsOf(customerId, { fresh: true }),
      this.disputes.disputedOf(customerId),
    ]);
    return [...ids].sort().map((id) => {
      const bill = value.find((listed) => listed.id === id);
      if (bill === undefined) throw new Problem(problems.notFound);
      if (bill.paidOn !== null) throw new Problem(problems.invoiceAlreadyPaid);
      const payable = payableBill(bill, disputed.get(id) ?? 0);
      if (totalOfPayable(payable) === 0) throw new Problem(problems.disputeAlreadyOpen);
      return payable;
    });
  }

  /** The live link of the set while it holds; one that does not hold any more makes room for another. */
  private async reusable(wanted: Wanted): Promise<PaymentLinkEntity | undefined> {
    const { customerId, method, billIds, amountCents } = wanted;
    const link = await this.links
      .createQueryBuilder('link')
      .where({ customerId, method, state: In(LIVE) })
      .andWhere('link.bill_ids = :billIds', { billIds })
      .getOne();
    if (link === null) return undefined;
    const holds = link.amountCents === amountCents && link.expiresAt.getTime() > Date.now() + MARGIN_MS;
    if (holds) return link;
    await this.links.update({ id: link.id, state: In(LIVE) }, { state: 'replaced' });
    return undefined;
  }

  /** A new link; undefined when another request has just begun one. */
  private async begin(wanted: Wanted): Promise<PaymentLinkEntity | undefined> {
    const expiresAt = new Date(Date.now() + this.config.paymentLinkMinutes * 60_000);
    const [row] = await this.links.manager.query<{ id: string }[]>(
      `INSERT INTO payment_link (customer_id, method, bill_ids, bills, amount_cents, state, expires_at)
       VALUES ($1, $2, $3, $4, $5, 'creating', $6)
       ON CONFLICT (customer_id, method, bill_ids) WHERE state IN ('creating', 'live') DO NOTHING RETURNING id`,
      [wanted.customerId, wanted.method, wanted.billIds, JSON.stringify(wanted.bills), wanted.amountCents, expiresAt],
    );
    return row === undefined ? undefined : this.links.findOneByOrFail({ id: row.id });
  }

  /** Asked again after a lost answer, or by two at once, the gateway gives the one charge of this link. */
  private async charge(link: PaymentLinkEntity) {
    const charge = await this.gateway.createCharge({
      reference: link.id,
      amountCents: Number(link.amountCents),
      method: link.method,
      description: `Fatura ${link.billIds.join(', ')}`.slice(0, 140),
      expiresAt: link.expiresAt,
    });
    return {
      chargeId: charge.id,
      url: charge.url,
      pixCopyPaste: charge.pixCopyPaste,
      qrPng: charge.qrPng,
      expiresAt: charge.expiresAt,
    };
  }

  private staticCharge(link: PaymentLinkEntity, pix: { key: string; name: string; city: string }) {
    const txid = link.id.replaceAll('-', '').slice(0, 25).toUpperCase();
    return {
      chargeId: null,
      url: null,
      pixCopyPaste: buildStaticPix({ ...pix, amountCents: Number(link.amountCents), txid }),
      qrPng: null,
      expiresAt: link.expiresAt,
    };
  }
}

type Wanted = Pick<PaymentLinkEntity, 'customerId' | 'method' | 'billIds' | 'bills' | 'amountCents'>;

const linkDto = (link: PaymentLinkEntity): PaymentLinkDto => ({
  id: link.id,
  url: link.url,
  pix_copy_paste: link.pixCopyPaste,
  qr_png: link.qrPng,
  expires_at: toSaoPauloInstant(link.expiresAt),
  amount_cents: Number(link.amountCents),
  amount_formatted: formatBrl(Number(link.amountCents)),
});
