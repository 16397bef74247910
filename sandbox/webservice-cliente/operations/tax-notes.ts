import { createHash } from 'node:crypto';
import {
  addDays,
  dateInSaoPaulo,
  epochOfMidnight,
  formatSlashedDayFirst,
  type PlainDate,
} from '../../../src/common/brazil/dates.js';
import { centavosFromDecimal, formatBrl } from '../../../src/common/brazil/money.js';
import type { Handlers } from '../../core/handler.js';
import { writeOnePagePdf } from '../one-page-pdf.js';
import { customerOfLogin } from '../owned-records.js';
import { failure, numberParameter, requiredDateQuery } from '../requests.js';
import type { Bill } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';
import { pdfAnswer } from './customer-bills.js';

const NOON_MS = 12 * 3_600_000;
const ICMS_PERCENT = 27;

/** A note stands for a paid bill and was issued ten days before that fell due. */
const issuedAt = (bill: Bill): number => epochOfMidnight(addDays(bill.dueDate, -10)) + NOON_MS;
const issuedOn = (bill: Bill): PlainDate => dateInSaoPaulo(issuedAt(bill)) ?? bill.dueDate;
const noteId = (bill: Bill): number => bill.id % 1_000_000;

const notedBills = (state: WebserviceClienteState, customerId: number): Bill[] =>
  state.billsOf(customerId).filter((bill) => bill.paidOn !== null);

const twoPlaces = (value: number): number => Math.round(value * 100) / 100;

const printNote = (bill: Bill) => ({
  id: noteId(bill),
  idCliente: bill.customerId,
  vencimento: epochOfMidnight(bill.dueDate),
  dataEmissao: issuedAt(bill),
  valor: bill.amount,
  numeroNF: noteId(bill),
  idEmpresa: 4,
  modeloNotaFiscal: {
    tipoModelo: 'OFFLINE',
    id: 1,
    descricao: 'MODELO 22',
    nomeArquivoJasper: 'MODELO_NF_OFFLINE_1.jasper',
    idServidorIntegracaoHomologacao: 1,
    idServidorIntegracaoProducao: null,
    serie: 'A22',
    codigoModelo: null,
    arquivoJasper: null,
    convenio115: false,
    prefeitura: false,
    sefaz: false,
    offline: true,
  },
  dataCancelamento: null,
  notaUnica: null,
  itensNota: [
    {
      id: noteId(bill) + 12,
      descricao: `SCM(vencimento ${formatSlashedDayFirst(bill.dueDate)})`,
      valorItem: bill.amount,
      baseICMS: bill.amount,
      valorICMS: twoPlaces((bill.amount * ICMS_PERCENT) / 100),
      valorIsentoICMS: 0,
      baseISS: 0,
      valorISS: 0,
      baseIRRF: 0,
      basePIS: 0,
      valorPIS: 0,
      baseCOFINS: 0,
      valorCOFINS: 0,
      baseCSLL: 0,
      valorCSLL: 0,
      aliquotaICMS: ICMS_PERCENT,
      aliquotaPIS: 0,
      aliquotaCOFINS: 0,
      valorOutrosICMS: null,
      valorIRRF: 0,
    },
  ],
  situacao: 'N',
  chaveCodificacaoDigital: createHash('md5').update(String(bill.id)).digest('hex'),
  descricaoModelo: 'MODELO 22',
});

/** The tax notes of "FINANCEIRO". */
export const taxNoteHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.tax-notes.list': (request) => {
    const customer = customerOfLogin(request);
    const from = requiredDateQuery(request, 'dataInicio');
    const to = requiredDateQuery(request, 'dataFim');
    if (numberParameter(request, 'idCliente') !== customer.id) return failure('Cliente nao encontrado');
    const bills = notedBills(request.state, customer.id);
    return { body: bills.filter((bill) => issuedOn(bill) >= from && issuedOn(bill) <= to).map(printNote) };
  },

  'webservice-cliente.tax-notes.print': (request) => {
    const customer = customerOfLogin(request);
    const id = numberParameter(request, 'idNotaFiscal');
    const bill = notedBills(request.state, customer.id).find((candidate) => noteId(candidate) === id);
    if (bill === undefined) return failure('Nota fiscal nao encontrada');
    const pdf = writeOnePagePdf([
      `Nota fiscal ${id}`,
      `Valor ${formatBrl(centavosFromDecimal(bill.amount))}`,
      `Emissao ${formatSlashedDayFirst(issuedOn(bill))}`,
    ]);
    return pdfAnswer(pdf, `nota-fiscal-${id}`);
  },
};
