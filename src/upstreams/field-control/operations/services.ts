import { z } from 'zod';
import { identifier, looseBoolean, optionalText } from '../../core/fields.js';
import { page, resource } from '../field-control.errors.js';
import { optionalLooseNumber, resourceId } from '../field-control.fields.js';
import { filterOf } from '../field-control.filters.js';
import { fieldControlOperation } from '../field-control.operation.js';
import { pageOf, paging } from '../field-control.page.js';

/** A kind of activity; the duration is in minutes. */
const serviceAnswer = z
  .object({ id: identifier, name: optionalText, duration: optionalLooseNumber, archived: looseBoolean })
  .transform(({ duration, ...service }) => ({ ...service, durationMinutes: duration }));

const serviceInput = z.object({
  name: z.string().min(1),
  duration: z.int().min(0),
  archived: z.boolean().optional(),
});

const ASSUMPTION =
  'The table marks `archived` as required and no example sends it, so it is optional here; no unit is given for `duration`, which is read as minutes.';

export const createService = fieldControlOperation({
  id: 'services.create',
  title: 'Cria um novo tipo de atividade',
  method: 'POST',
  path: '/services',
  effect: 'irreversible',
  request: { body: serviceInput },
  envelope: resource,
  answer: serviceAnswer,
  assumption: ASSUMPTION,
});

export const readService = fieldControlOperation({
  id: 'services.read',
  title: 'Recupera um tipo de atividade existente por id',
  method: 'GET',
  path: '/services/{id}',
  effect: 'read',
  request: { path: z.object({ id: resourceId }) },
  envelope: resource,
  answer: serviceAnswer,
});

export const updateService = fieldControlOperation({
  id: 'services.update',
  title: 'Atualiza um tipo de atividade existente',
  method: 'PUT',
  path: '/services/{id}',
  effect: 'idempotent-write',
  request: { path: z.object({ id: resourceId }), body: serviceInput },
  envelope: resource,
  answer: serviceAnswer,
  assumption: ASSUMPTION,
});

export const listServices = fieldControlOperation({
  id: 'services.list',
  title: 'Lista tipos de atividade existentes',
  method: 'GET',
  path: '/services',
  effect: 'read',
  request: { query: z.object({ ...paging, q: filterOf({ text: ['name'], flags: ['archived'] }).optional() }) },
  envelope: page,
  answer: pageOf(serviceAnswer),
});
