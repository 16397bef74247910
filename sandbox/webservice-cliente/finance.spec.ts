import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import {
  printAnnualSettlement,
  printBillForChatbot,
  printBillForCustomer,
  printBillPdfForCustomer,
  readBillLine,
  validateAnnualSettlement,
} from '../../src/upstreams/webservice-cliente/operations/bill-documents.js';
import {
  negotiateBills,
  payBill,
  sendOpenBills,
} from '../../src/upstreams/webservice-cliente/operations/bill-payments.js';
import {
  listBillsOfDocument,
  listUnpaidBillsOfCustomer,
  listUnpaidBillsOfDocument,
  readDigitableLine,
  readOpenAccount,
} from '../../src/upstreams/webservice-cliente/operations/customer-bills.js';
import {
  listCardBrands,
  listChargingFormsOfCity,
  listFinancialAccounts,
  listPaymentForms,
  listServices,
  registerAdditionalService,
} from '../../src/upstreams/webservice-cliente/operations/finance-registers.js';
import {
  changeOmnichannelDueDate,
  schedulePayment,
  sendDigitableLineBySms,
} from '../../src/upstreams/webservice-cliente/operations/omnichannel.js';
import { listTaxNotes, printTaxNote } from '../../src/upstreams/webservice-cliente/operations/tax-notes.js';
import type { Simulator } from '../core/simulator.js';
import { OperationCaller } from '../../test/support/operation-caller.js';
import type { WebserviceClienteState } from './state.js';
import { startWebserviceCliente } from './webservice-cliente.simulator.js';

const START = Date.parse('2026-11-20T15:00:00Z');
const TODAY = todayInSaoPaulo(() => START);
const CREDENTIALS = { user: 'app', password: 'senha' };
const ROBERTO = { usuario: '52998224725', senha: 'demo-5678' };
const MARINA = { usuario: '11144477735', senha: 'demo-1234' };

let simulator: Simulator<WebserviceClienteState>;
let erp: OperationCaller;

beforeEach(async () => {
  simulator = await startWebserviceCliente({ ...CREDENTIALS, clock: () => START });
  erp = new OperationCaller(simulator.url, CREDENTIALS);
});
afterEach(() => simulator.close());

const unpaidOfRoberto = () => erp.expect(listUnpaidBillsOfCustomer, { path: { idCliente: '366890' } });

describe('negotiating', () => {
  const negotiate = (bills: string[], totals: number[], login = ROBERTO) =>
    erp.call(negotiateBills, {
      body: {
        ...login,
        dadosNegociacao: totals.map((valorTotalParcela, position) => ({
          numeroParcela: position + 1,
          valorTotalParcela,
          valorMultaParcela: 0,
          valorJurosParcela: 0,
          valorDescontoParcela: 0,
          vencimentoParcela: addDays(TODAY, 30 * (position + 1)),
          idsFaturasNegociadas: bills,
        })),
      },
    });

  it('closes the bills and makes one of each instalment', async () => {
    const called = await negotiate(['8769101', '8769102'], [10990, 10990]);
    expect(called).toMatchObject({
      value: {
        bills: [
          { amountCents: 10990, dueDate: addDays(TODAY, 30), postedOn: TODAY },
          { amountCents: 10990, dueDate: addDays(TODAY, 60) },
        ],
      },
    });
    const unpaid = await unpaidOfRoberto();
    expect(unpaid.map(({ dueDate }) => dueDate)).toEqual([addDays(TODAY, 30), addDays(TODAY, 60)]);
    expect(unpaid.every(({ contractIds }) => contractIds.includes('311622'))).toBe(true);
    const all = await erp.expect(listBillsOfDocument, { path: { cpfcnpj: ROBERTO.usuario } });
    expect(all.map(({ id }) => id)).not.toContain('8769101');
    expect(await erp.expect(readDigitableLine, { path: { IdFatura: unpaid[0]!.id } })).toMatch(/^\d{5}\./);
  });

  it('changes nothing when it refuses', async () => {
    const before = await unpaidOfRoberto();
    const refused = { failure: 'rejected:refused' };
    expect(await negotiate(['8769101'], [100])).toEqual(refused);
    expect(await negotiate(['8769001'], [10990])).toEqual(refused);
    expect(await negotiate(['8768701'], [9990])).toEqual(refused);
    expect(await unpaidOfRoberto()).toEqual(before);
  });
});

