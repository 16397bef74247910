import { z } from 'zod';
import { centavos, identifier, optionalText, pathId } from '../../core/fields.js';
import { decimalTextMoney, isoDate } from '../../core/wire-fields.js';
import { dataOf } from '../vhsys.errors.js';
import { vhsysOperation } from '../vhsys.operation.js';
import { answeredDate } from './order-fields.js';

const orderPath = z.object({ id_ordem: pathId });

/** Amounts are summed over these lists, so one malformed row refuses the whole answer. */
const instalments = z.array(
  z
    .object({
      id_ordem: identifier,
      data_parcela: answeredDate,
      valor_parcela: centavos,
      forma_pagamento: optionalText,
      observacoes_parcela: optionalText,
    })
    .transform((row) => ({
      orderId: row.id_ordem,
      dueDate: row.data_parcela,
      amountCents: row.valor_parcela,
      paymentMethod: row.forma_pagamento,
      note: row.observacoes_parcela,
    })),
);

/** The list that is sent takes the place of the order's former instalments, so repeating it changes nothing more. */
export const replaceInstalments = vhsysOperation({
  id: 'order-instalments.replace',
  title: 'Cadastra uma parcela',
  method: 'POST',
  path: '/v2/ordens-servico/{id_ordem}/parcelas',
  effect: 'idempotent-write',
  request: {
    path: orderPath,
    body: z
      .array(
        z.object({
          data_parcela: isoDate,
          valor_parcela: decimalTextMoney,
          forma_pagamento: z.string().optional(),
          observacoes_parcela: z.string().max(255).optional(),
        }),
      )
      .min(1),
  },
  envelope: dataOf,
  answer: instalments,
});

export const listInstalments = vhsysOperation({
  id: 'order-instalments.list',
  title: 'Lista de parcelas',
  method: 'GET',
  path: '/v2/ordens-servico/{id_ordem}/parcelas',
  effect: 'read',
  request: { path: orderPath },
  envelope: dataOf,
  answer: instalments,
});
