import { z } from 'zod';
import { page, resource } from '../field-control.errors.js';
import { resourceId } from '../field-control.fields.js';
import { filterOf } from '../field-control.filters.js';
import { fieldControlOperation } from '../field-control.operation.js';
import { pageOf, paging } from '../field-control.page.js';
import { employeeAnswer } from '../field-control.resources.js';

export const readEmployee = fieldControlOperation({
  id: 'employees.read',
  title: 'Recupera um colaborador existente por id',
  method: 'GET',
  path: '/employees/{id}',
  effect: 'read',
  request: { path: z.object({ id: resourceId }) },
  envelope: resource,
  answer: employeeAnswer,
});

export const listEmployees = fieldControlOperation({
  id: 'employees.list',
  title: 'Lista colaboradores existentes',
  method: 'GET',
  path: '/employees',
  effect: 'read',
  request: { query: z.object({ ...paging, q: filterOf({ text: ['name'] }).optional() }) },
  envelope: page,
  answer: pageOf(employeeAnswer),
});
