import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import { pageOf } from '../list-query.js';
import type { Customer } from '../rows.js';
import type { FieldControlState } from '../state.js';
import { addressBody, optionalText, requiredBody, rowOf, text } from '../validation.js';

const customerBody = z.object({
  name: text,
  code: optionalText,
  documentNumber: optionalText,
  address: addressBody,
  archived: z.boolean().optional(),
});

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function print(state: FieldControlState, customer: Customer) {
  const visits = [...state.orders.values()]
    .filter((order) => order.customerId === customer.id)
    .flatMap((order) => state.tasksOf(order.id))
    .filter((task) => task.status === 'done')
    .toSorted((left, right) => (left.completedAt ?? '').localeCompare(right.completedAt ?? ''));
  const ratings = visits.flatMap((task) => (task.rating === null ? [] : [task.rating]));
  const last = ratings.at(-1);
  return {
    id: customer.id,
    name: customer.name,
    code: customer.code,
    documentNumber: customer.documentNumber,
    contact: {
      email: customer.emails.find(({ primary }) => primary)?.address ?? null,
      phone: customer.phones.find(({ primary }) => primary)?.number ?? null,
    },
    address: customer.address,
    statistics: {
      updatedAt: visits.at(-1)?.completedAt ?? null,
      service: {
        firstAt: visits[0]?.completedAt ?? null,
        lastAt: visits.at(-1)?.completedAt ?? null,
        total: visits.length,
      },
      rating: {
        averageStars: mean(ratings.map(({ stars }) => stars)),
        lastComment: last?.comment ?? null,
        lastStar: last?.stars ?? 0,
      },
    },
    archived: customer.archived,
    createdAt: customer.createdAt,
  };
}

export const customerHandlers: Handlers<FieldControlState> = {
  'field-control.customers.create': (request) => {
    const { state } = request;
    const { archived = false, ...body } = requiredBody(request, customerBody);
    const customer: Customer = {
      ...body,
      id: state.newId(),
      archived,
      createdAt: state.now(),
      phones: [],
      emails: [],
    };
    state.customers.set(customer.id, customer);
    return { status: 201, body: print(state, customer) };
  },

  'field-control.customers.read': (request) => {
    const { state } = request;
    return {
      body: print(
        state,
        rowOf(request, 'id', (id) => state.customers.get(id)),
      ),
    };
  },

  'field-control.customers.update': (request) => {
    const { state } = request;
    const customer = rowOf(request, 'id', (id) => state.customers.get(id));
    const { archived = customer.archived, ...body } = requiredBody(request, customerBody);
    return { body: print(state, Object.assign(customer, body, { archived })) };
  },

  'field-control.customers.list': (request) => {
    const { state } = request;
    return pageOf(request, state.customers.values(), {
      filters: {
        archived: { kind: 'flag', of: ({ archived }) => archived },
        name: { kind: 'text', of: ({ name }) => name },
        document_number: { kind: 'text', of: ({ documentNumber }) => documentNumber },
        code: { kind: 'text', of: ({ code }) => code },
        created_at: { kind: 'moment', of: ({ createdAt }) => createdAt },
      },
      sorts: { created_at: ({ createdAt }) => createdAt },
      print: (customer) => print(state, customer),
    });
  },
};
