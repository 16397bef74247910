import { z } from 'zod';
import { centavos, pathId } from '../../core/fields.js';
import { dashedDate } from '../../core/wire-fields.js';
import { bare, documentBytes } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { customerLogin } from './customer-login.js';

const bytes = z.instanceof(Uint8Array);

/** With this in the query the ERP asks for the customer's document only, without the password. */
const forChatbot = z.object({
  isChatbot: z.codec(z.literal('s'), z.literal(true), { decode: () => true as const, encode: () => 's' as const }),
});

export const printBillForCustomer = erpOperation({
  id: 'bill-documents.print-for-customer',
  title: 'Baixar PDF da fatura',
  method: 'POST',
  path: '/ws/financeiro/fatura/{idFatura}',
  auth: 'customer',
  effect: 'read',
  request: { path: z.object({ idFatura: pathId }), body: customerLogin },
  format: 'pdf',
  envelope: documentBytes,
  answer: bytes,
});

export const printBillForChatbot = erpOperation({
  id: 'bill-documents.print-for-chatbot',
  title: 'Baixar PDF da fatura',
  method: 'POST',
  path: '/ws/financeiro/fatura/{idFatura}',
  auth: 'basic',
  effect: 'read',
  request: { path: z.object({ idFatura: pathId }), query: forChatbot, body: z.object({ usuario: z.string() }) },
  format: 'pdf',
  envelope: documentBytes,
  answer: bytes,
});

export const printBillPdfForCustomer = erpOperation({
  id: 'bill-documents.print-pdf-for-customer',
  title: 'Baixar PDF da fatura 2',
  method: 'POST',
  path: '/ws/financeiro/fatura/{idFatura}/pdf',
  auth: 'customer',
  effect: 'read',
  request: { path: z.object({ idFatura: pathId }), body: customerLogin },
  format: 'pdf',
  envelope: documentBytes,
  answer: bytes,
});

export const printBillPdfForChatbot = erpOperation({
  id: 'bill-documents.print-pdf-for-chatbot',
  title: 'Baixar PDF da fatura 2',
  method: 'POST',
  path: '/ws/financeiro/fatura/{idFatura}/pdf',
  auth: 'basic',
  effect: 'read',
  request: { path: z.object({ idFatura: pathId }), query: forChatbot, body: z.object({ usuario: z.string() }) },
  format: 'pdf',
  envelope: documentBytes,
  answer: bytes,
});

export const readBillLine = erpOperation({
  id: 'bill-documents.read-digitable-line',
  title: 'Buscar código de barras da fatura',
  method: 'POST',
  path: '/ws/financeiro/fatura/{idFatura}/linha_digitavel',
  auth: 'customer',
  effect: 'read',
  request: { path: z.object({ idFatura: pathId }), body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: z
    .object({ linhaDigitavel: z.string().trim().min(1), valor: centavos })
    .transform((answer) => ({ digitableLine: answer.linhaDigitavel, amountCents: answer.valor })),
});

const settlementQuery = z.object({ dataInicio: dashedDate, dataFim: dashedDate, idCliente: pathId });

/** Answers when nothing is owed of the period; open debts are `rejected` with the reason `open-debts`. */
export const validateAnnualSettlement = erpOperation({
  id: 'bill-documents.validate-annual-settlement',
  title: 'Validar declaração quitação anual de débito',
  method: 'POST',
  path: '/ws/financeiro/faturamento/valida/quitacao_anual_debito',
  auth: 'customer',
  effect: 'read',
  request: { query: settlementQuery, body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: z.object({ success: z.string() }).transform(() => ({ settled: true as const })),
});

export const printAnnualSettlement = erpOperation({
  id: 'bill-documents.print-annual-settlement',
  title: 'Baixar PDF da declaração de quitação anual de débito',
  method: 'POST',
  path: '/ws/financeiro/faturamento/quitacao_anual_debito',
  auth: 'customer',
  effect: 'read',
  request: { query: settlementQuery, body: customerLogin },
  format: 'pdf',
  envelope: documentBytes,
  answer: bytes,
});
