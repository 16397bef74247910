import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import * as notices from '../../src/upstreams/webservice-cliente/operations/app-notices.js';
import * as users from '../../src/upstreams/webservice-cliente/operations/application-users.js';
import * as authentication from '../../src/upstreams/webservice-cliente/operations/authentication.js';
import * as billing from '../../src/upstreams/webservice-cliente/operations/contract-billing.js';
import * as changes from '../../src/upstreams/webservice-cliente/operations/contract-changes.js';
import * as documents from '../../src/upstreams/webservice-cliente/operations/contract-documents.js';
import * as network from '../../src/upstreams/webservice-cliente/operations/contract-network.js';
import * as usage from '../../src/upstreams/webservice-cliente/operations/contract-usage.js';
import * as contracts from '../../src/upstreams/webservice-cliente/operations/contracts.js';
import { listPendingNotices } from '../../src/upstreams/webservice-cliente/operations/customers.js';
import * as playhub from '../../src/upstreams/webservice-cliente/operations/playhub.js';
import { OperationCaller } from '../../test/support/operation-caller.js';
import { startWebserviceCliente, type WebserviceClienteSimulator } from './webservice-cliente.simulator.js';

const START = Date.parse('2026-11-21T15:00:00Z');
const TODAY = todayInSaoPaulo(() => START);
const CREDENTIALS = { user: 'app', password: 'secret' };
const MARINA = { usuario: '11144477735', senha: 'demo-1234' };
const ROBERTO = { usuario: '52998224725', senha: 'demo-5678' };
const UNKNOWN = { failure: 'not-found:not-found' };

let simulator: WebserviceClienteSimulator;
let erp: OperationCaller;

beforeEach(async () => {
  simulator = await startWebserviceCliente({ ...CREDENTIALS, clock: () => START });
  erp = new OperationCaller(simulator.url, CREDENTIALS);
});
afterEach(() => simulator.close());

const statusOf = async (contractId: string) =>
  (await erp.expect(contracts.readContract, contracts.contractOnly(contractId))).status;

describe('passwords', () => {
  it('are changed with the old one, and then open the door', async () => {
    const change = (senhaAntiga: string, body = MARINA) =>
      erp.call(authentication.changeCustomerPassword, { query: { senhaAntiga, novaSenha: 'n&va 1' }, body });
    expect(await change('wrong')).toEqual({ failure: 'customer-credential:credentials-refused' });
    expect(await change('demo-1234', { ...MARINA, senha: 'wrong' })).toEqual({
      failure: 'customer-credential:credentials-refused',
    });
    expect(await change('demo-1234')).toEqual({ value: true });
    expect(await erp.call(authentication.logCustomerIn, { body: MARINA })).toMatchObject({
      failure: expect.stringMatching(/^customer-credential/),
    });
    const account = await erp.expect(authentication.logCustomerInWithBills, { body: { ...MARINA, senha: 'n&va 1' } });
    expect(account).toMatchObject({ customerId: '81593', bornOn: '1988-03-15', openServiceOrders: 2 });
    expect(account.bills.map(({ id }) => id)).toEqual(['8768701', '8768702', '8768703']);
    expect(account.contracts.map(({ quota }) => quota)).toEqual([0, 360, 0]);
  });

  it('are reset by an SMS that only the customer reads', async () => {
    const reset = (usuario: string) => erp.call(authentication.resetCustomerPasswordBySms, { body: { usuario } });
    expect(await reset('00000000000')).toEqual({ failure: 'not-found:customer-unknown' });
    expect(await reset(MARINA.usuario)).toEqual({ value: true });
    const [sms] = simulator.state.sentMessages;
    expect(sms).toMatchObject({ channel: 'SMS', to: '22999990001' });
    const senha = /\d{6}$/.exec(sms?.text ?? '')?.[0] ?? '';
    expect(await erp.call(authentication.logCustomerIn, { body: { ...MARINA, senha } })).toHaveProperty('value');
  });

  it('of users are changed with the old one', async () => {
    const logIn = (senha: string) => erp.call(users.logUserIn, { body: { usuario: 'joao.souza', senha } });
    expect(await logIn('abc123')).toEqual({
      value: { userId: '285', profileId: '1', seller: true, mayDecideProspects: true },
    });
    const change = (senhaAntiga: string) =>
      erp.call(users.changeUserPassword, { body: { idUsuario: '285', senhaAntiga, novaSenha: 'def456' } });
    expect(await change('wrong')).toEqual({ failure: 'customer-credential:credentials-refused' });
    expect(await change('abc123')).toEqual({ value: true });
    expect(await logIn('abc123')).toEqual({ failure: 'customer-credential:credentials-refused' });
    const retired = { usuario: 'ana.desligada', senha: 'abc123' };
    expect(await erp.call(users.logUserIn, { body: retired })).toHaveProperty('failure');
    const user = { path: { idUsuario: '285' } };
    expect((await erp.expect(users.listUserSegments, user)).map(({ name }) => name)).toEqual(['VAREJO', 'EMPRESAS']);
    expect(await erp.expect(users.listUserCompanies, user)).toHaveLength(2);
    expect(await erp.call(users.listUserCompanies, { path: { idUsuario: '9' } })).toHaveProperty('failure');
  });
});

