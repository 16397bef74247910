import { z } from 'zod';
import { page, resource } from '../field-control.errors.js';
import { addressInput, referenceInput, referenceOrNameInput, resourceId } from '../field-control.fields.js';
import { filterOf } from '../field-control.filters.js';
import { fieldControlOperation } from '../field-control.operation.js';
import { pageOf, paging } from '../field-control.page.js';
import { orderAnswer, taskOfNewOrderInput } from '../field-control.resources.js';

const orderInput = z.object({
  // Unique among all orders.
  identifier: z.string().min(1),
  description: z.string().nullish(),
  customer: referenceInput,
  service: referenceInput,
  address: addressInput,
});

export const createOrder = fieldControlOperation({
  id: 'orders.create',
  title: 'Cria uma nova ordem de serviço',
  method: 'POST',
  path: '/orders',
  effect: 'irreversible',
  request: {
    body: orderInput.extend({
      customer: referenceOrNameInput,
      service: referenceOrNameInput,
      tasks: z.array(taskOfNewOrderInput).min(1),
    }),
  },
  envelope: resource,
  answer: orderAnswer,
  assumption:
    'The table of activities marks `position` and `scheduling.type` as required; the example of a new order leaves both out, so they are optional here.',
});

export const readOrder = fieldControlOperation({
  id: 'orders.read',
  title: 'Recupera uma ordem de serviço existente por id',
  method: 'GET',
  path: '/orders/{id}',
  effect: 'read',
  request: { path: z.object({ id: resourceId }) },
  envelope: resource,
  answer: orderAnswer,
});

export const updateOrder = fieldControlOperation({
  id: 'orders.update',
  title: 'Atualiza uma ordem de serviço existente',
  method: 'PUT',
  path: '/orders/{id}',
  effect: 'idempotent-write',
  request: { path: z.object({ id: resourceId }), body: orderInput },
  envelope: resource,
  answer: orderAnswer,
});

export const listOrders = fieldControlOperation({
  id: 'orders.list',
  title: 'Lista ordens de serviço existentes',
  method: 'GET',
  path: '/orders',
  effect: 'read',
  request: {
    query: z.object({
      ...paging,
      q: filterOf({ text: ['identifier', 'customer_id', 'service_id'], moments: ['created_at'] }).optional(),
      sort: z.enum(['created_at', '-created_at']).optional(),
    }),
  },
  envelope: page,
  answer: pageOf(orderAnswer),
});
