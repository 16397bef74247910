import { z } from 'zod';
import { page, resource } from '../field-control.errors.js';
import { resourceId, taskStatusInput } from '../field-control.fields.js';
import { filterOf } from '../field-control.filters.js';
import { fieldControlOperation } from '../field-control.operation.js';
import { pageOf, paging } from '../field-control.page.js';
import { taskAnswer, taskInput } from '../field-control.resources.js';

const listQuery = z.object({
  ...paging,
  q: filterOf({
    flags: ['archived'],
    moments: ['created_at', 'scheduled_date'],
    statuses: taskStatusInput,
  }).optional(),
  sort: z.enum(['created_at', '-created_at', 'scheduled_date', '-scheduled_date']).optional(),
});

export const readTask = fieldControlOperation({
  id: 'tasks.read',
  title: 'Recupera uma atividade existente pelo identificador',
  method: 'GET',
  path: '/tasks/{id}',
  effect: 'read',
  request: { path: z.object({ id: resourceId }) },
  envelope: resource,
  answer: taskAnswer,
});

export const listTasks = fieldControlOperation({
  id: 'tasks.list',
  title: 'Lista atividades',
  method: 'GET',
  path: '/tasks',
  effect: 'read',
  request: { query: listQuery },
  envelope: page,
  answer: pageOf(taskAnswer),
});

export const createOrderTask = fieldControlOperation({
  id: 'order-tasks.create',
  title: 'Cria uma nova atividade para ordem de serviço',
  method: 'POST',
  path: '/orders/{order_id}/tasks',
  effect: 'irreversible',
  request: { path: z.object({ order_id: resourceId }), body: taskInput },
  envelope: resource,
  answer: taskAnswer,
});

export const readOrderTask = fieldControlOperation({
  id: 'order-tasks.read',
  title: 'Recupera uma atividade de uma ordem de serviço',
  method: 'GET',
  path: '/orders/{order_id}/tasks/{task_id}',
  effect: 'read',
  request: { path: z.object({ order_id: resourceId, task_id: resourceId }) },
  envelope: resource,
  answer: taskAnswer,
});

export const updateOrderTask = fieldControlOperation({
  id: 'order-tasks.update',
  title: 'Atualiza uma atividade existente de uma ordem de serviço',
  method: 'PUT',
  path: '/orders/{order_id}/tasks/{id}',
  effect: 'idempotent-write',
  request: { path: z.object({ order_id: resourceId, id: resourceId }), body: taskInput },
  envelope: resource,
  answer: taskAnswer,
});

export const listOrderTasks = fieldControlOperation({
  id: 'order-tasks.list',
  title: 'Lista atividades de uma ordem de serviço',
  method: 'GET',
  path: '/orders/{order_id}/tasks',
  effect: 'read',
  request: { path: z.object({ order_id: resourceId }), query: listQuery },
  envelope: page,
  answer: pageOf(taskAnswer),
});
