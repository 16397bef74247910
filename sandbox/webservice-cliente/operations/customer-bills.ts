import {
  businessDayOnOrAfter,
  daysBetween,
  formatSlashedDayFirst,
  todayInSaoPaulo,
  type Clock,
} from '../../../src/common/brazil/dates.js';
import { formatBrl, centavosFromDecimal } from '../../../src/common/brazil/money.js';
import { z } from 'zod';
import { rawJson, type Answer } from '../../core/answer.js';
import type { Handlers } from '../../core/handler.js';
import { writeOnePagePdf } from '../one-page-pdf.js';
import { customerOfDocument } from '../owned-records.js';
import { documentParameter, failure, numberParameter, requiredBody } from '../requests.js';
import type { Bill } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';

/** Two per cent, and one per cent a month by the day, in floats as ugly as the document's. */
function chargesOf(bill: Bill, clock: Clock): { fine: number; interest: number } {
  const today = todayInSaoPaulo(clock);
  if (today <= businessDayOnOrAfter(bill.dueDate)) return { fine: 0, interest: 0 };
  return { fine: bill.amount * 0.02, interest: ((bill.amount * 0.01) / 30) * daysBetween(bill.dueDate, today) };
}

export const slipNumber = (bill: Bill): string => `${String(bill.id).padStart(11, '0')}P`;

/** Month and year of the due date, then digits. */
export const documentNumber = (bill: Bill): string =>
  bill.dueDate.slice(5, 7) + bill.dueDate.slice(2, 4) + String(bill.id).slice(-6);

/** An unpaid bill as the overviews of customers and contracts print it. */
export function printUnpaidBill(bill: Bill, clock: Clock) {
  const { fine, interest } = chargesOf(bill, clock);
  return {
    idsContratos: bill.contractIds,
    DebitoAutomatico: false,
    CodigoCliente: bill.customerId,
    ValorMulta: fine,
    IDFatura: bill.id,
    ValorJuros: interest,
    nroBoleto: slipNumber(bill),
    Valor: bill.amount,
    nroDocumento: documentNumber(bill),
    Vencimento: bill.dueDate,
  };
}

/** A bill as the list of all bills prints it: what is paid has a payment date and no charges. */
function printBill(bill: Bill, clock: Clock) {
  const common = {
    VencimentoFormatado: formatSlashedDayFirst(bill.dueDate),
    Valor: bill.amount,
    idsContratos: bill.contractIds,
    DebitoAutomatico: false,
    CodigoCliente: bill.customerId,
    IDFatura: bill.id,
    nroBoleto: slipNumber(bill),
    nroDocumento: documentNumber(bill),
    Vencimento: bill.dueDate,
  };
  if (bill.paidOn !== null) return { DataPagamento: bill.paidOn, ...common };
  const { fine, interest } = chargesOf(bill, clock);
  return { ...common, ValorMulta: fine, ValorJuros: interest };
}

/** The bill as a document. */
export function printBillDocument(bill: Bill): Answer {
  const pdf = writeOnePagePdf([
    `Fatura ${bill.id}`,
    `Valor ${formatBrl(centavosFromDecimal(bill.amount))}`,
    `Vencimento ${formatSlashedDayFirst(bill.dueDate)}`,
  ]);
  return pdfAnswer(pdf, String(bill.id));
}

/** A PDF for download under this name. */
export const pdfAnswer = (pdf: Uint8Array, name: string): Answer => ({
  headers: { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="${name}.pdf"` },
  body: pdf,
});

const unpaidBillsOf = (state: WebserviceClienteState, customerId: number): Bill[] =>
  state.billsOf(customerId).filter((bill) => bill.paidOn === null);

/** A bill as the list of a customer's open bills prints it. */
const printOpenBill = (bill: Bill) => ({
  VencimentoFormatado: formatSlashedDayFirst(bill.dueDate),
  CodigoCliente: bill.customerId,
  IDFatura: bill.id,
  Valor: bill.amount,
  Contratos: bill.contractIds,
});

/** The bill operations of "FINANCEIRO" of the document. */
export const customerBillHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.customer-bills.list-all': (request) => {
    const { state, clock } = request;
    const customer = state.customerOfDocument(documentParameter(request, 'cpfcnpj'));
    if (customer === undefined) return { body: { ClienteEncontrato: false } };
    const bills = state.billsOf(customer.id);
    return { body: { ClienteEncontrato: true, Faturas: bills.map((bill) => printBill(bill, clock)) } };
  },

  // The document prints no example answer of this one: a shorter row of the list of all bills.
  'webservice-cliente.customer-bills.list-open-by-document': (request) => {
    const { state } = request;
    const customer = state.customerOfDocument(documentParameter(request, 'cpfcnpj'));
    if (customer === undefined) return { body: { ClienteEncontrato: false } };
    const open = state.billsOf(customer.id).filter((bill) => bill.paidOn === null);
    return {
      body: {
        ClienteEncontrato: true,
        Faturas: open.map((bill) => ({
          VencimentoFormatado: formatSlashedDayFirst(bill.dueDate),
          Valor: bill.amount,
          idsContratos: bill.contractIds,
          CodigoCliente: bill.customerId,
          IDFatura: bill.id,
        })),
      },
    };
  },

  'webservice-cliente.customer-bills.read-digitable-line': (request) => {
    const line = request.state.digitableLineOf(numberParameter(request, 'IdFatura'));
    return rawJson(JSON.stringify(line ?? 'FALHA'));
  },

  'webservice-cliente.customer-bills.print': (request) => {
    const bill = request.state.bills.get(numberParameter(request, 'idFatura'));
    if (bill === undefined) return failure('Internal Server Error');
    return printBillDocument(bill);
  },

  'webservice-cliente.customer-bills.list-unpaid': (request) => {
    const { state } = request;
    const customer = state.customers.get(numberParameter(request, 'idCliente'));
    return { body: customer === undefined ? [] : unpaidBillsOf(state, customer.id).map(printOpenBill) };
  },

  // The document prints no example answer of this one: the list by customer.
  'webservice-cliente.customer-bills.list-unpaid-by-document': (request) => {
    const { state } = request;
    const customer = state.customerOfDocument(documentParameter(request, 'cpfcnpj'));
    return { body: customer === undefined ? [] : unpaidBillsOf(state, customer.id).map(printOpenBill) };
  },

  'webservice-cliente.customer-bills.read-open-account': (request) => {
    const { state } = request;
    const { usuario } = requiredBody(request, z.object({ usuario: z.string().min(1) }));
    const customer = customerOfDocument(state, usuario);
    return {
      body: {
        Contratos: state.contractsOf(customer.id).map((contract) => ({
          ValorContrato: contract.price,
          IDContrato: contract.id,
          DescricaoPlano: contract.plan,
        })),
        Faturas: unpaidBillsOf(state, customer.id).map((bill) => ({
          idsContratos: bill.contractIds,
          DebitoAutomatico: false,
          CodigoCliente: bill.customerId,
          IDFatura: bill.id,
          Valor: bill.amount,
          Vencimento: bill.dueDate,
        })),
        Cliente: customer.name,
      },
    };
  },
};
