import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { FieldControlInbox } from './field-control-inbox.js';
import { AcceptedDeliveryDto } from './field-control-webhook.dto.js';

const DELIVERY_ID = /^[\x21-\x7e]{1,200}$/;

@ApiTags('Webhooks')
@Controller('app/v1/webhooks/field-control')
export class PublicFieldControlWebhookController {
  constructor(private readonly inbox: FieldControlInbox) {}

  /** Takes an event of Field Control in: stored before it is answered, carried out afterwards. */
  @Post()
  @HttpCode(202)
  @Access('none')
  @ApiSecurity('fieldControlWebhook')
  @ApiHeader({ name: 'X-FieldControl-Event', required: true, example: 'task-updated' })
  @ApiHeader({ name: 'X-FieldControl-Delivery', required: true, description: 'Id of this delivery alone' })
  @ApiBody({ schema: { type: 'object', additionalProperties: true } })
  @ApiProblems(400, 401)
  async receiveFieldControlEvent(
    @Headers('authorization') authorization: string | undefined,
    @Headers('x-fieldcontrol-event') event: string | undefined,
    @Headers('x-fieldcontrol-delivery') deliveryId: string | undefined,
    @Body() body: unknown,
  ): Promise<AcceptedDeliveryDto> {
    if (!this.inbox.authenticates(authorization)) throw new Problem(problems.unauthenticated);
    if (event === undefined) throw missing('X-FieldControl-Event');
    if (deliveryId === undefined || !DELIVERY_ID.test(deliveryId)) throw missing('X-FieldControl-Delivery');
    const status = await this.inbox.receive(deliveryId, { event, body });
    if (status !== 'malformed') return { status };
    throw new Problem(problems.validation, {
      invalidFields: [{ field: 'body', message: `body must be the resource of a ${event} event` }],
    });
  }
}

const missing = (header: string): Problem =>
  new Problem(problems.validation, { invalidFields: [{ field: header, message: `${header} must be given` }] });
