import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { LeanHttpService } from '../../src/upstreams/core/lean-http.service.js';
import type { Operation, RequestInput, RequestSchemas } from '../../src/upstreams/core/operation.js';
import { UpstreamPipelines } from '../../src/upstreams/core/pipelines.js';
import { UpstreamMetrics } from '../../src/upstreams/core/upstream-metrics.js';
import { listInstalments, replaceInstalments } from '../../src/upstreams/vhsys/operations/order-instalments.js';
import {
  addProducts,
  addServices,
  deleteProduct,
  deleteService,
  listProducts,
  listServices,
  updateProduct,
  updateService,
} from '../../src/upstreams/vhsys/operations/order-items.js';
import { addStatus, listStatuses } from '../../src/upstreams/vhsys/operations/order-statuses.js';
import {
  deleteServiceOrder,
  listServiceOrders,
  readServiceOrder,
  registerServiceOrder,
  updateServiceOrder,
} from '../../src/upstreams/vhsys/operations/service-orders.js';
import { VhsysClient } from '../../src/upstreams/vhsys/vhsys.client.js';
import { vhsysConfig } from '../../src/upstreams/vhsys/vhsys.config.js';
import { vhsysOperations } from '../../src/upstreams/vhsys/vhsys.operations.js';
import { startVhsys, type VhsysSimulator } from './vhsys.simulator.js';

const START = Date.parse('2026-11-21T15:00:00Z');
const TOKENS = { accessToken: 'access', secretAccessToken: 'secret' };

let now: number;
let simulator: VhsysSimulator;
let http: LeanHttpService;
let client: VhsysClient;

function clientFor(environment: Record<string, string>): VhsysClient {
  const parsed = vhsysConfig.parse(environment);
  if ('faults' in parsed) throw new Error(parsed.faults.join());
  return new VhsysClient(
    parsed.value,
    new UpstreamPipelines(http, new UpstreamMetrics()),
    new PinoLogger({ pinoHttp: { enabled: false } }),
  );
}

beforeEach(async () => {
  now = START;
  simulator = await startVhsys({ ...TOKENS, clock: () => now });
  http = new LeanHttpService();
  client = clientFor({
    VHSYS_URL: simulator.url,
    VHSYS_ACCESS_TOKEN: TOKENS.accessToken,
    VHSYS_SECRET_ACCESS_TOKEN: TOKENS.secretAccessToken,
  });
});

afterEach(async () => {
  await http.onApplicationShutdown();
  await simulator.close();
});

const call = async <R extends RequestSchemas, A>(operation: Operation<R, A>, input: RequestInput<R>): Promise<A> =>
  (await client.call(operation, input, { owner: 'test' })).value;

const register = () =>
  call(registerServiceOrder, {
    body: {
      id_cliente: '81593',
      nome_cliente: 'MARINA CARVALHO TESTE',
      data_pedido: todayInSaoPaulo(() => now),
      data_entrega: null,
      valor_total_despesas: 1_500,
      valor_total_desconto: 500,
      problema_ordem: 'Sem sinal',
      garantia_ordem: '15 Dias',
    },
  });

const ordersOf = async (customer: string, query = {}) =>
  (await call(listServiceOrders, { query: { nome_cliente: customer, ...query } })).orders;

it('plays every catalogued operation', () => {
  expect(simulator.operations.map(({ id }) => id)).toEqual(vhsysOperations.map(({ id }) => id));
  expect(vhsysOperations).toHaveLength(17);
});

describe('the tokens', () => {
  it.each([
    { VHSYS_ACCESS_TOKEN: 'wrong', VHSYS_SECRET_ACCESS_TOKEN: 'secret' },
    { VHSYS_ACCESS_TOKEN: 'access', VHSYS_SECRET_ACCESS_TOKEN: 'wrong' },
  ])('are told from "not found" when refused with 403', async (tokens) => {
    const refused = clientFor({ VHSYS_URL: simulator.url, ...tokens });
    const failure = refused.call(readServiceOrder, { path: { id: '41201' } }, { owner: 'test' });
    await expect(failure).rejects.toMatchObject({ kind: 'our-credential' });
  });

  it('need not be there: then nothing is supported', async () => {
    const absent = clientFor({});
    expect([absent.configured, client.configured]).toEqual([false, true]);
    const failure = absent.call(readServiceOrder, { path: { id: '1' } }, { owner: 'test' });
    await expect(failure).rejects.toMatchObject({ kind: 'unsupported', reason: 'not-configured' });
  });
});

