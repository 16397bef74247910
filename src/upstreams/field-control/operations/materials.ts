import { z } from 'zod';
import { identifier, looseBoolean, optionalIdentifier, optionalText, wordOf } from '../../core/fields.js';
import { page, resource } from '../field-control.errors.js';
import { optionalLooseNumber, resourceId } from '../field-control.fields.js';
import { filterOf } from '../field-control.filters.js';
import { fieldControlOperation } from '../field-control.operation.js';
import { pageOf, paging } from '../field-control.page.js';

const measure = wordOf(['UNITY', 'CENTIMETER', 'METER', 'LITER', 'MILLILITER'], 'UNKNOWN');

const materialAnswer = z.object({ id: identifier, name: optionalText, measure, archived: looseBoolean });

const materialInput = z.object({
  name: z.string().min(1),
  measure: z.enum(['unity', 'centimeter', 'meter', 'liter', 'milliliter']),
  archived: z.boolean().optional(),
});

export const createMaterial = fieldControlOperation({
  id: 'materials.create',
  title: 'Cria um novo material',
  method: 'POST',
  path: '/materials',
  effect: 'irreversible',
  request: { body: materialInput },
  envelope: resource,
  answer: materialAnswer,
});

export const readMaterial = fieldControlOperation({
  id: 'materials.read',
  title: 'Recupera um material existente por id',
  method: 'GET',
  path: '/materials/{id}',
  effect: 'read',
  request: { path: z.object({ id: resourceId }) },
  envelope: resource,
  answer: materialAnswer,
});

export const updateMaterial = fieldControlOperation({
  id: 'materials.update',
  title: 'Atualiza um material existente',
  method: 'PUT',
  path: '/materials/{id}',
  effect: 'idempotent-write',
  request: { path: z.object({ id: resourceId }), body: materialInput },
  envelope: resource,
  answer: materialAnswer,
});

export const listMaterials = fieldControlOperation({
  id: 'materials.list',
  title: 'Lista materiais existentes',
  method: 'GET',
  path: '/materials',
  effect: 'read',
  request: { query: z.object({ ...paging, q: filterOf({ text: ['name'], flags: ['archived'] }).optional() }) },
  envelope: page,
  answer: pageOf(materialAnswer),
});

export const listOrderMaterials = fieldControlOperation({
  id: 'order-materials.list',
  title: 'Lista os materiais de uma ordem de serviço',
  method: 'GET',
  path: '/orders/{order_id}/materials',
  effect: 'read',
  request: { path: z.object({ order_id: resourceId }), query: z.object(paging) },
  envelope: page,
  answer: pageOf(
    z
      .object({
        id: optionalIdentifier,
        quantity: optionalLooseNumber,
        material: z.object({ id: optionalIdentifier, name: optionalText, measure }).nullish(),
      })
      .transform(({ id, quantity, material }) => ({
        id,
        quantity,
        materialId: material?.id ?? null,
        name: material?.name ?? null,
        measure: material?.measure ?? ('UNKNOWN' as const),
      })),
  ),
});