describe('notices', () => {
  it('are listed until they are marked as sent, by their customer only', async () => {
    const list = async () =>
      (await erp.expect(notices.listNoticesAsCustomer, { path: { idCliente: '81593' }, body: MARINA })).map(
        ({ id }) => id,
      );
    const mark = (body: typeof MARINA) => erp.call(notices.markNoticeSent, { path: { id: '5501' }, body });
    expect(await list()).toEqual(['5501', '5502', '5504']);
    expect(await mark(ROBERTO)).toEqual(UNKNOWN);
    expect(await mark(MARINA)).toEqual({ value: true });
    expect(await mark(MARINA)).toEqual({ value: true });
    expect(await list()).toEqual(['5502', '5504']);
    const [pending] = await erp.expect(listPendingNotices, { path: { idCliente: '81593' } });
    expect(pending).toMatchObject({ id: '5502', status: 'PENDENTE', createdAt: new Date(START - 86_400_000) });
    const others = { path: { idCliente: '366890' }, body: MARINA };
    expect(await erp.call(notices.listNoticesAsCustomer, others)).toEqual(UNKNOWN);
  });
});

describe('contracts', () => {
  it('are found by document and listed for their customer alone', async () => {
    const found = await erp.expect(contracts.findCustomerOverview, {
      query: { dataFimVencFatura: TODAY },
      body: { cpfcnpj: '11144477735' },
    });
    expect(found).toMatchObject({ customerId: '81593', person: 'natural', hasUnpaidBill: true });
    expect(found.bills.map(({ id, amountCents }) => [id, amountCents])).toEqual([['8768701', 9990]]);
    expect(await erp.call(contracts.findCustomerOverview, { query: {}, body: { cpfcnpj: '1' } })).toEqual({
      failure: 'not-found:customer-unknown',
    });
    const withBills = await erp.expect(contracts.readContractWithBills, { body: { idContrato: '1283303' } });
    expect(withBills.bills.map(({ contractIds }) => contractIds)).toEqual([['1283299', '1283303']]);
    const list = { path: { idCliente: '81593' } };
    expect(await erp.call(contracts.listContractsAsCustomer, { ...list, body: ROBERTO })).toEqual(UNKNOWN);
    expect((await erp.expect(contracts.listContractsAsCustomer, { ...list, body: MARINA })).contracts).toHaveLength(3);
  });

  it('that are suspended are enabled in trust, once', async () => {
    const enable = (idContrato: string) => erp.call(changes.enableContractInTrust, { body: { idContrato } });
    expect(await enable('899059')).toEqual({ failure: 'rejected:falha' });
    expect(await enable('1')).toEqual({ failure: 'rejected:falha' });
    expect(await enable('311622')).toEqual({ value: { validUntil: addDays(TODAY, 3) } });
    expect(await statusOf('311622')).toBe('HABILITADO_EM_CONFIANCA');
    expect(await enable('311622')).toEqual({ failure: 'rejected:falha' });
  });

  it('are enabled in trust by their customer too', async () => {
    const enable = (body: typeof MARINA, descricaoStatus = 'HABILITADO EM CONFIANCA') =>
      erp.call(changes.changeContractStatus, {
        path: { idContrato: '311622' },
        query: { descricaoStatus, acessoCentral: true },
        body,
      });
    expect(await enable(MARINA)).toEqual(UNKNOWN);
    expect(await enable(ROBERTO, 'HABILITADO')).toEqual({ failure: 'rejected:falha' });
    expect(await enable(ROBERTO)).toEqual({ value: { validUntil: addDays(TODAY, 3) } });
    expect(await statusOf('311622')).toBe('HABILITADO_EM_CONFIANCA');
  });

  it('are accepted once', async () => {
    const accept = () => erp.call(changes.acceptContract, { path: { idContrato: '899059' } });
    expect(await accept()).toEqual({ value: true });
    expect(await accept()).toEqual({ failure: 'unavailable:internal-error' });
  });

  it('are deactivated for a while when nothing is overdue, once a year', async () => {
    const candidates = async () =>
      (await erp.expect(changes.listContractsForDeactivation, { path: { idCliente: '81593' } })).map(
        ({ id, hasDebt, deactivatedWithinAYear }) => [id, hasDebt, deactivatedWithinAYear],
      );
    const request = (idContrato: string, dataInicio = addDays(TODAY, 2)) =>
      erp.call(changes.deactivateContract, { body: { idContrato, quantidadeDias: 60, dataInicio } });
    expect(await candidates()).toEqual([
      ['899059', true, false],
      ['1283299', false, false],
    ]);
    const refused = { failure: 'rejected:falha' };
    expect(await request('899059')).toEqual(refused);
    expect(await request('1283299', addDays(TODAY, -1))).toEqual(refused);
    expect(await request('1283299')).toEqual({ value: true });
    expect(await request('1283299')).toEqual(refused);
    expect(await candidates()).toContainEqual(['1283299', false, true]);
  });

  it('are printed, and files are attached all or none', async () => {
    const path = { idContrato: '899059' };
    expect(await erp.expect(documents.printContractModel, { path })).toBeInstanceOf(Uint8Array);
    expect(await erp.call(documents.printAcceptanceModel, { path, body: ROBERTO })).toEqual(UNKNOWN);
    expect(await erp.expect(documents.printAcceptanceModel, { path, body: MARINA })).toBeInstanceOf(Uint8Array);
    const file = (idCliente: string, filesize = 3) => ({
      idCliente,
      tipo: 'DOCUMENTO' as const,
      model: { base64: 'AAAA', filename: 'foto.jpg', filesize, filetype: 'image/jpeg' },
    });
    const attach = (...body: ReturnType<typeof file>[]) => erp.call(documents.attachCustomerFiles, { body });
    expect(await attach(file('81593'), file('5'))).toEqual(UNKNOWN);
    expect(await attach(file('81593', 6_000_000))).toEqual({ failure: 'rejected:refused' });
    expect(simulator.state.contractChanges.attachedFiles).toEqual([]);
    expect(await attach(file('81593'), file('366890'))).toEqual({ value: true });
    expect(simulator.state.contractChanges.attachedFiles).toHaveLength(2);
  });

  it('get changed data by people, later', async () => {
    const body = { IDCliente: '81593', Contratos: [{ CodContrato: '899059', Cidade: 'CARMO' }] };
    expect(await erp.call(changes.requestProfileUpdate, { body })).toEqual({ value: true });
    expect(simulator.state.contractChanges.profileRequests).toEqual([body]);
  });
});

