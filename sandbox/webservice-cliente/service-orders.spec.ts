import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import {
  bookOmnichannelSlot,
  listOmnichannelServiceOrders,
} from '../../src/upstreams/webservice-cliente/operations/omnichannel.js';
import {
  attachDocuments,
  closeServiceOrder,
  openServiceOrder,
  rateServiceOrder,
  registerServiceOrder,
  registerServiceOrderLog,
  revertServiceOrder,
  sendServiceOrderByEmail,
} from '../../src/upstreams/webservice-cliente/operations/service-order-acts.js';
import {
  listClosings,
  listRatings,
  listScheduledVisits,
  listServiceOrders,
  listServiceOrdersOfContract,
  listServiceOrderTypes,
  readServiceOrder,
} from '../../src/upstreams/webservice-cliente/operations/service-orders.js';
import {
  bookAgendaSlot,
  cancelVisit,
  listAgendaSlots,
  listAvailableDays,
} from '../../src/upstreams/webservice-cliente/operations/technical-agenda.js';
import type { Simulator } from '../core/simulator.js';
import { OperationCaller } from '../../test/support/operation-caller.js';
import type { WebserviceClienteState } from './state.js';
import { startWebserviceCliente } from './webservice-cliente.simulator.js';

const START = Date.parse('2026-11-20T15:00:00Z');
const TODAY = todayInSaoPaulo(() => START);
const CREDENTIALS = { user: 'app', password: 'senha' };
const MARINA = { usuario: '11144477735', senha: 'demo-1234' };
const ORDER = '940117';

let simulator: Simulator<WebserviceClienteState>;
let erp: OperationCaller;

beforeEach(async () => {
  simulator = await startWebserviceCliente({ ...CREDENTIALS, clock: () => START });
  erp = new OperationCaller(simulator.url, CREDENTIALS);
});
afterEach(() => simulator.close());

const slots = (turno: 'MANHA' | 'TARDE', days?: number, from = addDays(TODAY, 1)) =>
  erp.expect(listAgendaSlots, {
    path: { idAtendimento: ORDER, data: from, turno },
    query: { qtdeDiasLimite: days },
  });

const ordersOf = (idCliente: string) => erp.expect(listServiceOrders, { path: { idCliente }, query: {} });

async function order(id = ORDER) {
  const found = (await ordersOf('81593')).find((row) => row.id === id);
  if (found === undefined) throw new Error(`no attendance ${id}`);
  return found;
}

const book = (idItemConfiguracaoAgendaTecnica: string, idAtendimento = ORDER) =>
  erp.call(bookAgendaSlot, { body: { idAtendimento, idItemConfiguracaoAgendaTecnica } });

