import { z } from 'zod';
import { identifier, optionalText } from '../../core/fields.js';
import { page, resource } from '../field-control.errors.js';
import { resourceId } from '../field-control.fields.js';
import { filterOf } from '../field-control.filters.js';
import { fieldControlOperation } from '../field-control.operation.js';
import { pageOf, paging } from '../field-control.page.js';

const ticketAnswer = z
  .object({
    id: identifier,
    name: optionalText,
    subject: optionalText,
    message: optionalText,
    // Only in lists.
    identifier: optionalText,
    contact: z.object({ email: optionalText, phone: optionalText }).nullish(),
  })
  .transform(({ contact, ...ticket }) => ({
    ...ticket,
    email: contact?.email ?? null,
    phone: contact?.phone ?? null,
  }));

const ticketInput = z.object({
  name: z.string().min(1),
  subject: z.string().min(1),
  message: z.string().min(1),
  contact: z.object({ email: z.string().nullish(), phone: z.string().nullish() }).optional(),
});

export const createTicket = fieldControlOperation({
  id: 'tickets.create',
  title: 'Cria uma nova solicitação de serviço',
  method: 'POST',
  path: '/tickets',
  effect: 'irreversible',
  request: { body: ticketInput },
  envelope: resource,
  answer: ticketAnswer,
});

export const readTicket = fieldControlOperation({
  id: 'tickets.read',
  title: 'Recupera uma solicitação de serviço existente por id',
  method: 'GET',
  path: '/tickets/{id}',
  effect: 'read',
  request: { path: z.object({ id: resourceId }) },
  envelope: resource,
  answer: ticketAnswer,
});

export const updateTicket = fieldControlOperation({
  id: 'tickets.update',
  title: 'Atualiza uma solicitação de serviço existente',
  method: 'PUT',
  path: '/tickets/{id}',
  effect: 'idempotent-write',
  request: { path: z.object({ id: resourceId }), body: ticketInput },
  envelope: resource,
  answer: ticketAnswer,
});

export const listTickets = fieldControlOperation({
  id: 'tickets.list',
  title: 'Lista solicitações de serviço existentes',
  method: 'GET',
  path: '/tickets',
  effect: 'read',
  request: {
    query: z.object({ ...paging, q: filterOf({ text: ['identifier', 'name'], flags: ['archived'] }).optional() }),
  },
  envelope: page,
  answer: pageOf(ticketAnswer),
});
