import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import { pageOf } from '../list-query.js';
import type { Ticket } from '../rows.js';
import type { FieldControlState } from '../state.js';
import { optionalText, requiredBody, rowOf, text } from '../validation.js';

const ticketBody = z.object({
  name: text,
  subject: text,
  message: text,
  contact: z.object({ email: optionalText, phone: optionalText }).default({ email: null, phone: null }),
});

const print = ({ id, name, message, subject, contact }: Ticket) => ({ id, name, message, subject, contact });

export const ticketHandlers: Handlers<FieldControlState> = {
  'field-control.tickets.create': (request) => {
    const { state } = request;
    const identifier = `1#${String(state.tickets.size + 1).padStart(8, '0')}`;
    const ticket: Ticket = { id: state.newId(), identifier, ...requiredBody(request, ticketBody), archived: false };
    state.tickets.set(ticket.id, ticket);
    return { status: 201, body: print(ticket) };
  },

  'field-control.tickets.read': (request) => ({
    body: print(rowOf(request, 'id', (id) => request.state.tickets.get(id))),
  }),

  'field-control.tickets.update': (request) => {
    const ticket = rowOf(request, 'id', (id) => request.state.tickets.get(id));
    return { body: print(Object.assign(ticket, requiredBody(request, ticketBody))) };
  },

  'field-control.tickets.list': (request) =>
    pageOf(request, request.state.tickets.values(), {
      filters: {
        archived: { kind: 'flag', of: ({ archived }) => archived },
        identifier: { kind: 'text', of: ({ identifier }) => identifier },
        name: { kind: 'text', of: ({ name }) => name },
      },
      // Only lists print the identifier.
      print: (ticket) => ({ ...print(ticket), identifier: ticket.identifier }),
    }),
};
