import { z } from 'zod';
import { dateInSaoPaulo, todayInSaoPaulo } from '../../../src/common/brazil/dates.js';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { printCentavos, printDate, printMoment } from '../printing.js';
import {
  documentedBody,
  documentedQuery,
  failure,
  idParameter,
  orderOf,
  success,
  wireCentavos,
  wireDate,
  wireDay,
  wireId,
  wireStatus,
} from '../requests.js';
import type { ServiceOrder, VhsysState } from '../state.js';

const NONE_FOUND = 'Nenhuma ordem de serviço encontrada!';
const LARGEST_PAGE = 250;

const givenFields = {
  id_cliente: wireId.optional(),
  vendedor_pedido: z.string().max(30).optional(),
  vendedor_pedido_id: wireId.optional(),
  valor_total_despesas: wireCentavos.optional(),
  valor_total_desconto: wireCentavos.optional(),
  data_pedido: wireDate.optional(),
  data_entrega: wireDate.optional(),
  data_realizacao: wireDate.optional(),
  data_realizacao_hora: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  garantia_ordem: z.string().max(25).optional(),
  equipamento_ordem: z.string().optional(),
  problema_ordem: z.string().optional(),
  recebimento_ordem: z.string().optional(),
  referencia_ordem: z.string().optional(),
  obs_pedido: z.string().max(100).optional(),
  obs_interno_pedido: z.string().optional(),
  laudo_ordem: z.string().optional(),
  status_pedido: wireStatus.optional(),
};
const customerName = z.string().min(1).max(255);
const registration = z.strictObject({ nome_cliente: customerName, ...givenFields });
const change = z.strictObject({ nome_cliente: customerName.optional(), ...givenFields });

const digits = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** `10.00` or `10.00,20.00`. */
const range = z
  .string()
  .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?)?$/)
  .transform((text) => {
    const [from = 0, to = Infinity] = text.split(',').map((amount) => Math.round(Number(amount) * 100));
    return { holds: (cents: number) => cents >= from && cents <= to };
  });

const listQuery = z.strictObject({
  order: z.string().optional(),
  sort: z.enum(['Asc', 'Desc']).default('Asc'),
  limit: digits.refine((value) => value <= LARGEST_PAGE).default(LARGEST_PAGE),
  offset: digits.default(0),
  nome_cliente: z.string().optional(),
  vendedor: z.string().optional(),
  valor_produtos: range.optional(),
  valor_servicos: range.optional(),
  valor_total: range.optional(),
  status: wireStatus.optional(),
  lixeira: z.enum(['Sim', 'Nao']).default('Nao'),
  data_modificacao: wireDay.optional(),
});

function amountsOf(state: VhsysState, { id, fields }: ServiceOrder) {
  const services = state.totalCents('services', id);
  const products = state.totalCents('products', id);
  const total = services + products + fields.valor_total_despesas - fields.valor_total_desconto;
  return { services, products, total: Math.max(0, total) };
}

function printOrder(state: VhsysState, order: ServiceOrder) {
  const { fields } = order;
  const amounts = amountsOf(state, order);
  return {
    id_ordem: order.id,
    id_pedido: order.number,
    id_cliente: fields.id_cliente,
    nome_cliente: fields.nome_cliente,
    vendedor_pedido: fields.vendedor_pedido,
    vendedor_pedido_id: fields.vendedor_pedido_id,
    valor_total_servicos: printCentavos(amounts.services),
    valor_total_pecas: printCentavos(amounts.products),
    valor_total_despesas: printCentavos(fields.valor_total_despesas),
    valor_total_desconto: printCentavos(fields.valor_total_desconto),
    valor_total_os: printCentavos(amounts.total),
    data_pedido: printDate(fields.data_pedido),
    data_entrega: printDate(fields.data_entrega),
    data_realizacao: printDate(fields.data_realizacao),
    data_realizacao_hora: `${fields.data_realizacao_hora}:00`,
    garantia_ordem: fields.garantia_ordem,
    equipamento_ordem: fields.equipamento_ordem,
    problema_ordem: fields.problema_ordem,
    recebimento_ordem: fields.recebimento_ordem,
    referencia_ordem: fields.referencia_ordem,
    obs_pedido: fields.obs_pedido,
    obs_interno_pedido: fields.obs_interno_pedido,
    laudo_ordem: fields.laudo_ordem,
    status_pedido: fields.status_pedido,
    contas_pedido: 0,
    comissao_pedido: 0,
    estoque_pedido: 0,
    nota_servico_emitida: 0,
    nota_venda_emitida: 0,
    funil_emitido: 0,
    data_cad_pedido: printMoment(order.createdAt),
    data_mod_pedido: printMoment(order.changedAt),
    lixeira: order.inTrash ? 'Sim' : 'Nao',
  };
}

