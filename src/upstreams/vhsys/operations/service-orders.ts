import { z } from 'zod';
import { decimalFromCentavos, parseCentavos } from '../../../common/brazil/money.js';
import { lenientList } from '../../core/drift.js';
import { identifier, looseBoolean, numericId, optionalText, pathId } from '../../core/fields.js';
import { decimalTextMoney, isoDate, isoDateOrNone } from '../../core/wire-fields.js';
import { pageOf, rowOf } from '../vhsys.errors.js';
import { vhsysOperation } from '../vhsys.operation.js';
import {
  answeredCentavos,
  answeredDate,
  answeredId,
  answeredMoment,
  answeredStatus,
  clockTime,
  orderStatusWord,
  simOrNao,
} from './order-fields.js';

/** What may be said of an order when it is registered and when it is changed; the customer's name apart. */
const orderFields = {
  id_cliente: numericId.optional(),
  vendedor_pedido: z.string().max(30).optional(),
  vendedor_pedido_id: numericId.optional(),
  valor_total_despesas: decimalTextMoney.optional(),
  valor_total_desconto: decimalTextMoney.optional(),
  data_pedido: isoDateOrNone.optional(),
  data_entrega: isoDateOrNone.optional(),
  data_realizacao: isoDateOrNone.optional(),
  data_realizacao_hora: clockTime.optional(),
  garantia_ordem: z.string().max(25).optional(),
  equipamento_ordem: z.string().optional(),
  problema_ordem: z.string().optional(),
  recebimento_ordem: z.string().optional(),
  referencia_ordem: z.string().optional(),
  obs_pedido: z.string().max(100).optional(),
  obs_interno_pedido: z.string().optional(),
  laudo_ordem: z.string().optional(),
  status_pedido: orderStatusWord.optional(),
};

const customerName = z.string().min(1).max(255);

const serviceOrder = z
  .object({
    id_ordem: identifier,
    id_pedido: answeredId,
    id_cliente: answeredId,
    nome_cliente: optionalText,
    vendedor_pedido: optionalText,
    vendedor_pedido_id: answeredId,
    valor_total_servicos: answeredCentavos,
    valor_total_pecas: answeredCentavos,
    valor_total_despesas: answeredCentavos,
    valor_total_desconto: answeredCentavos,
    valor_total_os: answeredCentavos,
    data_pedido: answeredDate,
    data_entrega: answeredDate,
    data_realizacao: answeredDate,
    data_realizacao_hora: optionalText,
    garantia_ordem: optionalText,
    equipamento_ordem: optionalText,
    problema_ordem: optionalText,
    recebimento_ordem: optionalText,
    referencia_ordem: optionalText,
    obs_pedido: optionalText,
    obs_interno_pedido: optionalText,
    laudo_ordem: optionalText,
    status_pedido: answeredStatus,
    contas_pedido: looseBoolean,
    comissao_pedido: looseBoolean,
    estoque_pedido: looseBoolean,
    nota_servico_emitida: looseBoolean,
    nota_venda_emitida: looseBoolean,
    funil_emitido: looseBoolean,
    data_cad_pedido: answeredMoment,
    data_mod_pedido: answeredMoment,
    lixeira: looseBoolean,
  })
  .transform((order) => ({
    id: order.id_ordem,
    number: order.id_pedido,
    customerId: order.id_cliente,
    customerName: order.nome_cliente,
    sellerName: order.vendedor_pedido,
    sellerId: order.vendedor_pedido_id,
    servicesCents: order.valor_total_servicos,
    productsCents: order.valor_total_pecas,
    expensesCents: order.valor_total_despesas,
    discountCents: order.valor_total_desconto,
    totalCents: order.valor_total_os,
    orderedOn: order.data_pedido,
    deliveryOn: order.data_entrega,
    performedOn: order.data_realizacao,
    // Midnight is what the field holds while there is no such day.
    performedAt: order.data_realizacao === null ? null : (order.data_realizacao_hora?.slice(0, 5) ?? null),
    warranty: order.garantia_ordem,
    equipment: order.equipamento_ordem,
    problem: order.problema_ordem,
    receipt: order.recebimento_ordem,
    reference: order.referencia_ordem,
    notes: order.obs_pedido,
    internalNotes: order.obs_interno_pedido,
    technicalReport: order.laudo_ordem,
    status: order.status_pedido,
    billPosted: order.contas_pedido,
    commissionPosted: order.comissao_pedido,
    stockPosted: order.estoque_pedido,
    serviceInvoiceIssued: order.nota_servico_emitida,
    saleInvoiceIssued: order.nota_venda_emitida,
    sentToSalesFunnel: order.funil_emitido,
    createdAt: order.data_cad_pedido,
    changedAt: order.data_mod_pedido,
    inTrash: order.lixeira,
  }));