describe('an order', () => {
  it('is registered, listed, read, changed and deleted into the trash', async () => {
    const order = await register();
    expect(order).toMatchObject({
      customerId: '81593',
      orderedOn: '2026-11-21',
      deliveryOn: null,
      performedOn: null,
      performedAt: null,
      expensesCents: 1_500,
      discountCents: 500,
      totalCents: 1_000,
      warranty: '15 Dias',
      notes: null,
      status: 'EM_ABERTO',
      createdAt: new Date(START),
      inTrash: false,
    });
    const found = await ordersOf('marina');
    expect(found.map(({ id }) => id)).toContain(order.id);
    now += 60_000;
    const changed = await call(updateServiceOrder, {
      path: { id: order.id },
      body: { status_pedido: 'ATENDIDO', data_realizacao: todayInSaoPaulo(() => now), data_realizacao_hora: '14:30' },
    });
    expect(changed).toMatchObject({
      ...order,
      status: 'ATENDIDO',
      performedOn: '2026-11-21',
      performedAt: '14:30',
      changedAt: new Date(now),
    });
    expect(await call(readServiceOrder, { path: { id: order.id } })).toEqual(changed);

    expect(await call(deleteServiceOrder, { path: { id: order.id } })).toEqual({ id: order.id });
    await expect(call(readServiceOrder, { path: { id: order.id } })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(call(deleteServiceOrder, { path: { id: order.id } })).rejects.toMatchObject({ kind: 'rejected' });
    expect((await ordersOf('marina')).map(({ id }) => id)).not.toContain(order.id);
    const [trashed] = await ordersOf('marina', { lixeira: true });
    expect(trashed).toMatchObject({ id: order.id, inTrash: true });
  });

  it('is refused for an unknown customer, an unknown field or a date that is none', async () => {
    const send = (body: object) =>
      fetch(`${simulator.url}/v2/ordens-servico`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'access-token': TOKENS.accessToken,
          'secret-access-token': TOKENS.secretAccessToken,
        },
        body: JSON.stringify(body),
      });
    for (const body of [
      {},
      { nome_cliente: 'A', id_cliente: 1 },
      { nome_cliente: 'A', cor: 'azul' },
      { nome_cliente: 'A', data_pedido: '21/11/2026' },
      { nome_cliente: 'A', status_pedido: 'EM_ABERTO' },
      { nome_cliente: 'A', obs_pedido: 'x'.repeat(101) },
      { nome_cliente: 'A', valor_total_despesas: '1,50' },
    ]) {
      const answer = await send(body);
      expect([answer.status, await answer.json()]).toEqual([
        403,
        { code: 403, status: 'error', data: 'Erro ao cadastrar a ordem de serviço!' },
      ]);
    }
    // Ids and amounts as the printed example has them, as text.
    expect((await send({ nome_cliente: 'A', id_cliente: '81593', valor_total_despesas: '00.00' })).status).toBe(200);
  });
});

