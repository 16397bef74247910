import { z } from 'zod';
import { reference } from '../field-control.fields.js';
import { webhookEvent } from '../field-control.event.js';
import { attachmentAnswer, commentAnswer, formAnswer } from '../field-control.resources.js';

const assumption =
  'No body is shown; it is read as the resource itself, as the document says of every event, and tells the order where it names one.';

/** The documented resources do not name their order; a delivery that does is understood. */
const orderOf = z.object({ order: reference }).transform(({ order }) => ({ orderId: order }));

const withOrder = <A extends object>(resource: z.ZodType<A>) =>
  z.unknown().transform((body, context) => {
    const parsed = resource.safeParse(body);
    if (!parsed.success) {
      context.addIssue({ code: 'custom', message: 'not the resource of this event' });
      return z.NEVER;
    }
    const order = orderOf.safeParse(body);
    return { ...parsed.data, orderId: order.success ? order.data.orderId : null };
  });

export const orderFormCreated = webhookEvent({
  name: 'order-form-created',
  title: 'Criação de um formulário',
  payload: withOrder(formAnswer),
  assumption,
});

export const orderFormUpdated = webhookEvent({
  name: 'order-form-updated',
  title: 'Atualização de um formulário',
  payload: withOrder(formAnswer),
  assumption,
});

export const orderAttachmentCreated = webhookEvent({
  name: 'order-attachment-created',
  title: 'Criação de um anexo',
  payload: withOrder(attachmentAnswer),
  assumption,
});

export const orderAttachmentUpdated = webhookEvent({
  name: 'order-attachment-updated',
  title: 'Atualização de um anexo',
  payload: withOrder(attachmentAnswer),
  assumption,
});

export const commentCreated = webhookEvent({
  name: 'comment-created',
  title: 'Criação de um comentário',
  payload: withOrder(commentAnswer),
  assumption,
});
