import { z } from 'zod';
import {
  formatDashedDayFirst,
  parseDashedDayFirst,
  todayInSaoPaulo,
  type PlainDate,
} from '../../../src/common/brazil/dates.js';
import { centavosFromDecimal } from '../../../src/common/brazil/money.js';
import { rawJson, Refusal } from '../../core/answer.js';
import type { Handlers } from '../../core/handler.js';
import { customerCredentials } from '../authentication.js';
import { CARD_BRANDS, FINANCIAL_ACCOUNTS } from '../finance-registers.js';
import { customerOfLogin } from '../owned-records.js';
import { failure, numberParameter, requiredBody } from '../requests.js';
import type { Bill } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';
import { documentNumber, slipNumber } from './customer-bills.js';

const id = z.number().int();
const reais = z.number().min(0);

const instalment = z.object({
  numeroParcela: z.number().int().positive(),
  valorTotalParcela: z.number().positive(),
  valorMultaParcela: reais,
  valorJurosParcela: reais,
  valorDescontoParcela: reais,
  vencimentoParcela: z.string(),
  idsFaturasNegociadas: z.array(id).min(1),
});
type Instalment = z.infer<typeof instalment>;

const negotiation = customerCredentials.extend({ dadosNegociacao: z.array(instalment).min(1) });

const payment = z.object({
  IDFatura: id,
  IDContaFinanceira: id,
  IDFormaPagamento: id.optional(),
  ValorPago: reais,
  ValorMulta: reais,
  ValorJuros: reais,
  ValorDesconto: reais,
  DataPagamento: z.string(),
  PagamentoParcial: z.string(),
  CodigoAutorizacaoCartao: z.string().optional(),
  TIDCartao: z.string().optional(),
  NSUCartao: z.string().optional(),
  IDBandeiraCartao: id.optional(),
});

const refusedNegotiation = () => new Refusal({ body: { error: 'Erro ao realizar negociação', internalError: null } });

const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + centavosFromDecimal(amount), 0);

/** The customer's open bills that every instalment names. Refuses anything else. */
function negotiatedBills(
  state: WebserviceClienteState,
  customerId: number,
  instalments: readonly Instalment[],
): Bill[] {
  const ids = new Set(instalments.flatMap((row) => row.idsFaturasNegociadas));
  const bills = state.billsOf(customerId).filter((bill) => bill.paidOn === null && ids.has(bill.id));
  const allNameAll = instalments.every((row) => new Set(row.idsFaturasNegociadas).size === ids.size);
  if (bills.length < ids.size || !allNameAll) throw refusedNegotiation();
  const offered = instalments.flatMap((row) => [row.valorTotalParcela, row.valorDescontoParcela]);
  if (sum(offered) < sum(bills.map(({ amount }) => amount))) throw refusedNegotiation();
  return bills;
}

function dueDateOf(row: Instalment, today: PlainDate): PlainDate {
  const date = parseDashedDayFirst(row.vencimentoParcela);
  if (date === undefined || date < today) throw refusedNegotiation();
  return date;
}

const invalid = (field: string): Refusal => new Refusal(failure(`${field} inválido.`));

/** What changes bills in "FINANCEIRO". */
export const billPaymentHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.bill-payments.negotiate': (request) => {
    const { state, clock } = request;
    const { dadosNegociacao } = requiredBody(request, negotiation);
    const customer = customerOfLogin(request);
    const today = todayInSaoPaulo(clock);
    const closed = negotiatedBills(state, customer.id, dadosNegociacao);
    const dueDates = dadosNegociacao.map((row) => dueDateOf(row, today));
    const contractIds = [...new Set(closed.flatMap((bill) => bill.contractIds))];
    const lastId = Math.max(...state.bills.keys());
    const created = dadosNegociacao.map((row, position): Bill => ({
      id: lastId + 1 + position,
      customerId: customer.id,
      contractIds,
      amount: row.valorTotalParcela,
      dueDate: dueDates[position] ?? today,
      paidOn: null,
    }));
    for (const bill of closed) state.bills.delete(bill.id);
    for (const bill of created) state.addBill(bill);
    state.finance.negotiations.push({ customerId: customer.id, closed, createdIds: created.map((bill) => bill.id) });
    return {
      body: {
        success: 'Negociação realizada com sucesso!',
        object: created.map((bill) => ({
          lancamento: formatDashedDayFirst(today),
          idCliente: customer.id,
          numeroBoleto: slipNumber(bill),
          valor: bill.amount,
          numeroDocumento: documentNumber(bill),
          vencimento: formatDashedDayFirst(bill.dueDate),
        })),
      },
    };
  },

  'webservice-cliente.bill-payments.send-open-bills': (request) => {
    const { state, clock } = request;
    const { idsFaturas } = requiredBody(request, z.object({ idsFaturas: z.array(id).min(1) }));
    const customer = state.customers.get(numberParameter(request, 'idCliente'));
    const open = idsFaturas.every((billId) => {
      const bill = state.bills.get(billId);
      return bill !== undefined && bill.customerId === customer?.id && bill.paidOn === null;
    });
    if (customer === undefined || !open) return rawJson('"FALHA"');
    state.sentMessages.push({
      channel: 'EMAIL',
      to: customer.email,
      title: 'Faturas em aberto',
      text: `Faturas ${idsFaturas.join(', ')}`,
      at: clock(),
    });
    return rawJson('"SUCESSO"');
  },

  'webservice-cliente.bill-payments.pay': (request) => {
    const { state, clock } = request;
    const body = requiredBody(request, payment);
    const paidOn = parseDashedDayFirst(body.DataPagamento);
    const bill = state.bills.get(body.IDFatura);
    const account = FINANCIAL_ACCOUNTS.find(({ row }) => row.id === body.IDContaFinanceira);
    if (bill === undefined) throw invalid('IDFatura');
    if (account === undefined) throw invalid('IDContaFinanceira');
    if (body.IDFormaPagamento !== undefined && !account.forms.includes(body.IDFormaPagamento)) {
      throw invalid('IDFormaPagamento');
    }
    if (body.IDBandeiraCartao !== undefined && !CARD_BRANDS.some((card) => card.id === body.IDBandeiraCartao)) {
      throw invalid('IDBandeiraCartao');
    }
    if (paidOn === undefined || paidOn > todayInSaoPaulo(clock)) throw invalid('DataPagamento');
    if (body.PagamentoParcial !== '0' && body.PagamentoParcial !== '1') throw invalid('PagamentoParcial');
    if (bill.paidOn !== null) return failure('A fatura informada já se encontra inteiramente quitada.');
    const { payments } = state.finance;
    const earlier = payments.filter((row) => row.billId === bill.id).flatMap((row) => [row.paid, row.discount]);
    const covered = sum([...earlier, body.ValorPago, body.ValorDesconto]) >= sum([bill.amount]);
    const partial = body.PagamentoParcial === '1';
    if (body.ValorPago === 0 || (!partial && !covered)) throw invalid('ValorPago');
    payments.push({
      billId: bill.id,
      accountId: account.row.id,
      paid: body.ValorPago,
      discount: body.ValorDesconto,
      partial,
      paidOn,
    });
    if (covered) state.payBill(bill.id, paidOn);
    return rawJson('"SUCESSO"');
  },
};
