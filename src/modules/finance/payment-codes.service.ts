import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { digitableLineMatches, formatDigitableLine, parseBoleto } from '../../common/brazil/boleto.js';
import { buildStaticPix } from '../../common/brazil/pix.js';
import { type CustomerBill, CustomerBillsPort } from './customer-bills.port.js';
import { type FinanceConfig, financeConfig } from './finance.config.js';

/** Codes a bill can be paid with, each checked against the bill; null when there is none that can be trusted. */
export interface PaymentCodes {
  /** 47 or 48 digits. */
  readonly digitableLine: string | null;
  readonly digitableLineFormatted: string | null;
  readonly barcode: string | null;
  /** Pix "copia e cola". */
  readonly pix: string | null;
}

const NO_LINE = { digitableLine: null, digitableLineFormatted: null, barcode: null };

/** Finds and checks the codes of unpaid bills. A code that does not agree with its bill is hidden, never shown. */
@Injectable()
export class PaymentCodesService {
  constructor(
    private readonly bills: CustomerBillsPort,
    @Inject(financeConfig.token) private readonly config: FinanceConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(PaymentCodesService.name);
  }

  /** Never fails: without a trustworthy code the bill can still be seen and its PDF opened. */
  async codesOf(bill: CustomerBill): Promise<PaymentCodes> {
    const line = await this.bills.digitableLine(bill.id).catch(() => undefined);
    return { ...this.checkedLine(bill, line), pix: this.pixOf(bill) };
  }

  private checkedLine(bill: CustomerBill, line: string | undefined): Omit<PaymentCodes, 'pix'> {
    if (line === undefined) return NO_LINE;
    const verdict = digitableLineMatches(line, bill);
    const slip = verdict === 'ok' ? parseBoleto(line, { referenceDate: bill.dueDate }) : undefined;
    if (slip === undefined) {
      this.logger.warn({ billId: bill.id, verdict }, 'digitable line does not agree with its bill');
      return NO_LINE;
    }
    return {
      digitableLine: slip.digitableLine,
      digitableLineFormatted: formatDigitableLine(slip.digitableLine),
      barcode: slip.barcode,
    };
  }

  /** A static charge of the provider's own key, when one is configured. */
  private pixOf(bill: CustomerBill): string | null {
    const { staticPix } = this.config;
    if (staticPix === undefined) return null;
    return buildStaticPix({ ...staticPix, amountCents: bill.amountCents, txid: `FAT${bill.id}`.slice(0, 25) });
  }
}