describe('paying', () => {
  const pay = (IDFatura: string, ValorPago: number, PagamentoParcial = false, IDFormaPagamento = '2') =>
    erp.call(payBill, {
      body: {
        IDFatura,
        IDContaFinanceira: '1',
        IDFormaPagamento,
        ValorPago,
        ValorMulta: 0,
        ValorJuros: 0,
        ValorDesconto: 0,
        DataPagamento: TODAY,
        PagamentoParcial,
      },
    });

  it('settles a bill once', async () => {
    expect(await pay('8769101', 10990)).toEqual({ value: { done: true } });
    const all = await erp.expect(listBillsOfDocument, { path: { cpfcnpj: ROBERTO.usuario } });
    expect(all.find(({ id }) => id === '8769101')?.paidOn).toBe(TODAY);
    expect(await pay('8769101', 10990)).toEqual({ failure: 'rejected:already-paid' });
  });

  it('settles a bill in parts when they cover it', async () => {
    await pay('8769101', 5000, true);
    expect((await unpaidOfRoberto()).map(({ id }) => id)).toContain('8769101');
    await pay('8769101', 5990, true);
    expect((await unpaidOfRoberto()).map(({ id }) => id)).not.toContain('8769101');
  });

  it('names the field it refuses', async () => {
    const invalid = { failure: 'rejected:invalid-field' };
    expect(await pay('1', 10990)).toEqual(invalid);
    expect(await pay('8769101', 1)).toEqual(invalid);
    expect(await pay('8769101', 10990, false, '1')).toEqual(invalid);
  });
});