const contains = (text: string, part: string | undefined): boolean =>
  part === undefined || text.toLowerCase().includes(part.toLowerCase());

function list({ state, ...request }: HandlerRequest<VhsysState>) {
  const query = documentedQuery({ state, ...request }, listQuery);
  const rows = [...state.orders.values()]
    .filter((order) => {
      const amounts = amountsOf(state, order);
      return (
        order.inTrash === (query.lixeira === 'Sim') &&
        contains(order.fields.nome_cliente, query.nome_cliente) &&
        contains(order.fields.vendedor_pedido, query.vendedor) &&
        (query.valor_produtos?.holds(amounts.products) ?? true) &&
        (query.valor_servicos?.holds(amounts.services) ?? true) &&
        (query.valor_total?.holds(amounts.total) ?? true) &&
        (query.status === undefined || order.fields.status_pedido === query.status) &&
        (query.data_modificacao === undefined || (dateInSaoPaulo(order.changedAt) ?? '') >= query.data_modificacao)
      );
    })
    .map((order) => new Map<string, string | number>(Object.entries(printOrder(state, order))));
  const by = query.order ?? 'id_ordem';
  const direction = query.sort === 'Asc' ? 1 : -1;
  rows.sort((left, right) => direction * compare(left.get(by), right.get(by)));
  // The printed example has a limit of 0 beside a row: it is no limit of its own.
  const page = rows.slice(query.offset, query.offset + (query.limit || LARGEST_PAGE));
  if (page.length === 0) return failure(NONE_FOUND);
  return success(
    page.map((row) => Object.fromEntries(row)),
    { total: rows.length, offset: query.offset, limit: query.limit, limit_max: LARGEST_PAGE },
  );
}

/** Numbers and printed decimals by size, else by text. */
function compare(left: string | number = '', right: string | number = ''): number {
  const difference = Number(left) - Number(right);
  return Number.isNaN(difference) ? String(left).localeCompare(String(right), 'pt-BR') : difference;
}

/** What is deleted lies in the trash, where only the list with `lixeira=Sim` finds it. */
export const serviceOrderHandlers: Handlers<VhsysState> = {
  'vhsys.service-orders.register': (request) => {
    const refused = 'Erro ao cadastrar a ordem de serviço!';
    const given = documentedBody(request, registration, refused);
    const { state, clock } = request;
    if (!state.knowsCustomer(given.id_cliente)) return failure(refused);
    return success([printOrder(state, state.registerOrder(given, clock()))]);
  },

  'vhsys.service-orders.update': (request) => {
    const refused = 'Erro ao alterar a ordem de serviço!';
    const { state, clock } = request;
    const order = orderOf(request, 'id', refused);
    const given = documentedBody(request, change, refused);
    if (!state.knowsCustomer(given.id_cliente)) return failure(refused);
    state.changeOrder(order, given, clock(), todayInSaoPaulo(clock));
    return success([printOrder(state, order)]);
  },

  'vhsys.service-orders.delete': (request) => {
    const order = orderOf(request, 'id', 'Erro ao deletar a ordem de serviço!');
    order.inTrash = true;
    order.changedAt = request.clock();
    return success([{ id_ordem: order.id }]);
  },

  'vhsys.service-orders.read': (request) => {
    const order = request.state.liveOrder(idParameter(request, 'id'));
    return order === undefined ? failure(NONE_FOUND) : success([printOrder(request.state, order)]);
  },

  'vhsys.service-orders.list': list,
};
