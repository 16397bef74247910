import { z } from 'zod';
import { Refusal } from '../../core/answer.js';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { printDecimal } from '../printing.js';
import { documentedBody, failure, idParameter, orderOf, success, wireDecimal, wireId } from '../requests.js';
import { itemTotalCents, type ItemKind, type OrderItem, type VhsysState } from '../state.js';

type Request = HandlerRequest<VhsysState>;

const description = z.string().min(1).max(255);
const decimal = wireDecimal(4);

const productFields = {
  id_produto: wireId.optional(),
  desc_produto: description,
  qtde_produto: decimal,
  valor_custo_produto: decimal.optional(),
  valor_unit_produto: decimal,
};
const newProducts = z.array(z.strictObject(productFields)).min(1);
const changedProduct = z.strictObject(productFields).partial();

const serviceFields = {
  id_servico: wireId.optional(),
  desc_servico: description,
  horas_servico: decimal,
  valor_unit_servico: decimal,
};
const newServices = z.array(z.strictObject(serviceFields)).min(1);
const changedService = z.strictObject(serviceFields).partial();

// Totals are printed as numbers, everything else as text.
const printProduct = (item: OrderItem) => ({
  id_ped_produto: item.id,
  id_ordem: item.orderId,
  id_produto: item.registerId,
  desc_produto: item.description,
  qtde_produto: printDecimal(item.quantity),
  valor_unit_produto: printDecimal(item.unitPrice),
  valor_custo_produto: printDecimal(item.unitCost),
  valor_total_produto: itemTotalCents(item) / 100,
});

const printService = (item: OrderItem) => ({
  id_ped_servico: item.id,
  id_ordem: item.orderId,
  id_servico: item.registerId,
  desc_servico: item.description,
  horas_servico: printDecimal(item.quantity),
  valor_unit_servico: printDecimal(item.unitPrice),
  valor_total_servico: itemTotalCents(item) / 100,
});

/** The item of a path and its order; refuses with `text` unless the one is on the other. */
function itemOf(request: Request, kind: ItemKind, text: string) {
  const order = orderOf(request, 'id_ordem', text);
  const item = request.state.itemOf(kind, order.id, idParameter(request, 'id'));
  if (item === undefined) throw new Refusal(failure(text));
  return { order, item };
}

function remove(request: Request, kind: ItemKind, text: string): number {
  const { order, item } = itemOf(request, kind, text);
  request.state[kind].delete(item.id);
  order.changedAt = request.clock();
  return item.id;
}

function list(request: Request, kind: ItemKind, text: string): readonly OrderItem[] {
  const items = request.state.itemsOf(kind, orderOf(request, 'id_ordem', text).id);
  if (items.length === 0) throw new Refusal(failure(text));
  return items;
}

export const orderItemHandlers: Handlers<VhsysState> = {
  'vhsys.order-products.add': (request) => {
    const refused = 'Erro ao cadastrar o produto para a ordem de serviço!';
    const order = orderOf(request, 'id_ordem', refused);
    const rows = documentedBody(request, newProducts, refused);
    const added = rows.map((row) => {
      const fields = {
        registerId: row.id_produto ?? 0,
        description: row.desc_produto,
        quantity: row.qtde_produto,
        unitPrice: row.valor_unit_produto,
        unitCost: row.valor_custo_produto ?? 0,
      };
      return request.state.addItem('products', order, fields, request.clock());
    });
    return success(added.map(printProduct));
  },

  'vhsys.order-services.add': (request) => {
    const refused = 'Erro ao cadastrar o serviço para a ordem de serviço!';
    const order = orderOf(request, 'id_ordem', refused);
    const rows = documentedBody(request, newServices, refused);
    const added = rows.map((row) => {
      const fields = {
        registerId: row.id_servico ?? 0,
        description: row.desc_servico,
        quantity: row.horas_servico,
        unitPrice: row.valor_unit_servico,
        unitCost: 0,
      };
      return request.state.addItem('services', order, fields, request.clock());
    });
    return success(added.map(printService));
  },

  'vhsys.order-products.update': (request) => {
    const refused = 'Erro ao alterar o produto da ordem de serviço!';
    const { order, item } = itemOf(request, 'products', refused);
    const given = documentedBody(request, changedProduct, refused);
    item.registerId = given.id_produto ?? item.registerId;
    item.description = given.desc_produto ?? item.description;
    item.quantity = given.qtde_produto ?? item.quantity;
    item.unitPrice = given.valor_unit_produto ?? item.unitPrice;
    item.unitCost = given.valor_custo_produto ?? item.unitCost;
    order.changedAt = request.clock();
    return success([printProduct(item)]);
  },

  'vhsys.order-services.update': (request) => {
    const refused = 'Erro ao alterar o serviço da ordem de serviço!';
    const { order, item } = itemOf(request, 'services', refused);
    const given = documentedBody(request, changedService, refused);
    item.registerId = given.id_servico ?? item.registerId;
    item.description = given.desc_servico ?? item.description;
    item.quantity = given.horas_servico ?? item.quantity;
    item.unitPrice = given.valor_unit_servico ?? item.unitPrice;
    order.changedAt = request.clock();
    return success([printService(item)]);
  },

  'vhsys.order-products.delete': (request) =>
    success([{ id_ped_produto: remove(request, 'products', 'Erro ao deletar o produto da ordem de serviço!') }]),

  'vhsys.order-services.delete': (request) =>
    success([{ id_ped_servico: remove(request, 'services', 'Erro ao deletar o serviço da ordem de serviço!') }]),

  'vhsys.order-products.list': (request) =>
    success(list(request, 'products', 'Nenhum produto para a ordem de serviço encontrada!').map(printProduct)),

  'vhsys.order-services.list': (request) =>
    success(list(request, 'services', 'Nenhum serviço para a ordem de serviço encontrada!').map(printService)),
};
