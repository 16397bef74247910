import { webhookEvent } from '../field-control.event.js';
import { orderAnswer } from '../field-control.resources.js';

const assumption = 'No body is shown; it is read as the order itself, as the document says of every event.';

export const orderCreated = webhookEvent({
  name: 'order-created',
  title: 'Criação de uma ordem de serviço',
  payload: orderAnswer,
  assumption,
});

export const orderUpdated = webhookEvent({
  name: 'order-updated',
  title: 'Atualização de uma ordem de serviço',
  payload: orderAnswer,
  assumption,
});
