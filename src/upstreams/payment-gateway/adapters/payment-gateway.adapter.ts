import { Injectable } from '@nestjs/common';
import { parsePixPayload } from '../../../common/brazil/pix.js';
import { type Charge, type ChargeRequest, PaymentGatewayPort } from '../../../modules/finance/payment-gateway.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { createCharge } from '../operations/charges.js';
import { PaymentGatewayClient } from '../payment-gateway.client.js';

@Injectable()
export class PaymentGatewayAdapter extends PaymentGatewayPort {
  constructor(private readonly gateway: PaymentGatewayClient) {
    super();
  }

  get configured(): boolean {
    return this.gateway.configured;
  }

  async createCharge(request: ChargeRequest): Promise<Charge> {
    const { value } = await this.gateway.call(
      createCharge,
      {
        headers: { 'idempotency-key': request.reference },
        body: {
          reference: request.reference,
          amount_cents: request.amountCents,
          method: request.method,
          description: request.description,
          expires_at: request.expiresAt.toISOString(),
        },
      },
      { owner: request.reference },
    );
    // Another amount is another charge: nobody must be shown how to pay it.
    if (value.amountCents !== request.amountCents) {
      throw new UpstreamError('bad-payload', createCharge.id, { reason: 'amount-differs' });
    }
    const { id, url, qrPng, expiresAt } = value;
    return { id, url, qrPng, expiresAt, pixCopyPaste: checkedPix(value.pixCopyPaste) };
  }
}

/** A code whose checksum does not hold is hidden, never shown. */
const checkedPix = (payload: string | null): string | null =>
  payload !== null && parsePixPayload(payload) !== undefined ? payload : null;
