import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import { pageOf } from '../list-query.js';
import type { Email, Phone } from '../rows.js';
import type { FieldControlState } from '../state.js';
import { requiredBody, rowOf, text } from '../validation.js';

const phoneBody = z.object({
  number: text,
  type: z.enum(['home', 'mobile', 'work']),
  primary: z.boolean().optional(),
});

const emailBody = z.object({
  address: text,
  type: z.enum(['personal', 'work']),
  primary: z.boolean().optional(),
});

/** One of them at most is the principal. */
function makePrimary<T extends { primary: boolean }>(rows: readonly T[], chosen: T): void {
  for (const row of rows) row.primary = row === chosen;
}

export const customerContactHandlers: Handlers<FieldControlState> = {
  'field-control.customer-phones.create': (request) => {
    const { phones } = rowOf(request, 'id', (id) => request.state.customers.get(id));
    const { primary = false, ...body } = requiredBody(request, phoneBody);
    const phone: Phone = { id: request.state.newId(), ...body, primary };
    phones.push(phone);
    if (primary) makePrimary(phones, phone);
    return { status: 201, body: phone };
  },

  'field-control.customer-phones.update': (request) => {
    const { phones } = rowOf(request, 'id', (id) => request.state.customers.get(id));
    const phone = rowOf(request, 'phone_id', (id) => phones.find((row) => row.id === id));
    const { primary = phone.primary, ...body } = requiredBody(request, phoneBody);
    Object.assign(phone, body, { primary });
    if (primary) makePrimary(phones, phone);
    return { body: phone };
  },

  'field-control.customer-phones.list': (request) => {
    const { phones } = rowOf(request, 'id', (id) => request.state.customers.get(id));
    return pageOf(request, phones, { print: (phone) => phone });
  },

  'field-control.customer-phones.remove': (request) => {
    const { phones } = rowOf(request, 'id', (id) => request.state.customers.get(id));
    const phone = rowOf(request, 'phone_id', (id) => phones.find((row) => row.id === id));
    phones.splice(phones.indexOf(phone), 1);
    return { status: 204, body: '' };
  },

  'field-control.customer-emails.create': (request) => {
    const { emails } = rowOf(request, 'id', (id) => request.state.customers.get(id));
    const { primary = false, ...body } = requiredBody(request, emailBody);
    const email: Email = { id: request.state.newId(), ...body, primary };
    emails.push(email);
    if (primary) makePrimary(emails, email);
    return { status: 201, body: email };
  },

  'field-control.customer-emails.update': (request) => {
    const { emails } = rowOf(request, 'id', (id) => request.state.customers.get(id));
    const email = rowOf(request, 'email_id', (id) => emails.find((row) => row.id === id));
    const { primary = email.primary, ...body } = requiredBody(request, emailBody);
    Object.assign(email, body, { primary });
    if (primary) makePrimary(emails, email);
    return { body: email };
  },

  'field-control.customer-emails.list': (request) => {
    const { emails } = rowOf(request, 'id', (id) => request.state.customers.get(id));
    return pageOf(request, emails, { print: (email) => email });
  },

  'field-control.customer-emails.remove': (request) => {
    const { emails } = rowOf(request, 'id', (id) => request.state.customers.get(id));
    const email = rowOf(request, 'email_id', (id) => emails.find((row) => row.id === id));
    emails.splice(emails.indexOf(email), 1);
    return { status: 204, body: '' };
  },
};
