import { z } from 'zod';
import { lenientList } from '../../core/drift.js';
import { identifier, looseBoolean, optionalIdentifier, optionalText } from '../../core/fields.js';
import { page, resource } from '../field-control.errors.js';
import { instant, optionalLooseNumber, reference, resourceId } from '../field-control.fields.js';
import { filterOf } from '../field-control.filters.js';
import { fieldControlOperation } from '../field-control.operation.js';
import { pageOf, paging } from '../field-control.page.js';

const customField = z.object({
  id: optionalIdentifier,
  name: optionalText,
  value: optionalText,
  position: optionalLooseNumber,
});

const equipmentAnswer = z
  .object({
    id: identifier,
    name: optionalText,
    number: optionalText,
    notes: optionalText,
    qrCode: optionalText,
    archived: looseBoolean,
    avatarUrl: optionalText,
    customer: reference,
    type: reference,
    // Only where one piece of equipment is read.
    customFields: lenientList(customField).nullish(),
    createdAt: instant,
  })
  .transform(({ number, customer, type, customFields, ...equipment }) => ({
    ...equipment,
    serialNumber: number,
    customerId: customer,
    typeId: type,
    customFields: customFields ?? [],
  }));

export const readEquipment = fieldControlOperation({
  id: 'equipments.read',
  title: 'Recupera um equipamento existente por id',
  method: 'GET',
  path: '/equipments/{id}',
  effect: 'read',
  request: { path: z.object({ id: resourceId }) },
  envelope: resource,
  answer: equipmentAnswer,
});

export const listEquipments = fieldControlOperation({
  id: 'equipments.list',
  title: 'Lista equipamentos existentes',
  method: 'GET',
  path: '/equipments',
  effect: 'read',
  request: {
    query: z.object({
      ...paging,
      q: filterOf({
        text: ['number', 'customer_id', 'type_id'],
        flags: ['archived'],
        moments: ['created_at'],
      }).optional(),
      sort: z.enum(['created_at', '-created_at']).optional(),
    }),
  },
  envelope: page,
  answer: pageOf(equipmentAnswer),
});

export const listEquipmentTypes = fieldControlOperation({
  id: 'equipment-types.list',
  title: 'Lista os tipos de equipamentos',
  method: 'GET',
  path: '/equipment-types',
  effect: 'read',
  request: { query: z.object({ ...paging, q: filterOf({ text: ['name'], flags: ['archived'] }).optional() }) },
  envelope: page,
  answer: pageOf(z.object({ id: identifier, name: optionalText, archived: looseBoolean, createdAt: instant })),
});
