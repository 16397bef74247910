import { z } from 'zod';
import { identifier, looseBoolean, optionalText } from '../../core/fields.js';
import { page, resource } from '../field-control.errors.js';
import { addressAnswer, addressInput, instant, optionalLooseNumber, resourceId } from '../field-control.fields.js';
import { filterOf } from '../field-control.filters.js';
import { fieldControlOperation } from '../field-control.operation.js';
import { pageOf, paging } from '../field-control.page.js';

const customerAnswer = z
  .object({
    id: identifier,
    name: optionalText,
    code: optionalText,
    documentNumber: optionalText,
    contact: z.object({ email: optionalText, phone: optionalText }).nullish(),
    address: addressAnswer,
    statistics: z
      .object({
        updatedAt: instant,
        service: z.object({ firstAt: instant, lastAt: instant, total: optionalLooseNumber }).nullish(),
        rating: z
          .object({ averageStars: optionalLooseNumber, lastComment: optionalText, lastStar: optionalLooseNumber })
          .nullish(),
      })
      .nullish(),
    archived: looseBoolean,
    createdAt: instant,
  })
  .transform((customer) => ({
    id: customer.id,
    name: customer.name,
    code: customer.code,
    documentNumber: customer.documentNumber,
    email: customer.contact?.email ?? null,
    phone: customer.contact?.phone ?? null,
    address: customer.address,
    statistics: {
      updatedAt: customer.statistics?.updatedAt ?? null,
      firstServiceAt: customer.statistics?.service?.firstAt ?? null,
      lastServiceAt: customer.statistics?.service?.lastAt ?? null,
      services: customer.statistics?.service?.total ?? null,
      averageStars: customer.statistics?.rating?.averageStars ?? null,
      lastStars: customer.statistics?.rating?.lastStar ?? null,
      lastComment: customer.statistics?.rating?.lastComment ?? null,
    },
    archived: customer.archived,
    createdAt: customer.createdAt,
  }));

const customerInput = z.object({
  name: z.string().min(1),
  code: z.string().nullish(),
  documentNumber: z.string().nullish(),
  address: addressInput,
  archived: z.boolean().optional(),
});

const ASSUMPTION =
  'The table marks `archived` as required and leaves out `documentNumber`; the examples send no `archived` and an update sends `documentNumber`, so both are optional here.';

export const createCustomer = fieldControlOperation({
  id: 'customers.create',
  title: 'Cria um novo cliente',
  method: 'POST',
  path: '/customers',
  effect: 'irreversible',
  request: { body: customerInput },
  envelope: resource,
  answer: customerAnswer,
  assumption: ASSUMPTION,
});

export const readCustomer = fieldControlOperation({
  id: 'customers.read',
  title: 'Recupera um cliente existente por id',
  method: 'GET',
  path: '/customers/{id}',
  effect: 'read',
  request: { path: z.object({ id: resourceId }) },
  envelope: resource,
  answer: customerAnswer,
});

export const updateCustomer = fieldControlOperation({
  id: 'customers.update',
  title: 'Atualiza um cliente existente',
  method: 'PUT',
  path: '/customers/{id}',
  effect: 'idempotent-write',
  request: { path: z.object({ id: resourceId }), body: customerInput },
  envelope: resource,
  answer: customerAnswer,
  assumption: ASSUMPTION,
});

export const listCustomers = fieldControlOperation({
  id: 'customers.list',
  title: 'Lista clientes existentes',
  method: 'GET',
  path: '/customers',
  effect: 'read',
  request: {
    query: z.object({
      ...paging,
      q: filterOf({
        text: ['name', 'document_number', 'code'],
        flags: ['archived'],
        moments: ['created_at'],
      }).optional(),
      sort: z.enum(['created_at', '-created_at']).optional(),
    }),
  },
  envelope: page,
  answer: pageOf(customerAnswer),
});