export const registerServiceOrder = vhsysOperation({
  id: 'service-orders.register',
  title: 'Cadastrar uma ordem de serviço',
  method: 'POST',
  path: '/v2/ordens-servico',
  effect: 'irreversible',
  request: { body: z.object({ nome_cliente: customerName, ...orderFields }) },
  envelope: rowOf,
  answer: serviceOrder,
});

export const updateServiceOrder = vhsysOperation({
  id: 'service-orders.update',
  title: 'Alterar uma ordem de serviço',
  method: 'PUT',
  path: '/v2/ordens-servico/{id}',
  effect: 'idempotent-write',
  request: {
    path: z.object({ id: pathId }),
    body: z.object({ nome_cliente: customerName.optional(), ...orderFields }),
  },
  envelope: rowOf,
  answer: serviceOrder,
});

/** To the trash, from which no documented operation brings it back. */
export const deleteServiceOrder = vhsysOperation({
  id: 'service-orders.delete',
  title: 'Excluir uma ordem de serviço',
  method: 'DELETE',
  path: '/v2/ordens-servico/{id}',
  effect: 'irreversible',
  request: { path: z.object({ id: pathId }) },
  envelope: rowOf,
  answer: z.object({ id_ordem: identifier }).transform((row) => ({ id: row.id_ordem })),
});

export const readServiceOrder = vhsysOperation({
  id: 'service-orders.read',
  title: 'Consultar ordens de serviço',
  method: 'GET',
  path: '/v2/ordens-servico/{id}',
  effect: 'read',
  request: { path: z.object({ id: pathId }) },
  envelope: rowOf,
  answer: serviceOrder,
});

/** `10.00` for amounts from there on, `10.00,20.00` for those between. */
const moneyRange = z.codec(
  z.string().regex(/^\d+\.\d{2}(,\d+\.\d{2})?$/),
  z.object({ fromCents: z.number().int().nonnegative(), toCents: z.number().int().nonnegative().optional() }),
  {
    decode: (text) => {
      const [from = 0, to] = text.split(',').map((amount) => parseCentavos(amount) ?? 0);
      return to === undefined ? { fromCents: from } : { fromCents: from, toCents: to };
    },
    encode: ({ fromCents, toCents }) =>
      [fromCents, toCents].flatMap((cents) => (cents === undefined ? [] : decimalFromCentavos(cents))).join(','),
  },
);

/** Fields an answer is ordered by. */
const sortableFields = [
  'id_ordem',
  'id_pedido',
  'id_cliente',
  'nome_cliente',
  'vendedor_pedido',
  'valor_total_servicos',
  'valor_total_pecas',
  'valor_total_os',
  'data_pedido',
  'data_entrega',
  'data_realizacao',
  'status_pedido',
  'data_cad_pedido',
  'data_mod_pedido',
] as const;

/** No filter takes a customer's id: ask by name, keep the rows whose `customerId` fits. */
export const listServiceOrders = vhsysOperation({
  id: 'service-orders.list',
  title: 'Lista de ordens de serviço',
  method: 'GET',
  path: '/v2/ordens-servico',
  effect: 'read',
  request: {
    query: z.object({
      order: z.enum(sortableFields).optional(),
      sort: z.enum(['Asc', 'Desc']).optional(),
      limit: z.number().int().min(0).max(250).optional(),
      offset: z.number().int().nonnegative().optional(),
      nome_cliente: z.string().optional(),
      vendedor: z.string().optional(),
      valor_produtos: moneyRange.optional(),
      valor_servicos: moneyRange.optional(),
      valor_total: moneyRange.optional(),
      status: orderStatusWord.optional(),
      lixeira: simOrNao.optional(),
      data_modificacao: isoDate.optional(),
    }),
  },
  envelope: pageOf,
  answer: z
    .object({
      paging: z
        .object({
          total: z.coerce.number().int().nonnegative(),
          offset: z.coerce.number().int().nonnegative(),
          limit: z.coerce.number().int().nonnegative(),
          limit_max: z.coerce.number().int().positive(),
        })
        .nullish()
        .catch(null),
      data: lenientList(serviceOrder),
    })
    .transform(({ paging, data }) => ({
      orders: data,
      total: paging?.total ?? null,
      offset: paging?.offset ?? 0,
      maximumLimit: paging?.limit_max ?? 250,
    })),
  assumption:
    'The fields to order by are not listed; those of the answer are taken. Status is filtered by the words that are documented for registering.',
});
