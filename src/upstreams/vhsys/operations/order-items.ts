import { z } from 'zod';
import { lenientList } from '../../core/drift.js';
import { identifier, numericId, optionalText, pathId } from '../../core/fields.js';
import { decimalTextMoney } from '../../core/wire-fields.js';
import { dataOf, rowOf } from '../vhsys.errors.js';
import { vhsysOperation } from '../vhsys.operation.js';
import { answeredCentavos, answeredDecimal, answeredId, decimalText } from './order-fields.js';

const orderPath = z.object({ id_ordem: pathId });
/** `id` is the link's own: `id_ped_produto` or `id_ped_servico`, not the product or service in the register. */
const itemPath = z.object({ id_ordem: pathId, id: pathId });
const description = z.string().min(1).max(255);

const productItem = z
  .object({
    id_ped_produto: identifier,
    id_ordem: identifier,
    id_produto: answeredId,
    desc_produto: optionalText,
    qtde_produto: answeredDecimal,
    valor_unit_produto: answeredCentavos,
    valor_custo_produto: answeredCentavos,
    valor_total_produto: answeredCentavos,
  })
  .transform((row) => ({
    id: row.id_ped_produto,
    orderId: row.id_ordem,
    productId: row.id_produto,
    description: row.desc_produto,
    quantity: row.qtde_produto,
    unitPriceCents: row.valor_unit_produto,
    unitCostCents: row.valor_custo_produto,
    totalCents: row.valor_total_produto,
  }));

const serviceItem = z
  .object({
    id_ped_servico: identifier,
    id_ordem: identifier,
    id_servico: answeredId,
    desc_servico: optionalText,
    horas_servico: answeredDecimal,
    valor_unit_servico: answeredCentavos,
    valor_total_servico: answeredCentavos,
  })
  .transform((row) => ({
    id: row.id_ped_servico,
    orderId: row.id_ordem,
    serviceId: row.id_servico,
    description: row.desc_servico,
    hours: row.horas_servico,
    unitPriceCents: row.valor_unit_servico,
    totalCents: row.valor_total_servico,
  }));

export const updateProduct = vhsysOperation({
  id: 'order-products.update',
  title: 'Alterar um produto',
  method: 'PUT',
  path: '/v2/ordens-servico/{id_ordem}/produtos/{id}',
  effect: 'idempotent-write',
  request: {
    path: itemPath,
    body: z.object({
      id_produto: numericId.optional(),
      desc_produto: description.optional(),
      qtde_produto: decimalText.optional(),
      valor_unit_produto: decimalTextMoney.optional(),
      valor_custo_produto: decimalTextMoney.optional(),
    }),
  },
  envelope: rowOf,
  answer: productItem,
});

export const updateService = vhsysOperation({
  id: 'order-services.update',
  title: 'Alterar um serviço',
  method: 'PUT',
  path: '/v2/ordens-servico/{id_ordem}/servicos/{id}',
  effect: 'idempotent-write',
  request: {
    path: itemPath,
    body: z.object({
      id_servico: numericId.optional(),
      desc_servico: description.optional(),
      horas_servico: decimalText.optional(),
      valor_unit_servico: decimalTextMoney.optional(),
    }),
  },
  envelope: rowOf,
  answer: serviceItem,
});

export const addProducts = vhsysOperation({
  id: 'order-products.add',
  title: 'Cadastra um produto',
  method: 'POST',
  path: '/v2/ordens-servico/{id_ordem}/produtos',
  effect: 'irreversible',
  request: {
    path: orderPath,
    body: z
      .array(
        z.object({
          id_produto: numericId.optional(),
          desc_produto: description,
          qtde_produto: decimalText,
          valor_custo_produto: decimalTextMoney.optional(),
          valor_unit_produto: decimalTextMoney,
        }),
      )
      .min(1),
  },
  envelope: dataOf,
  answer: lenientList(productItem),
});

export const addServices = vhsysOperation({
  id: 'order-services.add',
  title: 'Cadastra um serviço',
  method: 'POST',
  path: '/v2/ordens-servico/{id_ordem}/servicos',
  effect: 'irreversible',
  request: {
    path: orderPath,
    body: z
      .array(
        z.object({
          id_servico: numericId.optional(),
          desc_servico: description,
          horas_servico: decimalText,
          valor_unit_servico: decimalTextMoney,
        }),
      )
      .min(1),
  },
  envelope: dataOf,
  answer: lenientList(serviceItem),
});

export const deleteProduct = vhsysOperation({
  id: 'order-products.delete',
  title: 'Excluir um produto',
  method: 'DELETE',
  path: '/v2/ordens-servico/{id_ordem}/produtos/{id}',
  effect: 'irreversible',
  request: { path: itemPath },
  envelope: rowOf,
  answer: z.object({ id_ped_produto: identifier }).transform((row) => ({ id: row.id_ped_produto })),
});

export const deleteService = vhsysOperation({
  id: 'order-services.delete',
  title: 'Excluir um serviço',
  method: 'DELETE',
  path: '/v2/ordens-servico/{id_ordem}/servicos/{id}',
  effect: 'irreversible',
  request: { path: itemPath },
  envelope: rowOf,
  answer: z.object({ id_ped_servico: identifier }).transform((row) => ({ id: row.id_ped_servico })),
});

export const listProducts = vhsysOperation({
  id: 'order-products.list',
  title: 'Lista de produtos',
  method: 'GET',
  path: '/v2/ordens-servico/{id_ordem}/produtos',
  effect: 'read',
  request: { path: orderPath },
  envelope: dataOf,
  answer: lenientList(productItem),
});

export const listServices = vhsysOperation({
  id: 'order-services.list',
  title: 'Lista de servicos',
  method: 'GET',
  path: '/v2/ordens-servico/{id_ordem}/servicos',
  effect: 'read',
  request: { path: orderPath },
  envelope: dataOf,
  answer: lenientList(serviceItem),
});
