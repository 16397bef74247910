import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import { pageOf, type Filter } from '../list-query.js';
import { printEmployee } from '../printing.js';
import type { Equipment } from '../rows.js';
import type { FieldControlState } from '../state.js';
import { requiredBody, rowOf, text } from '../validation.js';

const materialBody = z.object({
  name: text,
  measure: z.enum(['unity', 'centimeter', 'meter', 'liter', 'milliliter']),
  archived: z.boolean().optional(),
});

const serviceBody = z.object({ name: text, duration: z.int().min(0), archived: z.boolean().optional() });

interface Named {
  readonly name: string;
  readonly archived: boolean;
}
const nameAndArchived: Readonly<Record<string, Filter<Named>>> = {
  name: { kind: 'text', of: ({ name }) => name },
  archived: { kind: 'flag', of: ({ archived }) => archived },
};

const printEquipment = ({ customerId, typeId, createdAt, customFields: _, ...equipment }: Equipment) => ({
  ...equipment,
  customer: { id: customerId },
  type: { id: typeId },
  createdAt,
});

/** What orders refer to: technicians, kinds of activity, materials, equipment. */
export const catalogueHandlers: Handlers<FieldControlState> = {
  'field-control.employees.read': (request) => ({
    body: printEmployee(rowOf(request, 'id', (id) => request.state.employees.get(id))),
  }),

  'field-control.employees.list': (request) =>
    pageOf(request, request.state.employees.values(), {
      filters: { name: { kind: 'text', of: ({ name }) => name } },
      print: printEmployee,
    }),

  'field-control.materials.create': (request) => {
    const { archived = false, ...body } = requiredBody(request, materialBody);
    const material = { id: request.state.newId(), ...body, archived };
    request.state.materials.set(material.id, material);
    return { status: 201, body: material };
  },

  'field-control.materials.read': (request) => ({
    body: rowOf(request, 'id', (id) => request.state.materials.get(id)),
  }),

  'field-control.materials.update': (request) => {
    const material = rowOf(request, 'id', (id) => request.state.materials.get(id));
    return { body: Object.assign(material, requiredBody(request, materialBody)) };
  },

  'field-control.materials.list': (request) =>
    pageOf(request, request.state.materials.values(), { filters: nameAndArchived, print: (material) => material }),

  'field-control.services.create': (request) => {
    const { archived = false, ...body } = requiredBody(request, serviceBody);
    const service = { id: request.state.newId(), ...body, archived };
    request.state.services.set(service.id, service);
    return { status: 201, body: service };
  },

  'field-control.services.read': (request) => ({
    body: rowOf(request, 'id', (id) => request.state.services.get(id)),
  }),

  'field-control.services.update': (request) => {
    const service = rowOf(request, 'id', (id) => request.state.services.get(id));
    return { body: Object.assign(service, requiredBody(request, serviceBody)) };
  },

  'field-control.services.list': (request) =>
    pageOf(request, request.state.services.values(), { filters: nameAndArchived, print: (service) => service }),

  'field-control.equipments.read': (request) => {
    const equipment = rowOf(request, 'id', (id) => request.state.equipments.get(id));
    const { createdAt, ...printed } = printEquipment(equipment);
    return { body: { ...printed, customFields: equipment.customFields, createdAt } };
  },

  'field-control.equipments.list': (request) =>
    pageOf(request, request.state.equipments.values(), {
      filters: {
        number: { kind: 'text', of: ({ number }) => number },
        customer_id: { kind: 'text', of: ({ customerId }) => customerId },
        type_id: { kind: 'text', of: ({ typeId }) => typeId },
        archived: { kind: 'flag', of: ({ archived }) => archived },
        created_at: { kind: 'moment', of: ({ createdAt }) => createdAt },
      },
      sorts: { created_at: ({ createdAt }) => createdAt },
      print: printEquipment,
    }),

  'field-control.equipment-types.list': (request) =>
    pageOf(request, request.state.equipmentTypes.values(), { filters: nameAndArchived, print: (type) => type }),
};
