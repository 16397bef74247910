import { z } from 'zod';
import { page, resource } from '../field-control.errors.js';
import { resourceId } from '../field-control.fields.js';
import { fieldControlOperation } from '../field-control.operation.js';
import { pageOf, paging } from '../field-control.page.js';
import { attachmentAnswer, commentAnswer, formAnswer } from '../field-control.resources.js';

const ofOrder = { path: z.object({ order_id: resourceId }), query: z.object(paging) };

export const listOrderAttachments = fieldControlOperation({
  id: 'order-attachments.list',
  title: 'Lista anexos existentes para uma ordem de serviço',
  method: 'GET',
  path: '/orders/{order_id}/attachments',
  effect: 'read',
  request: ofOrder,
  envelope: page,
  answer: pageOf(attachmentAnswer),
});

export const listOrderComments = fieldControlOperation({
  id: 'order-comments.list',
  title: 'Lista comentários existentes para uma ordem de serviço',
  method: 'GET',
  path: '/orders/{order_id}/comments',
  effect: 'read',
  request: ofOrder,
  envelope: page,
  answer: pageOf(commentAnswer),
});

export const readOrderForm = fieldControlOperation({
  id: 'order-forms.read',
  title: 'Recupera um formulário respondido existente por id',
  method: 'GET',
  path: '/orders/{order_id}/forms/{id}',
  effect: 'read',
  request: { path: z.object({ order_id: resourceId, id: resourceId }) },
  envelope: resource,
  answer: formAnswer,
});

export const listOrderForms = fieldControlOperation({
  id: 'order-forms.list',
  title: 'Lista formulários respondidos existentes para uma ordem de serviço',
  method: 'GET',
  path: '/orders/{order_id}/forms',
  effect: 'read',
  request: ofOrder,
  envelope: page,
  answer: pageOf(formAnswer),
});