describe('bills', () => {
  it('change their due date until a change waits', async () => {
    const path = { idCliente: '81593' };
    const check = async (vencimentoAtual: string) =>
      (await erp.expect(billing.checkDueDateChange, { path, query: { vencimentoAtual }, body: MARINA })).allowed;
    const change = async (vencimentoAtual: string, novoVencimento: string) =>
      (
        await erp.expect(billing.changeDueDateAsCustomer, {
          path,
          query: { vencimentoAtual, novoVencimento },
          body: MARINA,
        })
      ).changed;
    expect([await check('4'), await check('1')]).toEqual([true, false]);
    expect([await change('1', '2'), await change('4', '99'), await change('4', '2')]).toEqual([false, false, true]);
    expect(await check('2')).toBe(false);
    expect(simulator.state.sentMessages).toHaveLength(1);
    const { contracts: rows } = await erp.expect(contracts.readCustomerOverview, contracts.overviewOf('81593'));
    expect(rows.map(({ dueDateId }) => dueDateId)).toEqual(['2', '2', '2']);
    const back = { path, body: { idVencimentoAtual: '2', idNovoVencimento: '4' } };
    expect(await erp.call(billing.changeDueDateOfCustomer, back)).toEqual({ value: true });
    expect(await erp.call(billing.changeDueDateOfCustomer, back)).toEqual({ failure: 'rejected:falha' });
  });

  it('change the due date of one contract; asked again it is done', async () => {
    const change = (idVencimentoAtual: string, idVencimentoNovo: string) =>
      erp.call(billing.changeDueDateOfContract, {
        body: { idContrato: '899059', idVencimentoAtual, idVencimentoNovo },
      });
    expect(await change('1', '2')).toEqual({ failure: 'rejected:refused' });
    expect(await change('4', '99')).toEqual(UNKNOWN);
    expect(await change('4', '2')).toEqual({ value: true });
    expect(await change('4', '2')).toEqual({ value: true });
  });

  it('go without paper once', async () => {
    const input = { path: { idCliente: '81593' }, body: MARINA };
    expect(await erp.expect(billing.checkDigitalBill, input)).toEqual({ allowed: true });
    expect(await erp.expect(billing.switchToDigitalBill, input)).toEqual({
      changed: true,
      contractIds: ['899059', '1283299'],
    });
    expect(await erp.expect(billing.checkDigitalBill, input)).toEqual({ allowed: false });
    expect(await erp.expect(billing.switchToDigitalBill, input)).toEqual({ changed: false, contractIds: [] });
    expect(simulator.state.sentMessages).toHaveLength(1);
  });
});