describe('what is read of bills', () => {
  it('is the same by customer, document and log-in', async () => {
    const byCustomer = await unpaidOfRoberto();
    const byDocument = await erp.expect(listUnpaidBillsOfDocument, { path: { cpfcnpj: ROBERTO.usuario } });
    const account = await erp.expect(readOpenAccount, { body: { usuario: ROBERTO.usuario } });
    expect(byDocument).toEqual(byCustomer);
    expect(account.bills.map(({ id, amountCents }) => [id, amountCents])).toEqual(
      byCustomer.map(({ id, amountCents }) => [id, amountCents]),
    );
    expect(account.contracts).toEqual([{ id: '311622', plan: 'FIBRA 300MB ILIMITADO', priceCents: 10990 }]);
  });

  it('is a document and a line for its own customer only', async () => {
    const path = { idFatura: '8769101' };
    for (const operation of [printBillForCustomer, printBillPdfForCustomer]) {
      expect((await erp.expect(operation, { path, body: ROBERTO })).byteLength).toBeGreaterThan(200);
      expect(await erp.call(operation, { path, body: MARINA })).toEqual({ failure: 'not-found:not-found' });
    }
    const chatbot = { path, query: { isChatbot: true as const } };
    const usuario = ROBERTO.usuario;
    expect((await erp.expect(printBillForChatbot, { ...chatbot, body: { usuario } })).byteLength).toBeGreaterThan(200);
    const line = await erp.expect(readBillLine, { path, body: ROBERTO });
    expect(line).toEqual({
      digitableLine: await erp.expect(readDigitableLine, { path: { IdFatura: '8769101' } }),
      amountCents: 10990,
    });
  });

  it('is a declaration when nothing is owed of the period', async () => {
    const period = (login: typeof ROBERTO, from: number, to: number) => ({
      query: { dataInicio: addDays(TODAY, from), dataFim: addDays(TODAY, to), idCliente: '366890' },
      body: login,
    });
    expect(await erp.call(validateAnnualSettlement, period(ROBERTO, -90, -40))).toEqual({ value: { settled: true } });
    expect(await erp.call(validateAnnualSettlement, period(ROBERTO, -90, 0))).toEqual({
      failure: 'rejected:open-debts',
    });
    expect(await erp.call(printAnnualSettlement, period(ROBERTO, -90, 0))).toEqual({ failure: 'rejected:open-debts' });
    expect(await erp.call(validateAnnualSettlement, period(MARINA, -90, -40))).toEqual({
      failure: 'not-found:not-found',
    });
  });

  it('is a tax note for what was paid', async () => {
    const query = { dataInicio: addDays(TODAY, -365), dataFim: TODAY };
    const notes = await erp.expect(listTaxNotes, { path: { idCliente: '366890' }, query, body: ROBERTO });
    expect(notes).toMatchObject([{ customerId: '366890', amountCents: 10990, situation: 'N' }]);
    expect(notes[0]?.items[0]?.icms.ratePercent).toBe(27);
    const path = { idNotaFiscal: notes[0]!.id };
    expect((await erp.expect(printTaxNote, { path, body: ROBERTO })).byteLength).toBeGreaterThan(200);
    expect(await erp.call(printTaxNote, { path, body: MARINA })).toEqual({ failure: 'not-found:not-found' });
  });

  it('goes out by e-mail and SMS while it is open', async () => {
    const send = (idsFaturas: string[]) =>
      erp.call(sendOpenBills, { path: { idCliente: '366890' }, body: { idsFaturas } });
    expect(await send(['8769101', '8769102'])).toEqual({ value: { done: true } });
    expect(await send(['8768701'])).toEqual({ failure: 'rejected:falha' });
    await erp.expect(sendDigitableLineBySms, { query: { tituloSMS: 'Fatura' }, body: { idFatura: '8769101' } });
    expect(simulator.state.sentMessages.map(({ channel, to }) => [channel, to])).toEqual([
      ['EMAIL', 'roberto.teste@example.com'],
      ['SMS', '31999990002'],
    ]);
    const promise = { idTipoContatoInadimplencia: '2', idMotivoInadimplencia: '5' };
    const on = addDays(TODAY, 2);
    expect(
      await erp.expect(schedulePayment, { body: { idFatura: '8769101', dataAgendamentoPagamento: on, ...promise } }),
    ).toEqual({ negotiationId: '5001', contactId: '8001' });
  });
});

describe('the registers', () => {
  it('fit together', async () => {
    const forms = await erp.expect(listPaymentForms, {});
    for (const { id } of forms) {
      const accounts = await erp.expect(listFinancialAccounts, { path: { idFormaPagamento: id } });
      expect(accounts.length).toBeGreaterThan(0);
    }
    const stone = await erp.expect(listCardBrands, { query: { adquirente: 'STONE' } });
    expect(new Set(stone.map(({ acquirer }) => acquirer))).toEqual(new Set(['STONE']));
    const digital = await erp.expect(listChargingFormsOfCity, { path: { idCidade: '100', tipo: 'DIGITAL' } });
    expect(digital).toMatchObject([{ digital: true, booklet: false }]);
    const [service] = await erp.expect(listServices, { path: { idCidade: '100', idEmpresa: '1' } });
    const body = { idUsuario: '285', idServico: service!.id, idContrato: '899059', obs: 'A', qtdeParcelas: 2 };
    expect(await erp.expect(registerAdditionalService, { body: { ...body, idCliente: '81593' } })).toEqual({
      id: '646225',
    });
    expect(await erp.call(registerAdditionalService, { body: { ...body, idCliente: '1' } })).toEqual({
      failure: 'not-found:not-found',
    });
  });

  it('move a due date from the one in force only', async () => {
    const move = () =>
      erp.call(changeOmnichannelDueDate, {
        body: { idContrato: '899059', idVencimentoAtual: '4', idVencimentoNovo: '2' },
      });
    expect(await move()).toEqual({ value: { done: true } });
    expect(simulator.state.contracts.get(899059)?.dueDateId).toBe(2);
    expect(await move()).toEqual({ failure: 'rejected:invalid-field' });
  });
});
