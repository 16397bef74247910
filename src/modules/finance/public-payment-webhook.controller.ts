import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { confirmedPaymentSchema, PAYMENT_CONFIRMED, paymentEventSchema } from './payment-event.js';
import { PaymentSettlementService } from './payment-settlement.service.js';
import { PaymentSignatureGuard } from './payment-signature.guard.js';
import { AcceptedPaymentEventDto } from './payment-webhook.dto.js';

@ApiTags('Webhooks')
@Controller('app/v1/webhooks/payments')
export class PublicPaymentWebhookController {
  constructor(private readonly settlements: PaymentSettlementService) {}

  /** Takes an event of the payment gateway in: stored before it is answered, entered into the books afterwards. */
  @Post()
  @HttpCode(202)
  @Access('none')
  @UseGuards(PaymentSignatureGuard)
  @ApiSecurity('paymentWebhook')
  @ApiHeader({ name: 'X-Payment-Timestamp', required: true, description: 'Epoch seconds' })
  @ApiHeader({
    name: 'X-Payment-Signature',
    required: true,
    description: '`sha256=` and the hexadecimal HMAC-SHA-256 of the timestamp, a dot and the body',
  })
  @ApiBody({
    schema: {
      type: 'object',
      required: ['id', 'type', 'data'],
      properties: {
        id: { type: 'string', description: 'Of this event alone' },
        type: { type: 'string', example: PAYMENT_CONFIRMED },
        data: {
          type: 'object',
          required: ['reference', 'paid_cents', 'paid_at'],
          properties: {
            reference: { type: 'string', format: 'uuid', description: 'Id of the payment link' },
            paid_cents: { type: 'integer', example: 10228 },
            paid_at: { type: 'string', format: 'date-time' },
          },
        },
      },
    },
  })
  @ApiProblems(400, 401)
  async receivePaymentEvent(@Body() body: unknown): Promise<AcceptedPaymentEventDto> {
    const event = paymentEventSchema.safeParse(body);
    if (!event.success) throw invalid('body');
    // An event of tomorrow is nobody's mistake: refusing it would only have it sent again.
    if (event.data.type !== PAYMENT_CONFIRMED) return { status: 'ignored' };
    const payment = confirmedPaymentSchema.safeParse(event.data.data);
    if (!payment.success) throw invalid('data');
    return { status: (await this.settlements.store(event.data.id, payment.data)) ? 'accepted' : 'duplicate' };
  }
}

const invalid = (field: string): Problem =>
  new Problem(problems.validation, {
    invalidFields: [{ field, message: `${field} must be an event of the payment gateway` }],
  });