describe('usage and network', () => {
  it('prints sessions, calls and their totals for the own contract', async () => {
    const path = { idContrato: '1283299' };
    const query = { dataInicio: addDays(TODAY, -9), dataFim: TODAY };
    const sessions = await erp.expect(usage.listDataSessions, { path, query, body: MARINA });
    expect(sessions).toHaveLength(10);
    const calls = await erp.expect(usage.listCalls, { path, query, body: MARINA });
    expect(calls).toHaveLength(5);
    expect(calls.every(({ priceCents }) => Number.isInteger(priceCents))).toBe(true);
    const total = await erp.expect(usage.readDataUsage, { path, body: MARINA });
    expect(total.limitGigabytes).toBe(360);
    expect(total.usedGigabytes).toBeGreaterThan(0);
    const kinds = await erp.expect(usage.readCallTotals, { path, body: MARINA });
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['FIXO LOCAL', 'MOVEL DDD']);
    expect(await erp.call(usage.listCalls, { path, query, body: ROBERTO })).toEqual(UNKNOWN);
    const without = { path: { idContrato: '899059' }, query, body: MARINA };
    expect(await erp.expect(usage.listCalls, without)).toEqual([]);
    expect(
      await erp.expect(usage.listDataSessions, { ...without, query: { ...query, dataFim: addDays(TODAY, -20) } }),
    ).toEqual([]);
  });

  it('reads back the Wi-Fi that was set, also beside the last connection', async () => {
    const change = { idContrato: '899059', loginWiFi: 'NOVA', senhaWifi: 'outra-senha' };
    expect(await erp.call(network.changeWifi, { body: change })).toEqual({ value: true });
    expect(await erp.call(network.changeWifi, { body: { ...change, idContrato: '1' } })).toEqual(UNKNOWN);
    expect(await erp.expect(network.readContractNetwork, { path: { idContrato: '899059' } })).toMatchObject({
      wifiName: 'NOVA',
      wifiPassword: 'outra-senha',
    });
    const [first, second] = await erp.expect(network.listLastConnections, { path: { idCliente: '81593' } });
    expect(first).toMatchObject({ contractId: '899059', wifiName: 'NOVA', serial: 'HWTC1A2B3C4D' });
    expect(second?.lastConnection?.login).toBe('cliente1283299');
  });
});

describe('PlayHub', () => {
  it('asks by document or by the day of activation, as a user', async () => {
    const usuario = 'teste.teste';
    const find = (CPF_CNPJ: string, senha = 'teste123') =>
      erp.call(playhub.findPlayhubCustomer, { body: { usuario, senha, CPF_CNPJ } });
    expect(await find('11144477735')).toMatchObject({
      value: { document: '11144477735', services: { watchTv: true, mcAfee: true, uol: false } },
    });
    expect(await find('00000000000')).toEqual(UNKNOWN);
    expect(await find('11144477735', 'wrong')).toEqual({ failure: 'customer-credential:credentials-refused' });
    const on = (DataHabilitacao: typeof TODAY) =>
      erp.expect(playhub.listPlayhubCustomers, { body: { Usuario: usuario, Senha: 'teste123', DataHabilitacao } });
    expect((await on(addDays(TODAY, -500))).map(({ document }) => document)).toEqual(['52998224725']);
    expect(await on(TODAY)).toEqual([]);
  });
});
