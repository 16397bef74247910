import { z } from 'zod';
import { identifier, looseBoolean, optionalText, wordOf } from '../../core/fields.js';
import { noContent, page, REMOVED, resource } from '../field-control.errors.js';
import { resourceId } from '../field-control.fields.js';
import { fieldControlOperation } from '../field-control.operation.js';
import { pageOf, paging } from '../field-control.page.js';

const emailAnswer = z.object({
  id: identifier,
  address: optionalText,
  type: wordOf(['PERSONAL', 'WORK'], 'UNKNOWN'),
  primary: looseBoolean,
});

const emailInput = z.object({
  address: z.string().min(1),
  type: z.enum(['personal', 'work']),
  primary: z.boolean().optional(),
});

const oneEmail = z.object({ id: resourceId, email_id: resourceId });

export const createCustomerEmail = fieldControlOperation({
  id: 'customer-emails.create',
  title: 'Cria um e-mail',
  method: 'POST',
  path: '/customers/{id}/emails',
  effect: 'irreversible',
  request: { path: z.object({ id: resourceId }), body: emailInput },
  envelope: resource,
  answer: emailAnswer,
});

export const updateCustomerEmail = fieldControlOperation({
  id: 'customer-emails.update',
  title: 'Atualiza um e-mail existente',
  method: 'PUT',
  path: '/customers/{id}/emails/{email_id}',
  effect: 'idempotent-write',
  request: { path: oneEmail, body: emailInput },
  envelope: resource,
  answer: emailAnswer,
});

export const listCustomerEmails = fieldControlOperation({
  id: 'customer-emails.list',
  title: 'Lista todos os e-mails do cliente',
  method: 'GET',
  path: '/customers/{id}/emails',
  effect: 'read',
  request: { path: z.object({ id: resourceId }), query: z.object(paging) },
  envelope: page,
  answer: pageOf(emailAnswer),
});

export const removeCustomerEmail = fieldControlOperation({
  id: 'customer-emails.remove',
  title: 'Remove um e-mail existente',
  method: 'DELETE',
  path: '/customers/{id}/emails/{email_id}',
  effect: 'idempotent-write',
  request: { path: oneEmail },
  envelope: noContent,
  answer: z.literal(REMOVED),
});