describe('the technical agenda', () => {
  it('offers the shift asked for, from the day asked for, a week when nobody says how long', async () => {
    const week = await slots('MANHA');
    expect(week.length).toBeGreaterThan(4);
    expect(new Set(week.map(({ shift }) => shift))).toEqual(new Set(['MANHA']));
    const dates = week.map(({ date }) => date);
    expect(dates.every((date) => date > TODAY && date <= addDays(TODAY, 8))).toBe(true);
    expect((await slots('MANHA', 30)).length).toBeGreaterThan(week.length);
  });

  it('moves a visit and frees the place it had', async () => {
    const before = await order();
    expect(before).toMatchObject({ visitOn: addDays(TODAY, 3), shift: 'TARDE', visitItemId: '7601440' });
    const held = (await slots('TARDE')).find(({ id }) => id === '7601440');
    const target = (await slots('MANHA')).at(-1)!;
    expect(await book(target.id)).toEqual({ value: { done: true } });
    expect(await order()).toMatchObject({
      status: 'VISITA_AGENDADA',
      visitOn: target.date,
      shift: 'MANHA',
      visitItemId: target.id,
      visitScheduled: true,
    });
    const freed = (await slots('TARDE')).find(({ id }) => id === '7601440');
    expect(freed?.booked).toBe((held?.booked ?? 0) - 1);
    const taken = (await slots('MANHA')).find(({ id }) => id === target.id);
    expect(taken?.booked).toBe((target.booked ?? 0) + 1);
  });

  it('refuses a full item, one it does not know, and a visit of a closed attendance', async () => {
    const full = [...simulator.state.agenda.values()].find((slot) => slot.taken === slot.technicians)!;
    expect((await slots(full.shift, 60)).some(({ id }) => id === String(full.id))).toBe(false);
    expect(await book(String(full.id))).toEqual({ failure: 'rejected:refused' });
    expect(await book('1')).toEqual({ failure: 'not-found:not-found' });
    const [free] = await slots('MANHA');
    expect(await book(free!.id, '871203')).toEqual({ failure: 'rejected:refused' });
    expect(await book(free!.id, '999')).toEqual({ failure: 'not-found:not-found' });
  });

  it('gives the last place once, and takes the same booking again', async () => {
    const slot = [...simulator.state.agenda.values()].find(({ technicians, taken }) => technicians - taken === 1)!;
    expect(await book(String(slot.id))).toEqual({ value: { done: true } });
    expect(await book(String(slot.id), '932652')).toEqual({ failure: 'rejected:refused' });
    const again = await erp.call(bookOmnichannelSlot, {
      body: { idAtendimento: ORDER, idItemConfiguracaoAgendaTecnica: String(slot.id) },
    });
    expect(again).toEqual({ value: { done: true } });
  });

  it('cancels a visit once', async () => {
    const cancel = () => erp.call(cancelVisit, { body: { idAtendimento: ORDER } });
    expect(await cancel()).toEqual({ value: { done: true } });
    expect(await order()).toMatchObject({
      status: 'PENDENTE',
      visitOn: null,
      visitScheduled: false,
      visitItemId: null,
    });
    expect(await cancel()).toEqual({ failure: 'rejected:refused' });
  });

  it('lists the days for a sale by technology', async () => {
    const days = (idTecnologia: string) =>
      erp.expect(listAvailableDays, {
        path: { tipoServico: 'INSTALACAO', idTecnologia, idCidade: '100', idTipoContrato: '1' },
      });
    const fibre = await days('4');
    expect(new Set(fibre.map(({ shift }) => shift))).toEqual(new Set(['MANHA', 'TARDE']));
    expect(fibre.every(({ booked, technicians }) => booked! < technicians!)).toBe(true);
    expect(await days('9')).toEqual([]);
  });
});

