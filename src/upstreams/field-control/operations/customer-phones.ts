import { z } from 'zod';
import { identifier, looseBoolean, optionalText, wordOf } from '../../core/fields.js';
import { noContent, page, REMOVED, resource } from '../field-control.errors.js';
import { resourceId } from '../field-control.fields.js';
import { fieldControlOperation } from '../field-control.operation.js';
import { pageOf, paging } from '../field-control.page.js';

const phoneAnswer = z.object({
  id: identifier,
  number: optionalText,
  type: wordOf(['HOME', 'MOBILE', 'WORK'], 'UNKNOWN'),
  primary: looseBoolean,
});

const phoneInput = z.object({
  number: z.string().min(1),
  type: z.enum(['home', 'mobile', 'work']),
  primary: z.boolean().optional(),
});

const onePhone = z.object({ id: resourceId, phone_id: resourceId });

export const createCustomerPhone = fieldControlOperation({
  id: 'customer-phones.create',
  title: 'Cria um telefone',
  method: 'POST',
  path: '/customers/{id}/phones',
  effect: 'irreversible',
  request: { path: z.object({ id: resourceId }), body: phoneInput },
  envelope: resource,
  answer: phoneAnswer,
});

export const updateCustomerPhone = fieldControlOperation({
  id: 'customer-phones.update',
  title: 'Atualiza um telefone existente',
  method: 'PUT',
  path: '/customers/{id}/phones/{phone_id}',
  effect: 'idempotent-write',
  request: { path: onePhone, body: phoneInput },
  envelope: resource,
  answer: phoneAnswer,
});

export const listCustomerPhones = fieldControlOperation({
  id: 'customer-phones.list',
  title: 'Lista todos os telefones do cliente',
  method: 'GET',
  path: '/customers/{id}/phones',
  effect: 'read',
  request: { path: z.object({ id: resourceId }), query: z.object(paging) },
  envelope: page,
  answer: pageOf(phoneAnswer),
});

export const removeCustomerPhone = fieldControlOperation({
  id: 'customer-phones.remove',
  title: 'Remove um telefone existente',
  method: 'DELETE',
  path: '/customers/{id}/phones/{phone_id}',
  effect: 'idempotent-write',
  request: { path: onePhone },
  envelope: noContent,
  answer: z.literal(REMOVED),
});
