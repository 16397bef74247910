import { z } from 'zod';
import { lenientList } from '../../core/drift.js';
import { identifier, optionalText, pathId } from '../../core/fields.js';
import { isoDate } from '../../core/wire-fields.js';
import { dataOf, rowOf } from '../vhsys.errors.js';
import { vhsysOperation } from '../vhsys.operation.js';
import { answeredDate, answeredStatus, orderStatusWord } from './order-fields.js';

const orderPath = z.object({ id_ordem: pathId });

const statusRow = z
  .object({
    id_status: identifier,
    id_ordem: identifier,
    data_status: answeredDate,
    obs_status: optionalText,
    tipo_status: answeredStatus,
  })
  .transform((row) => ({
    id: row.id_status,
    orderId: row.id_ordem,
    date: row.data_status,
    note: row.obs_status,
    status: row.tipo_status,
  }));

/** A row of the order's history; each call adds one. */
export const addStatus = vhsysOperation({
  id: 'order-statuses.add',
  title: 'Cadastra um status',
  method: 'POST',
  path: '/v2/ordens-servico/{id_ordem}/status',
  effect: 'irreversible',
  request: {
    path: orderPath,
    body: z.object({
      data_status: isoDate,
      tipo_status: orderStatusWord,
      obs_status: z.string().max(255).optional(),
    }),
  },
  envelope: rowOf,
  answer: statusRow,
});

export const listStatuses = vhsysOperation({
  id: 'order-statuses.list',
  title: 'Lista de status',
  method: 'GET',
  path: '/v2/ordens-servico/{id_ordem}/status',
  effect: 'read',
  request: { path: orderPath },
  envelope: dataOf,
  answer: lenientList(statusRow),
});
