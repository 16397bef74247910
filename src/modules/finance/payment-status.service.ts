import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { CustomerBill } from './customer-bills.port.js';
import { CustomerBillsService } from './customer-bills.service.js';
import { PaymentSettlementEntity } from './payment-settlement.entity.js';
import type { PaymentStatusDto } from './payment-status.dto.js';

/** What the app asks again and again while somebody pays: kept bills answer most of it. */
const POLL_SECONDS = 5;

@Injectable()
export class PaymentStatusService {
  constructor(
    private readonly bills: CustomerBillsService,
    @InjectRepository(PaymentSettlementEntity) private readonly settlements: Repository<PaymentSettlementEntity>,
  ) {}

  /** @throws Problem NOT_FOUND for a bill that the provider lists no more. */
  async statusOf(customerId: string, billId: string): Promise<PaymentStatusDto> {
    const { value } = await this.bills.billsOf(customerId);
    const bill = value.find(({ id }) => id === billId);
    if (bill === undefined) throw new Problem(problems.notFound);
    return this.statusOfBill(customerId, bill);
  }

  /** By a bill that was read already. */
  async statusOfBill(customerId: string, { id, paidOn }: CustomerBill): Promise<PaymentStatusDto> {
    if (paidOn !== null) return { invoice_id: id, state: 'PAID', paid_on: paidOn, poll_after_s: null };
    // What the gateway confirmed is known here before the provider's list shows it.
    const settlements = await this.settlements.findBy({ billId: id, paymentLink: { customerId } });
    if (settlements.some(({ state }) => state === 'done')) {
      return { invoice_id: id, state: 'PAID', paid_on: null, poll_after_s: null };
    }
    return {
      invoice_id: id,
      state: settlements.length === 0 ? 'OPEN' : 'CONFIRMING',
      paid_on: null,
      poll_after_s: POLL_SECONDS,
    };
  }
}