describe('the list', () => {
  it('pages, orders and filters', async () => {
    const page = await call(listServiceOrders, { query: { limit: 2, offset: 1, order: 'id_pedido', sort: 'Desc' } });
    expect(page).toMatchObject({ total: 4, offset: 1, maximumLimit: 250 });
    expect(page.orders.map(({ number }) => number)).toEqual(['303', '302']);
    const byTotal = await call(listServiceOrders, { query: { order: 'valor_total_os', sort: 'Desc' } });
    expect(byTotal.orders.map(({ totalCents }) => totalCents)).toEqual([27_990, 7_000, 4_375, 0]);
    const ids = async (query: RequestInput<(typeof listServiceOrders)['request']>['query']) =>
      (await call(listServiceOrders, { query })).orders.map(({ number }) => number);
    expect(await ids({ status: 'CANCELADO' })).toEqual(['304']);
    expect(await ids({ valor_total: { fromCents: 4_375, toCents: 7_000 } })).toEqual(['302', '303']);
    expect(await ids({ valor_produtos: { fromCents: 5_000 } })).toEqual(['301']);
    expect(await ids({ valor_servicos: { fromCents: 1 }, vendedor: 'loja' })).toEqual(['301', '302']);
    expect(
      await ids({
        data_modificacao: addDays(
          todayInSaoPaulo(() => now),
          -2,
        ),
      }),
    ).toEqual(['302', '303']);
  });

  it('is "not found" when it holds nothing', async () => {
    await expect(ordersOf('NINGUEM')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(ordersOf('marina', { offset: 100 })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('takes documented parameters only', async () => {
    for (const query of ['limit=251', 'sort=desc', 'lixeira=true', 'valor_total=1,2,3', 'id_cliente=81593']) {
      const answer = await fetch(`${simulator.url}/v2/ordens-servico?${query}`, {
        headers: { 'access-token': TOKENS.accessToken, 'secret-access-token': TOKENS.secretAccessToken },
      });
      expect([query, answer.status]).toEqual([query, 400]);
    }
  });
});

describe('what lies on an order', () => {
  it('products and services make its total and keep to their order', async () => {
    const { id } = await register();
    const path = { id_ordem: id };
    await expect(call(listProducts, { path })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(call(listServices, { path })).rejects.toMatchObject({ kind: 'not-found' });
    const [product, other] = await call(addProducts, {
      path,
      body: [
        { desc_produto: 'Roteador', qtde_produto: 1.5, valor_unit_produto: 10_010, valor_custo_produto: 8_000 },
        { desc_produto: 'Cabo', qtde_produto: 3, valor_unit_produto: 250, id_produto: '77' },
      ],
    });
    expect(product).toMatchObject({ quantity: 1.5, unitPriceCents: 10_010, unitCostCents: 8_000, totalCents: 15_015 });
    expect(other).toMatchObject({ productId: '77', totalCents: 750 });
    const [service] = await call(addServices, {
      path,
      body: [{ desc_servico: 'Visita', horas_servico: 2, valor_unit_servico: 4_500 }],
    });
    expect(service).toMatchObject({ orderId: id, hours: 2, totalCents: 9_000, serviceId: null });
    const productPath = { ...path, id: product?.id ?? '' };
    const servicePath = { ...path, id: service?.id ?? '' };
    await call(updateProduct, { path: productPath, body: { qtde_produto: 2 } });
    await call(updateService, { path: servicePath, body: { valor_unit_servico: 5_000 } });
    expect(await call(readServiceOrder, { path: { id } })).toMatchObject({
      productsCents: 20_770,
      servicesCents: 10_000,
      totalCents: 31_770,
    });
    const elsewhere = call(deleteProduct, { path: { ...productPath, id_ordem: '41201' } });
    await expect(elsewhere).rejects.toMatchObject({ kind: 'rejected' });
    expect(await call(deleteProduct, { path: productPath })).toEqual({ id: product?.id });
    expect(await call(deleteService, { path: servicePath })).toEqual({ id: service?.id });
    expect(await call(listProducts, { path })).toEqual([other]);
    await expect(call(listServices, { path })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('its history holds every change of status', async () => {
    const { id } = await register();
    const path = { id_ordem: id };
    await expect(call(listStatuses, { path })).rejects.toMatchObject({ kind: 'not-found' });
    const today = todayInSaoPaulo(() => now);
    const added = await call(addStatus, {
      path,
      body: { data_status: today, tipo_status: 'EM_ANDAMENTO', obs_status: 'A caminho' },
    });
    expect(added).toMatchObject({ orderId: id, date: today, note: 'A caminho', status: 'EM_ANDAMENTO' });
    expect(await call(readServiceOrder, { path: { id } })).toMatchObject({ status: 'EM_ANDAMENTO' });
    await call(updateServiceOrder, { path: { id }, body: { status_pedido: 'CANCELADO' } });
    expect((await call(listStatuses, { path })).map(({ status }) => status)).toEqual(['EM_ANDAMENTO', 'CANCELADO']);
  });

  it('new instalments take the place of the former ones', async () => {
    const path = { id_ordem: '41201' };
    expect((await call(listInstalments, { path })).map(({ amountCents }) => amountCents)).toEqual([13_995, 13_995]);
    const dueDate = addDays(
      todayInSaoPaulo(() => now),
      30,
    );
    const body = [{ data_parcela: dueDate, valor_parcela: 27_990, forma_pagamento: 'Pix' }];
    const replaced = await call(replaceInstalments, { path, body });
    expect(replaced).toEqual([{ orderId: '41201', dueDate, amountCents: 27_990, paymentMethod: 'Pix', note: null }]);
    expect(await call(listInstalments, { path })).toEqual(replaced);
    await expect(call(listInstalments, { path: { id_ordem: '41204' } })).rejects.toMatchObject({ kind: 'not-found' });
  });
});
