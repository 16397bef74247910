import { z } from 'zod';
import { formatSlashedDayFirst, type PlainDate } from '../../../src/common/brazil/dates.js';
import type { HandlerRequest, Handler, Handlers } from '../../core/handler.js';
import { writeOnePagePdf } from '../one-page-pdf.js';
import { billById, customerOfDocument, customerOfLogin } from '../owned-records.js';
import { failure, numberParameter, numberQuery, requiredBody, requiredDateQuery } from '../requests.js';
import type { Customer } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';
import { pdfAnswer, printBillDocument } from './customer-bills.js';

type Request = HandlerRequest<WebserviceClienteState>;

const printForCustomer = (request: Request) =>
  printBillDocument(billById(request.state, numberParameter(request, 'idFatura'), customerOfLogin(request)));

/** With `isChatbot=s` the body holds the document only. */
const printForChatbot: Handler<WebserviceClienteState> = {
  when: ({ query }) => query['isChatbot'] === 's',
  handle: (request) => {
    const { usuario } = requiredBody(request, z.object({ usuario: z.string().min(1) }));
    const customer = customerOfDocument(request.state, usuario);
    return printBillDocument(billById(request.state, numberParameter(request, 'idFatura'), customer));
  },
};

interface Period {
  readonly customer: Customer;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The customer who logs in must be the one in the query. */
function periodOf(request: Request): Period | undefined {
  const customer = customerOfLogin(request);
  const from = requiredDateQuery(request, 'dataInicio');
  const to = requiredDateQuery(request, 'dataFim');
  return numberQuery(request, 'idCliente') === customer.id ? { customer, from, to } : undefined;
}

const owes = (state: WebserviceClienteState, { customer, from, to }: Period): boolean =>
  state.billsOf(customer.id).some((bill) => bill.paidOn === null && bill.dueDate >= from && bill.dueDate <= to);

const UNKNOWN_CUSTOMER = failure('Cliente nao encontrado');
const OPEN_DEBTS = failure('Existem debitos em aberto no periodo selecionado');

/** The documents of "FINANCEIRO" for which customers log in. */
export const billDocumentHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.bill-documents.print-for-customer': printForCustomer,
  'webservice-cliente.bill-documents.print-for-chatbot': printForChatbot,
  'webservice-cliente.bill-documents.print-pdf-for-customer': printForCustomer,
  'webservice-cliente.bill-documents.print-pdf-for-chatbot': printForChatbot,

  'webservice-cliente.bill-documents.read-digitable-line': (request) => {
    const { state } = request;
    const bill = billById(state, numberParameter(request, 'idFatura'), customerOfLogin(request));
    const line = state.digitableLineOf(bill.id);
    if (line === undefined) return failure('A fatura informada já se encontra inteiramente quitada.');
    return { body: { linhaDigitavel: line, valor: bill.amount } };
  },

  'webservice-cliente.bill-documents.validate-annual-settlement': (request) => {
    const period = periodOf(request);
    if (period === undefined) return UNKNOWN_CUSTOMER;
    if (owes(request.state, period)) return OPEN_DEBTS;
    return { body: { success: 'Nao existem debitos em aberto no periodo selecionado' } };
  },

  'webservice-cliente.bill-documents.print-annual-settlement': (request) => {
    const period = periodOf(request);
    if (period === undefined) return UNKNOWN_CUSTOMER;
    if (owes(request.state, period)) return OPEN_DEBTS;
    const pdf = writeOnePagePdf([
      'Declaracao de quitacao anual de debitos',
      period.customer.name,
      `De ${formatSlashedDayFirst(period.from)} a ${formatSlashedDayFirst(period.to)}`,
    ]);
    return pdfAnswer(pdf, `quitacao-${period.customer.id}`);
  },
};