describe('an attendance', () => {
  it('is in every list once it is opened, and none is open once it is closed', async () => {
    const body = { idContrato: '899059', descricao: 'Sem sinal desde ontem', idTipoAtendimento: '4' };
    const { protocol } = await erp.expect(openServiceOrder, { body });
    expect(protocol).toMatch(/^20261120120000\d\d$/);
    const [newest] = await ordersOf('81593');
    expect(newest).toMatchObject({ protocol, status: 'PENDENTE', contractId: '899059', kind: 'SUPORTE', typeId: '4' });
    const detail = await erp.expect(readServiceOrder, { path: { id: newest!.id } });
    expect(detail).toMatchObject({ protocol, description: 'Sem sinal desde ontem', contractId: '899059' });
    const filtered = await erp.expect(listOmnichannelServiceOrders, {
      path: { idCliente: '81593' },
      query: { idContrato: '899059', statusContrato: 'HABILITADO', statusAtendimento: 'PENDENTE' },
    });
    expect(filtered.map((row) => row.protocol)).toContain(protocol);
    const ofContract = await erp.expect(listServiceOrdersOfContract, { path: { idContrato: '899059' }, body: MARINA });
    expect(ofContract[0]).toMatchObject({ protocol, visitScheduled: false, visitOn: null, openedOn: TODAY });

    const close = () => erp.call(closeServiceOrder, { body: { protocolo: protocol } });
    expect(await close()).toEqual({ value: { done: true } });
    expect((await order(newest!.id)).status).toBe('FECHADO');
    expect(await close()).toEqual({ failure: 'rejected:falha' });
    await erp.expect(revertServiceOrder, { body: { idUsuario: '285', idCentroCusto: '1', idAtendimento: newest!.id } });
    expect((await order(newest!.id)).status).toBe('PENDENTE');
  });

  it('is registered by customers for their own contracts only', async () => {
    const register = (idContrato: string, senha = MARINA.senha) =>
      erp.call(registerServiceOrder, { body: { ...MARINA, senha, idContrato, descricao: 'TESTE' } });
    const count = simulator.state.serviceOrders.size;
    expect(await register('311622')).toEqual({ failure: 'not-found:not-found' });
    expect(await register('899059', 'wrong')).toEqual({ failure: 'customer-credential:credentials-refused' });
    expect(simulator.state.serviceOrders.size).toBe(count);
    expect(await register('899059')).toEqual({ value: { done: true } });
    expect((await ordersOf('81593'))[0]).toMatchObject({ contractId: '899059', status: 'PENDENTE' });
  });

  it('is rated, logged, mailed and documented', async () => {
    const rating = { notaTecnico: 4.2, notaResolucao: 6.69 };
    expect(await erp.expect(listRatings, { path: { idAtendimento: ORDER } })).toEqual([]);
    await erp.expect(rateServiceOrder, { body: { idAtendimento: ORDER, ...rating } });
    expect(await erp.expect(listRatings, { path: { idAtendimento: ORDER } })).toEqual([
      { orderId: ORDER, technician: 4.2, resolution: 6.69 },
    ]);
    const log = { idUsuario: '285', acao: 'teste', tipoAcao: 'CADASTRO' as const };
    expect(await erp.expect(registerServiceOrderLog, { body: { ...log, idAtendimento: ORDER } })).toEqual({
      logId: '3603258',
    });
    expect(await erp.call(registerServiceOrderLog, { body: { ...log, idAtendimento: '1' } })).toEqual({
      failure: 'not-found:not-found',
    });
    await erp.expect(sendServiceOrderByEmail, { query: {}, body: { idAtendimento: ORDER } });
    expect(simulator.state.sentMessages).toMatchObject([{ channel: 'EMAIL', to: 'marina.teste@example.com' }]);
    const model = { base64: 'JVBERi0xLjQK', filename: 'a.pdf', filesize: 9, filetype: 'application/pdf' };
    const attach = (files: number) =>
      erp.call(attachDocuments, {
        body: {
          IDAtendimento: ORDER,
          Documentos: Array.from({ length: files }, () => ({ tipoDocumento: 'DOCUMENTO' as const, model })),
        },
      });
    expect(await attach(6)).toEqual({ failure: 'rejected:refused' });
    expect(await attach(1)).toEqual({ value: { done: true } });
    expect(simulator.state.serviceDesk.attachments).toMatchObject([{ orderId: 940117, name: 'a.pdf' }]);
  });

  it('has types and closings, and a list of its scheduled visits', async () => {
    const types = await erp.expect(listServiceOrderTypes, { path: { idContrato: '899059' }, body: MARINA });
    expect(types.map(({ kind }) => kind)).not.toContain('UNKNOWN');
    expect(await erp.expect(listClosings, { query: { idTipoAtendimento: '18' } })).toHaveLength(3);
    expect(await erp.call(listClosings, { query: { idTipoAtendimento: '3' } })).toEqual({
      failure: 'not-found:no-closings',
    });
    const visits = await erp.expect(listScheduledVisits, { path: { idCliente: '81593' }, query: {} });
    expect(visits.map(({ id }) => id)).toEqual([ORDER]);
  });
});
