import { z } from 'zod';
import { identifier, optionalText } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { describedRow } from './described-row.js';

/** A CFOP is the fiscal code of an operation; `number` is the code itself. */
export const listCfops = erpOperation({
  id: 'customer-registers.list-cfops',
  title: 'Buscar CFOPs',
  method: 'GET',
  path: '/ws/comercial/cfops',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({ id: identifier, descricao: optionalText, numero: identifier })
      .transform((row) => ({ id: row.id, description: row.descricao, number: row.numero })),
  ),
});

export const listBusinessAreas = erpOperation({
  id: 'customer-registers.list-business-areas',
  title: 'Buscar áreas de atuação para clientes PJ',
  method: 'GET',
  path: '/ws/comercial/areas_atuacao',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(describedRow),
});

export const listActivityKinds = erpOperation({
  id: 'customer-registers.list-activity-kinds',
  title: 'Buscar tipos de atividade para clientes PJ',
  method: 'GET',
  path: '/ws/comercial/atividades/tipos',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({ id: identifier, descricao: optionalText, codigoConvenio: optionalText })
      .transform((row) => ({ id: row.id, description: row.descricao, agreementCode: row.codigoConvenio })),
  ),
});

export const listFederalTaxations = erpOperation({
  id: 'customer-registers.list-federal-taxations',
  title: 'Buscar tributações federais para clientes PJ',
  method: 'GET',
  path: '/ws/comercial/tributacoes_federais',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(describedRow),
});

export const listContactKinds = erpOperation({
  id: 'customer-registers.list-contact-kinds',
  title: 'Buscar tipos de contato',
  method: 'GET',
  path: '/ws/comercial/clientes/contatos/tipos',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(describedRow),
});
